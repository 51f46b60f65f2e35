using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>The types of the runtime that the rules speak about, looked up once a compilation.</summary>
internal sealed class RuntimeTypes
{
    private RuntimeTypes(Compilation compilation, INamedTypeSymbol domainEvent)
    {
        DomainEventAttribute = domainEvent;
        HandlesAttribute = compilation.GetTypeByMetadataName(WellKnownNames.HandlesAttribute);
    }

    public INamedTypeSymbol DomainEventAttribute { get; }

    public INamedTypeSymbol? HandlesAttribute { get; }

    /// <summary>The types, or <see langword="null"/> in a compilation that does not reference the runtime.</summary>
    public static RuntimeTypes? TryFind(Compilation compilation) =>
        compilation.GetTypeByMetadataName(WellKnownNames.DomainEventAttribute) is { } domainEvent ? new RuntimeTypes(compilation, domainEvent) : null;

    /// <summary>Whether a symbol has an attribute of this class.</summary>
    public static bool HasAttribute(ISymbol symbol, INamedTypeSymbol? attributeClass) => TryGetAttribute(symbol, attributeClass) is not null;

    /// <summary>The attribute of this class on a symbol, or <see langword="null"/>.</summary>
    public static AttributeData? TryGetAttribute(ISymbol symbol, INamedTypeSymbol? attributeClass)
    {
        if (attributeClass is null) return null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass)) return attribute;
        }

        return null;
    }
}
