using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how the members of rows that are stored as JSON are written and read: inside the catalog class, where the codecs are.</summary>
internal static class RowJsonEmitter
{
    private const string Place = "Member";

    /// <summary>Emits them, if there are any.</summary>
    public static void Emit(SourceWriter writer, RowModel row, ProjectModel project)
    {
        if (!row.Columns.Any(static column => column.Json is not null)) return;
        writer.Blank();
        if (project.Namespace.Length > 0) writer.Open("namespace " + project.Namespace);
        writer.Open("static partial class " + WellKnownNames.CatalogClass);
        var isFirst = true;
        foreach (var column in row.Columns)
        {
            if (column.Json is not { } shape) continue;
            if (!isFirst) writer.Blank();
            isFirst = false;
            EmitColumn(writer, row, column, shape);
        }

        writer.Close();
        if (project.Namespace.Length > 0) writer.Close();
    }

    /// <summary>The methods for a column, as arguments.</summary>
    public static string MethodsOf(RowModel row, RowColumn column, ProjectModel project)
    {
        var name = CatalogEmitter.ClassOf(project) + "." + ClassOf(row, column);
        return $"{name}.WriteValue, {name}.ReadValue";
    }

    private static string ClassOf(RowModel row, RowColumn column) => $"{row.Codec}_{column.Member}Column";

    private static void EmitColumn(SourceWriter writer, RowModel row, RowColumn column, JsonShape shape)
    {
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open("internal static class " + ClassOf(row, column));
        if (HasFields(shape))
        {
            CodecEmitter.EmitConverters(writer, shape, Place);
            writer.Blank();
        }

        writer.Line($"public static void WriteValue({CodecNames.Writer} writer, {shape.Type} value) => {ScalarWriting.Value(shape, "value", Place)}").Blank();
        writer.Line($"public static {shape.Type} ReadValue(ref {CodecNames.Reader} reader) => {ReadEmitter.Value(shape, Place)};").Blank();
        new CollectionEmitter(writer, Place).Emit(
            shape,
            new JsonMemberModel(column.Member, column.Name, shape, JsonWriting.Always, JsonSetting.Assignment, IsRequired: false, null, row.TypeName, IsField: false));
        writer.Close();
    }

    private static bool HasFields(JsonShape shape) =>
        shape.Kind == JsonKind.Converter || (shape.Key is { } key && KeyWriting.Field(key, "") is not null) || (shape.Element is { } element && HasFields(element));
}
