using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>The code that writes and reads the keys of dictionaries.</summary>
internal static class KeyWriting
{
    /// <summary>The statement that writes a key as the name of a member.</summary>
    /// <param name="key">What the key is.</param>
    /// <param name="value">The key in code.</param>
    /// <param name="converter">The field that holds its converter, where there is one.</param>
    public static string Write(JsonShape key, string value, string converter) => key switch
    {
        { Kind: JsonKind.Scalar, Detail: "String" } => $"writer.WritePropertyName({CodecNames.Write}Text({value}, \"\"));",
        { Kind: JsonKind.Object } => $"{key.Detail}.WriteKey(writer, {value});",
        { Kind: JsonKind.Parsable } => $"{CodecNames.Write}ParsableKey(writer, {value});",
        _ => $"{CodecNames.Write}Key{TypeOf(key)}(writer, {value}, {ConverterOf(key, converter)});",
    };

    /// <summary>The expression that reads a key and goes on to the value.</summary>
    /// <param name="key">What the key is.</param>
    /// <param name="converter">The field that holds its converter, where there is one.</param>
    public static string Read(JsonShape key, string converter) => key switch
    {
        { Kind: JsonKind.Scalar, Detail: "String" } => $"{CodecNames.Read}TextKey(ref reader)",
        { Kind: JsonKind.Object } => $"{key.Detail}.ReadKey(ref reader)",
        { Kind: JsonKind.Parsable } => $"{CodecNames.Read}ParsableKey<{key.Type}>(ref reader)",
        _ => $"{CodecNames.Read}Key{TypeOf(key)}(ref reader, {ConverterOf(key, converter)})",
    };

    /// <summary>The declaration of the field that holds a key's converter, or <see langword="null"/> where there is no such field.</summary>
    public static string? Field(JsonShape key, string converter) => key.Kind switch
    {
        JsonKind.Enum => $"private static readonly {CodecNames.Converter}<{key.Type}> {converter} = global::EventSourcing.Serialization.JsonCodecs.EnumKeyConverter<{key.Type}>();",
        JsonKind.Converter => $"private static readonly {CodecNames.Converter}<{key.Type}> {converter} = {key.Detail};",
        _ => null,
    };

    private static string ConverterOf(JsonShape key, string converter) =>
        key.Kind == JsonKind.Scalar ? $"{CodecNames.Metadata}{key.Detail}Converter{(key.IsValueType ? "" : "!")}" : converter;

    /// <summary>The converters of the base library for classes are for null too, which a key never is.</summary>
    private static string TypeOf(JsonShape key) => key is { Kind: JsonKind.Scalar, IsValueType: false } ? $"<{key.Type}>" : "";
}
