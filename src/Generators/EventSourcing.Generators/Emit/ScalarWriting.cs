using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>The statements that write one value.</summary>
internal static class ScalarWriting
{
    /// <summary>The statement that writes name and value at once, where the writer has a method for that; else <see langword="null"/>.</summary>
    public static string? TryNamed(JsonShape shape, string name, string value, string quoted)
    {
        if (shape.Kind == JsonKind.Enum) return $"writer.WriteNumber({name}, ({KeywordOf(shape.Detail)}){value});";
        if (shape.Kind != JsonKind.Scalar || shape.Numbers != 0) return null;
        return shape.Detail switch
        {
            "Boolean" => $"writer.WriteBoolean({name}, {value});",
            "SByte" or "Byte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Decimal" => $"writer.WriteNumber({name}, {value});",
            "Single" or "Double" => $"writer.WriteNumber({name}, {CodecNames.Write}Finite({value}, {quoted}));",
            "String" or "Guid" or "DateTime" or "DateTimeOffset" => $"writer.WriteString({name}, {value});",
            "ByteArray" => $"writer.WriteBase64String({name}, {value});",
            _ => null,
        };
    }

    /// <summary>The statement that writes a value that is not <see langword="null"/>.</summary>
    /// <param name="shape">What it is.</param>
    /// <param name="value">The value in code.</param>
    /// <param name="place">The part of the names of the methods and fields that belong to its place.</param>
    public static string Value(JsonShape shape, string value, string place) => shape.Kind switch
    {
        JsonKind.Enum => $"writer.WriteNumberValue(({KeywordOf(shape.Detail)}){value});",
        JsonKind.Object => $"{shape.Detail}.WriteValue(writer, {value});",
        JsonKind.Converter => $"{CodecNames.Write}Converted(writer, {value}, {place}Converter);",
        JsonKind.Collection or JsonKind.Dictionary => $"Write{place}(writer, {value});",
        _ when shape.Numbers != 0 => $"{CodecNames.Write}Number(writer, {value}, {CodecNames.NumberHandling}{shape.Numbers});",
        _ => Scalar(shape.Detail, value),
    };

    private static string Scalar(string kind, string value) => kind switch
    {
        "Boolean" => $"writer.WriteBooleanValue({value});",
        "SByte" or "Byte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Decimal" => $"writer.WriteNumberValue({value});",
        "Single" or "Double" => $"writer.WriteNumberValue({CodecNames.Write}Finite({value}, \"\"));",
        "Half" => $"{CodecNames.Write}Half(writer, {CodecNames.Write}Finite({value}, \"\"));",
        "String" or "Guid" or "DateTime" or "DateTimeOffset" => $"writer.WriteStringValue({value});",
        "ByteArray" => $"writer.WriteBase64StringValue({value});",
        _ => $"{CodecNames.Write}{kind}(writer, {value});",
    };

    private static string KeywordOf(string underlying) => underlying switch
    {
        "SByte" => "sbyte",
        "Byte" => "byte",
        "Int16" => "short",
        "UInt16" => "ushort",
        "UInt32" => "uint",
        "Int64" => "long",
        "UInt64" => "ulong",
        _ => "int",
    };
}
