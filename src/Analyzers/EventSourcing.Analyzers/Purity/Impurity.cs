using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Purity;

/// <summary>One place that keeps a method from being pure.</summary>
/// <param name="kind">What is wrong with it.</param>
/// <param name="location">Where it is written.</param>
/// <param name="what">What is read, called or thrown there, in the words of the code.</param>
/// <param name="root">The method that must be pure, and that leads there.</param>
internal sealed class Impurity(ImpurityKind kind, Location location, string what, IMethodSymbol root)
{
    /// <summary>What is wrong with it.</summary>
    public ImpurityKind Kind { get; } = kind;

    /// <summary>Where it is written.</summary>
    public Location Location { get; } = location;

    /// <summary>What is read, called or thrown there, in the words of the code.</summary>
    public string What { get; } = what;

    /// <summary>The method that must be pure, and that leads there.</summary>
    public IMethodSymbol Root { get; } = root;
}
