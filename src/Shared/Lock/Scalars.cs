namespace EventSourcing.Compiler;

/// <summary>The scalars of the lock, named after their form in JSON, and which of them a reader of another one reads without loss.</summary>
internal static class Scalars
{
    public const string Text = "string";
    public const string AnyJson = "json";

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
        ["JsonValue"] = AnyJson,
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
        ["integer"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "int128", "uint128"],
        ["decimal"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"],
        ["float16"] = ["int8", "uint8"],
        ["float32"] = ["int8", "uint8", "int16", "uint16", "float16"],
        ["float64"] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float16", "float32"],
    };

    /// <summary>The scalars that are JSON texts.</summary>
    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "char", "guid", "date", "date-time", "date-time-offset", "time", "time-span", "uri", "version", "bytes", "ip-address", "ip-endpoint",
    };

    /// <summary>The scalar of a name of <see cref="JsonScalars"/>.</summary>
    public static string NameOf(string scalar) => Names.TryGetValue(scalar, out var name) ? name : KebabCase.From(scalar);

    /// <summary>Whether the reader of one scalar reads every value of another without loss.</summary>
    /// <param name="reader">What is read now.</param>
    /// <param name="stored">What was written.</param>
    public static bool Reads(string reader, string stored) =>
        reader == stored || reader == AnyJson || (reader == Text && Texts.Contains(stored)) || (Read.TryGetValue(reader, out var others) && others.Contains(stored));

    /// <summary>Whether a scalar is a number.</summary>
    public static bool IsNumber(string scalar) => scalar == "int8" || scalar == "uint8" || Read.ContainsKey(scalar);

    /// <summary>Whether a scalar is an integer of at most 64 bits, as the numbers of enums are.</summary>
    public static bool IsInteger(string scalar) => Read["integer"].Contains(scalar) && scalar is not ("int128" or "uint128");
}
