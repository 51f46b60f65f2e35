using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>How the converter that an attribute names is made without reflection.</summary>
internal static class JsonConverters
{
    private const string Space = "System.Text.Json.Serialization";

    /// <summary>The expression that makes the converter, or <see langword="null"/> and why there is none.</summary>
    public static string? Make(ITypeSymbol type, INamedTypeSymbol converter, IAssemblySymbol assembly, out string why)
    {
        why = "";
        if (converter is { Name: "JsonStringEnumConverter" } && converter.ContainingNamespace.FullName() == Space)
        {
            if (type.TypeKind == TypeKind.Enum)
                return $"global::EventSourcing.Serialization.JsonCodecs.StringEnumConverter<{type.InCode()}>()";
            why = "JsonStringEnumConverter fits only enums";
            return null;
        }

        if (!converter.IsAccessibleIn(assembly)) why = $"{converter.Name} is not accessible to the rest of the assembly";
        else if (converter.IsAbstract || converter.IsUnboundGenericType || !HasConstructor(converter, assembly)) why = $"{converter.Name} has no accessible parameterless constructor";
        else if (ConvertedBy(converter) is not { } converted) why = $"{converter.Name} does not derive from JsonConverter<T>; a factory needs reflection";
        else if (!SymbolEqualityComparer.Default.Equals(converted, type)) why = $"{converter.Name} converts {converted.Name} and not {type.Name}";
        return why.Length == 0 ? $"new {converter.InCode()}()" : null;
    }

    private static bool HasConstructor(INamedTypeSymbol converter, IAssemblySymbol assembly)
    {
        foreach (var constructor in converter.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0 && Symbols.IsAccessible(constructor, assembly)) return true;
        }

        return false;
    }

    private static ITypeSymbol? ConvertedBy(INamedTypeSymbol converter)
    {
        for (var at = converter.BaseType; at is not null; at = at.BaseType)
        {
            if (at is { Name: "JsonConverter", Arity: 1 } && at.ContainingNamespace.FullName() == Space) return at.TypeArguments[0];
        }

        return null;
    }
}
