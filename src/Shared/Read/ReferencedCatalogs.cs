using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the catalogs of referenced assemblies, from their assembly attributes alone.</summary>
internal static class ReferencedCatalogs
{
    /// <summary>The catalog classes of the referenced assemblies, in code, in ordinal order.</summary>
    public static EquatableArray<string> CatalogTypes(Compilation compilation, CancellationToken cancellationToken)
    {
        var catalogs = new List<string>();
        foreach (var assembly in WithRuntime(compilation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (assembly.Attribute(WellKnownNames.EventCatalogAttribute) is { ConstructorArguments: [{ Value: INamedTypeSymbol catalog }] }) catalogs.Add(catalog.InCode());
        }

        catalogs.Sort(StringComparer.Ordinal);
        return new EquatableArray<string>([.. catalogs]);
    }

    /// <summary>The events that the catalogs of referenced assemblies list: type, name, version and aliases. For the search for duplicates, and for ways between versions.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, string Name, int Version, EquatableArray<string> Aliases)> Events(Compilation compilation)
    {
        foreach (var assembly in WithRuntime(compilation))
        {
            foreach (var attribute in assembly.GetAttributes())
            {
                if (!attribute.AttributeClass.Is(WellKnownNames.CatalogedEventAttribute)) continue;
                if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol type }, { Value: string name }, { Value: int version }, { Kind: TypedConstantKind.Array, IsNull: false } aliases]) continue;
                yield return (type, name, version, new EquatableArray<string>([.. aliases.Values.Select(a => a.Value as string ?? "")]));
            }
        }
    }

    /// <summary>The upcasters that the catalogs of referenced assemblies list: what they are called, what they take, and what they give.</summary>
    public static IEnumerable<(string Method, string Name, int Version, IReadOnlyList<ITypeSymbol> Results, int To)> Upcasters(Compilation compilation)
    {
        foreach (var assembly in WithRuntime(compilation))
        {
            foreach (var attribute in assembly.GetAttributes())
            {
                if (!attribute.AttributeClass.Is(WellKnownNames.CatalogedUpcasterAttribute)) continue;
                if (attribute.ConstructorArguments is not [{ Value: string method }, { Value: string name }, { Value: int version }, { Value: int to }, { Kind: TypedConstantKind.Array, IsNull: false } results]) continue;
                yield return (method, name, version, [.. results.Values.Select(r => r.Value).OfType<ITypeSymbol>()], to);
            }
        }
    }

    /// <summary>What the catalogs of referenced assemblies say of the events that they list, each with the assembly that says it.</summary>
    public static IEnumerable<(IAssemblySymbol By, INamedTypeSymbol Type, string Name, int Version)> Listings(Compilation compilation)
    {
        foreach (var assembly in WithRuntime(compilation))
        {
            foreach (var attribute in assembly.GetAttributes())
            {
                if (!attribute.AttributeClass.Is(WellKnownNames.CatalogedEventAttribute)) continue;
                if (attribute.ConstructorArguments is [{ Value: INamedTypeSymbol type }, { Value: string name }, { Value: int version }, ..]) yield return (assembly, type, name, version);
            }
        }
    }

    /// <summary>Whether the catalog of the event's own assembly lists it.</summary>
    public static bool Lists(INamedTypeSymbol eventType)
    {
        var assembly = eventType.ContainingAssembly;
        if (assembly.Attribute(WellKnownNames.EventCatalogAttribute) is null) return false;
        if (eventType.Attribute(WellKnownNames.DomainEventAttribute) is not null) return true;
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass.Is(WellKnownNames.CatalogedEventAttribute)
                && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol listed }, ..]
                && SymbolEqualityComparer.Default.Equals(listed, eventType)) return true;
        }

        return false;
    }

    private static IEnumerable<IAssemblySymbol> WithRuntime(Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach (var referenced in assembly.Modules.First().ReferencedAssemblies)
            {
                if (referenced.Name != WellKnownNames.RuntimeAssembly) continue;
                yield return assembly;
                break;
            }
        }
    }
}
