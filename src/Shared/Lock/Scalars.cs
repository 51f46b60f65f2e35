namespace EventSourcing.Compiler;

/// <summary>The scalars of the lock, named after their form in JSON, and which of them a reader of another one reads without loss.</summary>
internal static class Scalars
{
    public const string Text = "string";
    public const string AnyJson = "json";

    private const string NumberAsText = "-as-string";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["SByte"] = "int8",
        ["Byte"] = "uint8",
        ["Int16"] = "int16",
        ["UInt16"] = "uint16",
        ["Int32"] = "int32",
        ["UInt32"] = "uint32",
        ["Int64"] = "int64",
        ["UInt64"] = "uint64",
        ["Int128"] = "int128",
        ["UInt128"] = "uint128",
        ["BigInteger"] = "integer",
        ["Half"] = "float16",
        ["Single"] = "float32",
        ["Double"] = "float64",
        ["ByteArray"] = "bytes",
        ["ReadOnlyMemory"] = "bytes",
        ["Memory"] = "bytes",
        ["DateOnly"] = "date",
        ["TimeOnly"] = "time",
        ["IPAddress"] = "ip-address",
        ["IPEndPoint"] = "ip-endpoint",
        ["JsonElement"] = AnyJson,
        ["JsonNode"] = AnyJson,
        ["JsonDocument"] = AnyJson,
    };

    /// <summary>For each scalar, all that its reader reads beside its own kind. Complete: what two steps lead to is listed too.</summary>
    private static readonly Dictionary<string, HashSet<string>> Read = new(StringComparer.Ordinal)
    {
        ["int16"] = ["int8", "uint8"],
        ["int32"] = ["int8", "uint8", "int16", "uint16"],
        ["int64"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32"],
        ["int128"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"],
        ["uint16"] = ["uint8"],
        ["uint32"] = ["uint8", "uint16"],
        ["uint64"] = ["uint8", "uint16", "uint32"],
        ["uint128"] = ["uint8", "uint16", "uint32", "uint64"],
        ["decimal"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"],
        ["float16"] = ["int8", "uint8"],
        ["float32"] = ["int8", "uint8", "int16", "uint16", "float16"],
        ["float64"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float16", "float32"],
    };

    /// <summary>The scalars that are JSON texts.</summary>
    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "char", "guid", "date", "date-time", "date-time-offset", "time", "time-span", "uri", "version", "bytes", "ip-address", "ip-endpoint", "ip-network", "integer", "rune",
    };

    /// <summary>The scalar of a name of <see cref="JsonScalars"/>.</summary>
    public static string NameOf(string scalar) => Names.TryGetValue(scalar, out var name) ? name : KebabCase.From(scalar);

    /// <summary>The scalar of a number that is stored as a text, as [JsonNumberHandling] asks for.</summary>
    public static string AsText(string number) => number + NumberAsText;

    /// <summary>The scalar of the number itself.</summary>
    public static string PlainOf(string scalar) => IsAsText(scalar) ? Plain(scalar) : scalar;

    /// <summary>Whether the reader of one scalar reads every value of another without loss.</summary>
    /// <param name="reader">What is read now.</param>
    /// <param name="stored">What was written.</param>
    public static bool Reads(string reader, string stored)
    {
        if (reader == stored || reader == AnyJson) return true;
        if (reader == Text) return Texts.Contains(stored);

        // The reader of a number as a text reads plain numbers too, and only that.
        if (IsAsText(reader)) return Reads(Plain(reader), IsAsText(stored) ? Plain(stored) : stored);
        return Read.TryGetValue(reader, out var others) && others.Contains(stored);
    }

    /// <summary>Whether a scalar is a number.</summary>
    public static bool IsNumber(string scalar) => scalar == "int8" || scalar == "uint8" || Read.ContainsKey(scalar);

    /// <summary>Whether a scalar is an integer of at most 64 bits, as the numbers of enums are.</summary>
    public static bool IsInteger(string scalar) => IsNumber(scalar) && scalar.Contains("int") && !scalar.EndsWith("128", StringComparison.Ordinal);

    private static bool IsAsText(string scalar) => scalar.EndsWith(NumberAsText, StringComparison.Ordinal);

    private static string Plain(string scalar) => scalar.Substring(0, scalar.Length - NumberAsText.Length);
}
