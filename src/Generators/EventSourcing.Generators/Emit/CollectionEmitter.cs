using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits the loops that write and read the collections of one member, those inside of them included.</summary>
internal sealed class CollectionEmitter(SourceWriter writer, string place)
{
    /// <summary>Emits the methods for a shape, if it is a collection.</summary>
    public void Emit(JsonShape shape, JsonMemberModel owner)
    {
        if (shape.Element is not { } element) return;
        if (owner.Writing != JsonWriting.Never) EmitWrite(shape, element);
        if (owner.Setting != JsonSetting.None) EmitRead(shape, element);
        new CollectionEmitter(writer, place + "Item").Emit(element, owner);
    }

    private void EmitWrite(JsonShape shape, JsonShape element)
    {
        var isDictionary = shape.Kind == JsonKind.Dictionary;
        var isMemory = shape.IsValueType && !shape.Type.StartsWith("global::System.Collections", StringComparison.Ordinal);
        writer.Open($"private static void Write{place}({CodecNames.Writer} writer, {shape.Type} value)");
        if (shape.IsValueType && !isMemory) writer.Line($"if (value.IsDefault) throw {CodecNames.Errors}Null(\"\");");
        writer.Line(isDictionary ? "writer.WriteStartObject();" : "writer.WriteStartArray();");
        writer.Open(isDictionary ? "foreach (var pair in value)" : isMemory ? "foreach (var item in value.Span)" : "foreach (var item in value)");
        if (isDictionary) writer.Line(KeyWriting.Write(shape.Key!, "pair.Key", place + "KeyConverter"));
        WriteItem(element, isDictionary ? "pair.Value" : "item");
        writer.Close().Blank();
        writer.Line(isDictionary ? "writer.WriteEndObject();" : "writer.WriteEndArray();").Close().Blank();
    }

    private void WriteItem(JsonShape element, string item)
    {
        if (!element.AllowsNull)
        {
            writer.Line(ScalarWriting.Value(element, element.IsValueType ? item : $"{CodecNames.Write}NotNull({item}, \"\")", place + "Item"));
        }
        else if (element is { Kind: JsonKind.Scalar, Detail: "String" })
        {
            writer.Line(ScalarWriting.Value(element, $"{CodecNames.Write}Text({item}, \"\")", place + "Item"));
        }
        else if (element is { Kind: JsonKind.Converter, IsValueType: false })
        {
            writer.Line(ScalarWriting.Value(element, item, place + "Item"));
        }
        else
        {
            writer.Line($"if ({item} is {{ }} some) {ScalarWriting.Value(element, "some", place + "Item")}");
            writer.Line("else writer.WriteNullValue();");
        }
    }

    private void EmitRead(JsonShape shape, JsonShape element)
    {
        writer.Open($"private static {shape.Type} Read{place}(ref {CodecNames.Reader} reader)");
        if (shape.Kind == JsonKind.Dictionary) ReadEntries(shape.Key!, element);
        else ReadElements(element);
        writer.Line($"return {shape.Detail};").Close().Blank();
    }

    private void ReadElements(JsonShape element)
    {
        writer.Line($"{CodecNames.Read}StartArray(ref reader);");
        writer.Line($"var items = new global::System.Collections.Generic.List<{element.DeclaredAsElement}>();");
        writer.Line($"while ({CodecNames.Read}NextElement(ref reader)) items.Add({ReadItem(element)});");
    }

    private void ReadEntries(JsonShape key, JsonShape element)
    {
        writer.Line($"{CodecNames.Read}StartObject(ref reader);");
        writer.Line($"var items = new global::System.Collections.Generic.Dictionary<{key.Type}, {element.DeclaredAsElement}>();");
        writer.Open($"while ({CodecNames.Read}NextMember(ref reader))");
        writer.Line($"var key = {KeyWriting.Read(key, place + "KeyConverter")};");
        writer.Line($"{CodecNames.Read}Add(ref reader, items, key, {ReadItem(element)});");
        writer.Close().Blank();
    }

    /// <summary>Code without annotations takes <see langword="null"/> for an element; in what is emitted, which has them, that must be said.</summary>
    private string ReadItem(JsonShape element)
    {
        var item = ReadEmitter.Value(element, place + "Item");
        return element.IsOblivious ? $"({item})!" : item;
    }
}
