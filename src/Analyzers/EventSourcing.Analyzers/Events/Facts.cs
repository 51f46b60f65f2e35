using System.Collections.Generic;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>Finds everything that is stored with an event, as far as it is declared in source: what is wrong with it is mended there.</summary>
internal static class Facts
{
    /// <summary>The event's own members and those of its base classes.</summary>
    public static List<Fact> Of(INamedTypeSymbol type)
    {
        var facts = new List<Fact>();
        Add(type, facts);
        return facts;
    }

    /// <summary>The event's members, and those of all types in source that they hold, also as elements of collections; each once.</summary>
    public static List<Fact> InDepthOf(INamedTypeSymbol type, CancellationToken cancellationToken) => InDepthOf(type, static _ => false, cancellationToken);

    /// <summary>The same, without what is held by members that <paramref name="isEnough"/> is true for.</summary>
    public static List<Fact> InDepthOf(INamedTypeSymbol type, Func<Fact, bool> isEnough, CancellationToken cancellationToken)
    {
        var facts = new List<Fact>();
        var reached = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default) { type };
        Add(type, facts);
        for (var i = 0; i < facts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isEnough(facts[i])) Reach(facts[i].Type, reached, facts);
        }

        return facts;
    }

    private static void Add(INamedTypeSymbol type, List<Fact> facts)
    {
        foreach (var member in JsonMember.Of(type))
        {
            // A converter decides for itself what is stored.
            if (member.IsIgnored || member.Attributes.Converter is not null || !member.Symbol.Locations[0].IsInSource || !IsStored(member.Symbol)) continue;
            facts.Add(new Fact(member.Symbol.ContainingType, member.Symbol, member.Type));
        }
    }

    /// <summary>What a type computes from other members says nothing new.</summary>
    private static bool IsStored(ISymbol member)
    {
        if (member is not IPropertySymbol property) return true;
        if (property.SetMethod is not null || property.IsAbstract || property.ContainingType.TypeKind == TypeKind.Interface) return true;
        foreach (var other in property.ContainingType.GetMembers())
        {
            if (other is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated.OriginalDefinition, property.OriginalDefinition)) return true;
        }

        return false;
    }

    private static void Reach(ITypeSymbol type, HashSet<ITypeSymbol> reached, List<Fact> facts)
    {
        if (type is IArrayTypeSymbol array)
        {
            Reach(array.ElementType, reached, facts);
            return;
        }

        if (type is not INamedTypeSymbol named || named.SpecialType == SpecialType.System_String || TypeNesting.IsEndless(named) || !reached.Add(named)) return;
        foreach (var argument in named.TypeArguments) Reach(argument, reached, facts);
        if (named.DeclaringSyntaxReferences.Length == 0 || named.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)) return;
        if (JsonAttributes.Of(named).Converter is null) Add(named, facts);
    }
}
