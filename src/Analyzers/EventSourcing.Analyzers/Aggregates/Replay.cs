using System.Collections.Generic;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>The methods of an aggregate that run when its history is replayed.</summary>
internal static class Replay
{
    /// <summary>Whether a type is an aggregate or the base of some.</summary>
    public static bool IsAggregate(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && !type.IsStatic && AggregateReader.RootOf(type) is not null;

    /// <summary>Whether a method applies events: one with [Handles], or one that is written in the place of the emitted dispatch.</summary>
    public static bool Applies(IMethodSymbol method) =>
        method.Attribute(WellKnownNames.HandlesAttribute) is not null
        || (method is { IsOverride: true, Name: "Apply" or "Evolve" or "TryGetInitialState" } && IsRoot(FirstDeclaration(method).ContainingType));

    /// <summary>The methods of a type that apply events, in order.</summary>
    public static List<IMethodSymbol> RootsOf(TypeBodies bodies)
    {
        var roots = new List<IMethodSymbol>();
        foreach (var method in bodies.Methods)
        {
            if (Applies(method)) roots.Add(method);
        }

        return roots;
    }

    /// <summary>Whether a type is <c>AggregateRoot&lt;TId&gt;</c> or <c>AggregateRoot&lt;TId, TState&gt;</c>.</summary>
    public static bool IsRoot(INamedTypeSymbol type) =>
        type.Name == "AggregateRoot" && (type.OriginalDefinition.Is(WellKnownNames.AggregateRoot) || type.OriginalDefinition.Is(WellKnownNames.StateAggregateRoot));

    /// <summary>A handler as messages name it: handlers have one name, and differ by the event.</summary>
    public static string Display(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (method.Parameters.Length == 1 || IsEvent(parameter, method)) return method.Name + "(" + parameter.Type.Name + ")";
        }

        return method.Name;
    }

    private static bool IsEvent(IParameterSymbol parameter, IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(parameter.Type, method.ReturnType) && !parameter.Type.Is(WellKnownNames.EventMetadata);

    private static IMethodSymbol FirstDeclaration(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden) method = overridden;
        return method;
    }
}
