using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Collects what is wrong while a model is read. The generator reads without one, and so keeps no locations.</summary>
internal sealed class Violations
{
    private readonly List<Violation> _found = [];

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<Violation> Found => _found;

    /// <summary>Adds a violation at the first place in source where the symbol is declared, else at <paramref name="otherwise"/>.</summary>
    public void Add(string ruleId, ISymbol symbol, Location? otherwise, params string[] arguments) =>
        _found.Add(new Violation(ruleId, LocationOf(symbol) ?? otherwise ?? Location.None, arguments.ToImmutableArray()));

    /// <summary>Where a symbol is declared in source, or <see langword="null"/> for one from a reference.</summary>
    public static Location? LocationOf(ISymbol symbol)
    {
        foreach (var location in symbol.Locations)
        {
            if (location.IsInSource) return location;
        }

        return null;
    }
}
