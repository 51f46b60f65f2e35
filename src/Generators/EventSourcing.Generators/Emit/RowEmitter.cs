using System.Globalization;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits how the rows of a read model are stored: a class with its columns, by which queries are written, and one with the mapping.</summary>
internal static class RowEmitter
{
    private const string Runtime = "global::EventSourcing.";

    /// <summary>Emits one type of rows.</summary>
    public static void Emit(SourceProductionContext output, RowModel row, ProjectModel project)
    {
        // A column may have the name of a member that every class has.
        var writer = new SourceWriter(", CS0108");
        if (row.Namespace.Length > 0) writer.Open("namespace " + row.Namespace);
        EmitColumns(writer, row, project);
        EmitMapping(writer.Blank(), row);
        if (row.Namespace.Length > 0) writer.Close();
        RowJsonEmitter.Emit(writer, row, project);
        output.AddSource(row.HintName + ".ReadModel.g.cs", writer.ToSourceText());
    }

    /// <summary>The mapping of a type of rows, in code.</summary>
    public static string MappingOf(RowModel row) => $"global::{(row.Namespace.Length > 0 ? row.Namespace + "." : "")}{Symbols.Escape(row.MappingClass)}.Instance";

    private static void EmitColumns(SourceWriter writer, RowModel row, ProjectModel project)
    {
        writer.Line($"/// <summary>The columns of the rows {row.DisplayName}, for queries.</summary>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"{(row.IsPublic ? "public" : "internal")} static class {Symbols.Escape(row.ColumnsClass)}");
        foreach (var column in row.Columns)
        {
            writer.Line($"/// <summary>The column '{column.Name}'.</summary>");
            writer.Line($"public static {Runtime}ReadModelColumn<{row.TypeName}, {column.Type}> {NameOf(row, column)} {{ get; }} = new(").Indent();
            writer.Line(Literals.Of(column.Name) + ",");
            writer.Line(column.Stored.Replace(RowColumn.JsonPlace, RowJsonEmitter.MethodsOf(row, column, project)) + ",");
            writer.Line($"static row => row.{Symbols.Escape(column.Member)});").Outdent().Blank();
        }

        writer.Close();
    }

    private static void EmitMapping(SourceWriter writer, RowModel row)
    {
        writer.Line($"/// <summary>How the rows {row.DisplayName} are stored.</summary>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"{(row.IsPublic ? "public" : "internal")} static class {Symbols.Escape(row.MappingClass)}");
        writer.Line("/// <summary>The mapping, to be given to a store.</summary>");
        writer.Line($"public static {Runtime}ReadModelMapping<{row.TypeName}> Instance {{ get; }} = new(").Indent();
        writer.Line(Literals.Of(row.Table) + ",");
        writer.Line($"{Runtime}ReadModelKey.Of({string.Join(", ", row.Key.Select(place => ColumnOf(row, place)))}),");
        writer.Line("[").Indent();
        for (var i = 0; i < row.Columns.Count; i++) writer.Line(ColumnOf(row, i) + ",");
        writer.Outdent().Line("],");
        EmitReading(writer, row);
        if (row.Version >= 0) writer.Line($"version: {ColumnOf(row, row.Version)},");
        if (row.SoftDeleted >= 0) writer.Line($"softDeleted: {ColumnOf(row, row.SoftDeleted)},");
        if (row.Indexes.Count == 0)
        {
            writer.Line("indexes: []);");
        }
        else
        {
            writer.Line("indexes:").Line("[").Indent();
            foreach (var index in row.Indexes) writer.Line($"new {Runtime}ReadModelIndex([{string.Join(", ", index.Split(',').Select(Literals.Of))}]),");
            writer.Outdent().Line("]);");
        }

        writer.Outdent().Close();
    }

    private static void EmitReading(SourceWriter writer, RowModel row)
    {
        var arguments = string.Join(", ", row.Arguments.Select(argument => argument.Column < 0 ? argument.Default : ValueOf(row, argument.Column)));
        if (!row.Columns.Any(static column => column.IsInitialized))
        {
            writer.Line($"static values => new {row.TypeName}({arguments}),");
            return;
        }

        writer.Line($"static values => new {row.TypeName}({arguments})").Line("{").Indent();
        for (var i = 0; i < row.Columns.Count; i++)
        {
            if (row.Columns[i].IsInitialized) writer.Line($"{Symbols.Escape(row.Columns[i].Member)} = {ValueOf(row, i)},");
        }

        writer.Outdent().Line("},");
    }

    private static string ValueOf(RowModel row, int place) =>
        $"{ColumnOf(row, place)}.Load(values[{place.ToString(CultureInfo.InvariantCulture)}]){(row.Columns[place].Suppresses ? "!" : "")}";

    private static string ColumnOf(RowModel row, int place) =>
        $"global::{(row.Namespace.Length > 0 ? row.Namespace + "." : "")}{Symbols.Escape(row.ColumnsClass)}.{NameOf(row, row.Columns[place])}";

    /// <summary>A member cannot have the name of its class.</summary>
    private static string NameOf(RowModel row, RowColumn column) => Symbols.Escape(column.Member == row.ColumnsClass ? column.Member + "Column" : column.Member);
}
