using System.Collections.Generic;
using EventSourcing.Compiler;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>The types of the base library that stand for the scalars of the lock.</summary>
internal static class ScalarTypes
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["bool"] = "bool",
        ["string"] = "string",
        ["char"] = "char",
        ["int8"] = "sbyte",
        ["uint8"] = "byte",
        ["int16"] = "short",
        ["uint16"] = "ushort",
        ["int32"] = "int",
        ["uint32"] = "uint",
        ["int64"] = "long",
        ["uint64"] = "ulong",
        ["int128"] = "global::System.Int128",
        ["uint128"] = "global::System.UInt128",
        ["integer"] = "global::System.Numerics.BigInteger",
        ["float16"] = "global::System.Half",
        ["float32"] = "float",
        ["float64"] = "double",
        ["decimal"] = "decimal",
        ["guid"] = "global::System.Guid",
        ["date"] = "global::System.DateOnly",
        ["date-time"] = "global::System.DateTime",
        ["date-time-offset"] = "global::System.DateTimeOffset",
        ["time"] = "global::System.TimeOnly",
        ["time-span"] = "global::System.TimeSpan",
        ["uri"] = "global::System.Uri",
        ["version"] = "global::System.Version",
        ["bytes"] = "global::System.ReadOnlyMemory<byte>",
        ["rune"] = "global::System.Text.Rune",
        ["ip-address"] = "global::System.Net.IPAddress",
        ["ip-endpoint"] = "global::System.Net.IPEndPoint",
        ["ip-network"] = "global::System.Net.IPNetwork",
    };

    /// <summary>The type; any JSON for what is not known.</summary>
    public static string Of(string scalar) => Types.TryGetValue(Scalars.PlainOf(scalar), out var type) ? type : "global::System.Text.Json.JsonElement";
}
