using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>How the converter that an attribute names is made without reflection.</summary>
internal static class JsonConverters
{
    private const string Space = "System.Text.Json.Serialization";

    /// <summary>The expression that makes the converter, or <see langword="null"/> and why there is none.</summary>
    /// <param name="type">The type that it must convert.</param>
    /// <param name="converter">The type of the converter or of its factory; open where the attribute names it so.</param>
    /// <param name="assembly">The assembly that is compiled.</param>
    /// <param name="why">Why there is none.</param>
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

        if (Close(converter, type) is not { } closed)
        {
            why = $"the type arguments of {converter.Name} cannot be those of {type.Name}";
            return null;
        }

        if (!closed.IsAccessibleIn(assembly)) why = $"{converter.Name} is not accessible to the rest of the assembly";
        else if (closed.IsAbstract || !HasConstructor(closed, assembly)) why = $"{converter.Name} has no accessible parameterless constructor";
        if (why.Length > 0) return null;
        if (IsFactory(closed)) return $"global::EventSourcing.Serialization.JsonCodecs.FactoryConverter<{type.InCode()}>(new {closed.InCode()}())";
        if (BaseOf(closed)?.TypeArguments[0] is not { } converted) why = $"{converter.Name} is no JsonConverter";
        else if (!SymbolEqualityComparer.Default.Equals(converted, type)) why = $"{converter.Name} converts {converted.Name} and not {type.Name}";
        return why.Length == 0 ? $"new {closed.InCode()}()" : null;
    }

    /// <summary>Whether the converter is for exactly this type.</summary>
    public static bool Converts(INamedTypeSymbol converter, ITypeSymbol type) =>
        Close(converter, type) is { } closed && SymbolEqualityComparer.Default.Equals(BaseOf(closed)?.TypeArguments[0], type);

    /// <summary>Whether the converter says how a value is the name of a member: it overrides both methods for that, or a factory makes it.</summary>
    public static bool ConvertsNames(INamedTypeSymbol converter)
    {
        if (IsFactory(converter)) return true;
        bool writes = false, reads = false;
        for (INamedTypeSymbol? at = converter.OriginalDefinition; at is not null && !IsConverter(at); at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                writes |= member is IMethodSymbol { IsOverride: true, Name: "WriteAsPropertyName" };
                reads |= member is IMethodSymbol { IsOverride: true, Name: "ReadAsPropertyName" };
            }
        }

        return writes && reads;
    }

    /// <summary>The converter with the type arguments of the type, where the attribute names it open.</summary>
    private static INamedTypeSymbol? Close(INamedTypeSymbol converter, ITypeSymbol type)
    {
        if (!converter.IsUnboundGenericType) return converter;
        if (type is not INamedTypeSymbol { TypeArguments.Length: > 0 } generic) return null;
        var definition = converter.OriginalDefinition;
        if (definition.Arity == generic.TypeArguments.Length && definition.ContainingType is not { IsGenericType: true })
            return TypeConstraints.AreMet(definition.TypeParameters, generic.TypeArguments) ? definition.Construct([.. generic.TypeArguments]) : null;

        // A converter inside of the type that it converts has no parameters of its own.
        if (definition.Arity > 0 || definition.ContainingType is not { } outer || outer.Arity != generic.TypeArguments.Length || outer.ContainingType is { IsGenericType: true }) return null;
        if (!TypeConstraints.AreMet(outer.TypeParameters, generic.TypeArguments)) return null;
        foreach (var inner in outer.Construct([.. generic.TypeArguments]).GetTypeMembers(definition.Name, 0)) return inner;
        return null;
    }

    private static bool HasConstructor(INamedTypeSymbol converter, IAssemblySymbol assembly)
    {
        foreach (var constructor in converter.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0 && Symbols.IsAccessible(constructor, assembly)) return true;
        }

        return false;
    }

    private static bool IsFactory(INamedTypeSymbol converter)
    {
        for (var at = converter.OriginalDefinition.BaseType; at is not null; at = at.BaseType)
        {
            if (at is { Name: "JsonConverterFactory", Arity: 0 } && at.ContainingNamespace.FullName() == Space) return true;
        }

        return false;
    }

    private static INamedTypeSymbol? BaseOf(INamedTypeSymbol converter)
    {
        for (var at = converter.BaseType; at is not null; at = at.BaseType)
        {
            if (IsConverter(at)) return at;
        }

        return null;
    }

    private static bool IsConverter(INamedTypeSymbol type) => type is { Name: "JsonConverter", Arity: 1 } && type.ContainingNamespace.FullName() == Space;
}
