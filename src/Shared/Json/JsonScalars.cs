using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The types that the runtime library writes and reads itself.</summary>
internal static class JsonScalars
{
    /// <summary>The name under which the runtime library knows a type, such as <c>Int32</c>; <see langword="null"/> for others.</summary>
    public static string? NameOf(ITypeSymbol type)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
            case SpecialType.System_Char:
            case SpecialType.System_SByte:
            case SpecialType.System_Byte:
            case SpecialType.System_Int16:
            case SpecialType.System_UInt16:
            case SpecialType.System_Int32:
            case SpecialType.System_UInt32:
            case SpecialType.System_Int64:
            case SpecialType.System_UInt64:
            case SpecialType.System_Decimal:
            case SpecialType.System_Single:
            case SpecialType.System_Double:
            case SpecialType.System_String:
            case SpecialType.System_DateTime:
                return type.Name;
        }

        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }) return "ByteArray";
        if (type is not INamedTypeSymbol { ContainingType: null } named) return null;
        switch (named.ContainingNamespace.FullName())
        {
            case "System" when named.Arity == 0 && named.Name is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Int128" or "UInt128" or "Half" or "Uri" or "Version":
                return named.Name;
            case "System" when named is { Name: "ReadOnlyMemory" or "Memory", TypeArguments: [{ SpecialType: SpecialType.System_Byte }] }:
                return named.Name;
            case "System.Text" when named.Name == "Rune":
            case "System.Numerics" when named.Name == "BigInteger":
            case "System.Net" when named.Name is "IPAddress" or "IPEndPoint" or "IPNetwork":
            case "System.Text.Json" when named.Name is "JsonElement" or "JsonDocument":
            case "System.Text.Json.Nodes" when named.Name is "JsonNode" or "JsonObject" or "JsonArray" or "JsonValue":
                return named.Name;
            default:
                return null;
        }
    }

    /// <summary>Whether System.Text.Json has a form for the type as a property name, and so as a key.</summary>
    public static bool CanBeKey(string name) =>
        name is not ("ByteArray" or "ReadOnlyMemory" or "Memory" or "JsonElement" or "JsonDocument" or "JsonNode" or "JsonObject" or "JsonArray" or "JsonValue" or "IPEndPoint")
        && !IsText(name);

    /// <summary>Whether System.Text.Json has no form for the type, so that it is written as the text that it parses again.</summary>
    public static bool IsText(string name) => name is "BigInteger" or "IPAddress" or "IPEndPoint" or "IPNetwork" or "Rune";
}
