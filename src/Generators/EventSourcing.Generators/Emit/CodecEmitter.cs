using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits the codecs of events and of the types that events reach: a class each, and a file for all that belong to one file of the user.</summary>
internal static class CodecEmitter
{
    /// <summary>Emits the codecs of one file.</summary>
    public static void Emit(SourceProductionContext output, CodecFile file, ProjectModel project)
    {
        var writer = new SourceWriter();
        if (project.Namespace.Length > 0) writer.Open("namespace " + project.Namespace);
        writer.Open("static partial class " + WellKnownNames.CatalogClass);
        for (var i = 0; i < file.Codecs.Count; i++)
        {
            if (i > 0) writer.Blank();
            EmitClass(writer, file.Codecs[i]);
        }

        writer.Close();
        if (project.Namespace.Length > 0) writer.Close();
        output.AddSource(file.HintName + ".Json.g.cs", writer.ToSourceText());
    }

    private static void EmitClass(SourceWriter writer, CodecItem item)
    {
        var type = item.Type;
        writer.Line(SourceWriter.GeneratedCode);
        if (item.IsEvent)
        {
            writer.Open($"private sealed class {type.Codec} : global::EventSourcing.Serialization.EventCodec<{type.TypeName}>");
            writer.Line($"public static readonly {type.Codec} Instance = new();").Blank();
        }
        else
        {
            writer.Open($"private static class {type.Codec}");
        }

        var names = new MemberNames(type);
        EmitFields(writer, type, names);
        if (item.IsEvent)
        {
            writer.Line($"public override void Write({CodecNames.Writer} writer, {type.TypeName} value) => WriteValue(writer, value);").Blank();
            writer.Line($"public override {type.TypeName} Read(ref {CodecNames.Reader} reader) => ReadValue(ref reader);").Blank();
        }

        var write = new WriteEmitter(writer, names);
        write.Emit(type);
        new ReadEmitter(writer, names).Emit(type);
        for (var i = 0; i < type.Members.Count; i++) new CollectionEmitter(writer, names.Pascal(i), names, i).Emit(type.Members[i].Shape, type.Members[i]);
        AccessorEmitter.Emit(writer, type, names);
        writer.Close();
    }

    private static void EmitFields(SourceWriter writer, JsonTypeModel type, MemberNames names)
    {
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            if (member.Writing == JsonWriting.Never) continue;
            writer.Line($"private static readonly global::System.Text.Json.JsonEncodedText {names.Encoded(i)} = global::System.Text.Json.JsonEncodedText.Encode({Literals.Of(member.JsonName)});");
        }

        for (var i = 0; i < type.Members.Count; i++) EmitConverters(writer, type.Members[i].Shape, names.Pascal(i));
        writer.Blank();
    }

    private static void EmitConverters(SourceWriter writer, JsonShape shape, string name)
    {
        if (shape.Kind == JsonKind.Converter)
            writer.Line($"private static readonly global::System.Text.Json.Serialization.JsonConverter<{shape.Type}> {name}Converter = {shape.Detail};");
        if (shape.Key is { Kind: JsonKind.Enum } key)
            writer.Line($"private static readonly global::System.Text.Json.Serialization.JsonConverter<{key.Type}> {name}KeyConverter = global::EventSourcing.Serialization.JsonCodecs.EnumKeyConverter<{key.Type}>();");
        if (shape.Element is { } element) EmitConverters(writer, element, name + "Item");
    }
}
