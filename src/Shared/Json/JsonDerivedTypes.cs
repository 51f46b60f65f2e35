using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the derived types that a base type declares.</summary>
internal static class JsonDerivedTypes
{
    private const string DefaultDiscriminator = "$type";

    /// <summary>The derived types, or <see langword="null"/> and why they cannot be told apart or written.</summary>
    /// <param name="type">The base type.</param>
    /// <param name="attributes">What it declares.</param>
    /// <param name="assembly">The assembly that is compiled.</param>
    /// <param name="why">Why there are none.</param>
    /// <param name="symbols">The derived types in the order of the attributes.</param>
    public static JsonPolymorphism? Read(INamedTypeSymbol type, JsonAttributes attributes, IAssemblySymbol assembly, out string why, out List<INamedTypeSymbol> symbols)
    {
        symbols = [];
        var found = new List<(INamedTypeSymbol Type, JsonDerived Model)>();
        foreach (var declared in attributes.DerivedTypes)
        {
            // No value is of an abstract type itself: it counts only as the ancestor of others.
            if (declared.Type is { IsAbstract: true } && attributes.UnknownDerived != JsonUnknownDerived.NearestAncestor) continue;
            if (WhyNot(type, declared, assembly) is { } fault)
            {
                why = fault;
                return null;
            }

            var derived = (INamedTypeSymbol)declared.Type!;
            symbols.Add(derived);
            found.Add((derived, new JsonDerived(
                derived.InCode(),
                TypeNames.CodecName(derived),
                declared.Discriminator as string,
                declared.Discriminator as int?,
                derived.IsSealed || derived.IsValueType,
                SymbolEqualityComparer.Default.Equals(derived, type))));
        }

        why = WhyAmbiguous(found);
        if (why.Length > 0) return null;

        // What derives from another of them comes first; the order among others stays.
        var ordered = found.OrderByDescending(f => found.Count(other => f.Type.IsOrDerivesFrom(other.Type))).Select(f => f.Model);
        return new JsonPolymorphism(
            attributes.Discriminator ?? DefaultDiscriminator,
            new EquatableArray<JsonDerived>([.. ordered]),
            attributes.UnknownDerived,
            attributes.IgnoresUnknownDiscriminators);
    }

    private static string? WhyNot(INamedTypeSymbol type, JsonDerivedTypeAttribute declared, IAssemblySymbol assembly)
    {
        if (declared.Type is not INamedTypeSymbol derived) return $"a [JsonDerivedType] of {type.Name} names no class";
        if (derived.TypeKind == TypeKind.Error) return "";
        if (derived.IsUnboundGenericType) return $"[JsonDerivedType] of {type.Name} names {derived.Name} without type arguments";
        if (!derived.IsOrDerivesFrom(type)) return $"[JsonDerivedType] of {type.Name} names {derived.Name}, which does not derive from it";
        if (!derived.IsAccessibleIn(assembly)) return $"{derived.Name}, a derived type of {type.Name}, is not accessible to the rest of the assembly";
        var own = JsonAttributes.Of(derived);
        if (own.Converter is not null || own.HasUnnamedConverter) return $"{derived.Name}, a derived type of {type.Name}, has a [JsonConverter], beside which there is no place for a discriminator";
        if (own.IsEventValue) return $"{derived.Name}, a derived type of {type.Name}, is an [EventValue], beside which there is no place for a discriminator";
        if (derived.TypeKind == TypeKind.Interface || (derived.IsAbstract && own.DerivedTypes.Count > 0))
            return $"{derived.Name}, a derived type of {type.Name}, is an interface or declares derived types of its own, and cannot be the nearest ancestor of others";
        if (declared.Discriminator is null && !SymbolEqualityComparer.Default.Equals(derived, type))
            return $"{derived.Name}, a derived type of {type.Name}, has no discriminator in its [JsonDerivedType], and could not be told from others when it is read";
        return JsonCollections.IsEnumerable(derived) ? $"{derived.Name}, a derived type of {type.Name}, is a collection" : null;
    }

    private static string WhyAmbiguous(List<(INamedTypeSymbol Type, JsonDerived Model)> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (one, other) = (found[i], found[j]);
                if (SymbolEqualityComparer.Default.Equals(one.Type, other.Type)) return $"{one.Type.Name} is declared as a derived type twice";
                if (one.Model.Text is { } text && text == other.Model.Text) return $"the derived types {other.Type.Name} and {one.Type.Name} have one discriminator, '{text}'";
                if (one.Model.Number is { } number && number == other.Model.Number)
                    return $"the derived types {other.Type.Name} and {one.Type.Name} have one discriminator, {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            }
        }

        return "";
    }
}
