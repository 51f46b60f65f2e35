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

        EmitMethods(writer, item, names);
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (!type.Members[i].IsExtensionData) new CollectionEmitter(writer, names.Pascal(i)).Emit(type.Members[i].Shape, type.Members[i]);
            else ExtensionEmitter.Emit(writer, type.Members[i], names.Pascal(i));
        }

        AccessorEmitter.Emit(writer, type, names);
        writer.Close();
    }

    private static void EmitMethods(SourceWriter writer, CodecItem item, MemberNames names)
    {
        var type = item.Type;
        switch (type.Form)
        {
            case JsonForm.Converter:
                writer.Line($"public static void WriteValue({CodecNames.Writer} writer, {type.TypeName} value) => {CodecNames.Write}Converted(writer, value, ValueConverter);").Blank();
                writer.Line($"public static {type.TypeName} ReadValue(ref {CodecNames.Reader} reader) => {CodecNames.Read}ConvertedNotNull(ref reader, ValueConverter, \"what its converter reads\");");
                return;
            case JsonForm.Value:
                new ValueEmitter(writer, names).Emit(type);
                return;
        }

        var polymorphism = type.Polymorphism is { } declared ? new PolymorphismEmitter(writer, type, declared) : null;
        var isDerived = item.Discriminators.Count > 0;
        polymorphism?.EmitWrite();
        if (type.Form == JsonForm.Object) new WriteEmitter(writer, names).Emit(type, hasOwnValue: polymorphism is null, hasMembers: isDerived);
        polymorphism?.EmitRead();
        if (type.Form == JsonForm.Object) new ReadEmitter(writer, names, type, item.Discriminators).Emit(hasOwnValue: polymorphism is null, hasObject: isDerived);
    }

    private static void EmitFields(SourceWriter writer, JsonTypeModel type, MemberNames names)
    {
        if (type.Form == JsonForm.Converter)
        {
            writer.Line($"private static readonly {CodecNames.Converter}<{type.TypeName}> ValueConverter = {type.Converter};").Blank();
            return;
        }

        if (type.Polymorphism is { } polymorphism) writer.Line(EncodedName(PolymorphismEmitter.NameField, polymorphism.Discriminator));
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            if (member.Writing == JsonWriting.Never || member.IsExtensionData || type.Form == JsonForm.Value) continue;
            writer.Line(EncodedName(names.Encoded(i), member.JsonName));
        }

        for (var i = 0; i < type.Members.Count; i++) EmitConverters(writer, type.Members[i].Shape, names.Pascal(i));
        if (type.Key is { } key && KeyWriting.Field(key, names.Pascal(0) + "KeyConverter") is { } field) writer.Line(field);
        writer.Blank();
    }

    private static string EncodedName(string field, string name) =>
        $"private static readonly global::System.Text.Json.JsonEncodedText {field} = global::System.Text.Json.JsonEncodedText.Encode({Literals.Of(name)});";

    /// <summary>Emits the fields that hold the converters of a member, and of the elements and keys of its collections.</summary>
    public static void EmitConverters(SourceWriter writer, JsonShape shape, string name)
    {
        if (shape.Kind == JsonKind.Converter) writer.Line($"private static readonly {CodecNames.Converter}<{shape.Type}> {name}Converter = {shape.Detail};");
        if (shape.Key is { } key && KeyWriting.Field(key, name + "KeyConverter") is { } field) writer.Line(field);
        if (shape.Element is { } element) EmitConverters(writer, element, name + "Item");
    }
}
