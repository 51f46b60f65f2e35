using System.Collections.Generic;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>The events that an aggregate handles, itself and by its base classes, whatever else may be wrong with its handlers.</summary>
internal sealed class HandledEvents
{
    private readonly List<ITypeSymbol> _taken = [];

    public HandledEvents(INamedTypeSymbol type)
    {
        for (var at = type; at is not null && !Replay.IsRoot(at); at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is not IMethodSymbol method) continue;
                if (method is { IsOverride: true, Name: "Apply" or "Evolve" } && Replay.Applies(method) && !IsEmitted(method)) IsOpen = true;
                if (method.Attribute(WellKnownNames.HandlesAttribute) is null) continue;
                foreach (var parameter in method.Parameters) _taken.Add(parameter.Type);
            }
        }
    }

    /// <summary>Whether there is a dispatch that was written by hand, or one in a reference whose handlers are out of sight.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether a handler takes an event, itself or as its base type or interface.</summary>
    public bool Takes(ITypeSymbol type)
    {
        foreach (var taken in _taken)
        {
            if (type.IsOrDerivesFrom(taken)) return true;
        }

        return false;
    }

    private static bool IsEmitted(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Length > 0 && method.Attribute("System.CodeDom.Compiler.GeneratedCodeAttribute") is not null;
}
