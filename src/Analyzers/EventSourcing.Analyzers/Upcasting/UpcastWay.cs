using System.Collections.Generic;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Upcasting;

/// <summary>A way from one stored shape, of this compilation or of a referenced one.</summary>
/// <param name="display">The method as messages name it.</param>
/// <param name="own">Its declaration, where it stands in this compilation.</param>
/// <param name="results">The types that it gives; empty for JSON.</param>
/// <param name="to">The version whose JSON it gives; 0 where it gives events.</param>
internal sealed class UpcastWay(string display, UpcasterReading? own, IReadOnlyList<ITypeSymbol> results, int to)
{
    /// <summary>The method as messages name it.</summary>
    public string Display { get; } = display;

    /// <summary>Its declaration, where it stands in this compilation.</summary>
    public UpcasterReading? Own { get; } = own;

    /// <summary>The types that it gives; empty for JSON.</summary>
    public IReadOnlyList<ITypeSymbol> Results { get; } = results;

    /// <summary>The version whose JSON it gives; 0 where it gives events.</summary>
    public int To { get; } = to;

    /// <summary>Whether it is emitted; one that is wrong still says what it should have led on.</summary>
    public bool IsValid => Own?.Fault is null;
}
