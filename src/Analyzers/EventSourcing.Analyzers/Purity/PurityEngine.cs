using System.Collections.Generic;
using System.Threading;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Immutability;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Finds what keeps methods from being pure: in their own bodies, local functions and lambdas, and in the methods of the same type that they call.</summary>
/// <param name="bodies">The bodies of the type.</param>
/// <param name="roots">The methods that must be pure.</param>
/// <param name="mutableTypes">The collections whose content can be changed.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class PurityEngine(TypeBodies bodies, IReadOnlyList<IMethodSymbol> roots, MutableTypes mutableTypes, CancellationToken cancellationToken)
{
    private readonly HashSet<IMethodSymbol> _rootSet = new(roots, SymbolEqualityComparer.Default);
    private readonly HashSet<(ImpurityKind Kind, Location Location)> _reported = [];
    private readonly List<Impurity> _found = [];
    private readonly OutsideState _outside = new(bodies, roots);

    /// <summary>All impurities of the roots, each place once.</summary>
    /// <param name="symbolsFor">The impure members, as the file of a method sees them.</param>
    /// <param name="depthFor">How many calls deep a root is followed.</param>
    public IReadOnlyList<Impurity> Find(Func<IMethodSymbol, ImpureSymbols> symbolsFor, Func<IMethodSymbol, int> depthFor)
    {
        var hidden = bodies.ReachedOnlyFrom(WithConstructors());
        foreach (var root in roots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Search(root, root, symbolsFor(root), depthFor(root), hidden, callSite: null, [root]);
        }

        return _found;
    }

    private HashSet<IMethodSymbol> WithConstructors()
    {
        var all = new HashSet<IMethodSymbol>(_rootSet, SymbolEqualityComparer.Default);
        foreach (var method in bodies.Methods)
        {
            if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor) all.Add(method);
        }

        return all;
    }

    private void Search(
        IMethodSymbol root, IMethodSymbol method, ImpureSymbols symbols, int depth, HashSet<IMethodSymbol> hidden, Location? callSite, List<IMethodSymbol> path)
    {
        var walker = new PurityWalker(bodies, symbols, _outside, mutableTypes, root, method);
        foreach (var block in bodies.BodyOf(method)) walker.Walk(block);
        foreach (var (kind, location, what) in walker.Found)
        {
            // A method that others call too may do this; what is wrong is that the root calls it.
            var place = callSite ?? location;
            if (_reported.Add((kind, place))) _found.Add(new Impurity(kind, place, callSite is null ? what : $"{what} in {method.Name}", root));
        }

        if (depth == 0) return;
        foreach (var (callee, site) in walker.Calls)
        {
            // A root is looked at by itself.
            if (_rootSet.Contains(callee) || path.Contains(callee)) continue;
            path.Add(callee);
            Search(root, callee, symbols, depth - 1, hidden, callSite ?? (hidden.Contains(callee) ? null : site), path);
            path.RemoveAt(path.Count - 1);
        }
    }
}
