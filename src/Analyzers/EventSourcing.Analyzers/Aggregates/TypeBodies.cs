using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>The bodies of the methods that one type declares in source that somebody wrote, and who calls whom among them.</summary>
internal sealed class TypeBodies
{
    private readonly object _gate = new();
    private readonly Dictionary<IMethodSymbol, List<IOperation>> _bodies = new(SymbolEqualityComparer.Default);
    private Dictionary<IMethodSymbol, List<IMethodSymbol>>? _callers;
    private List<IMethodSymbol>? _methods;

    public TypeBodies(INamedTypeSymbol type) => Type = type;

    /// <summary>The type.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>The methods and accessors that have a body, in order of file and place.</summary>
    public IReadOnlyList<IMethodSymbol> Methods => _methods ??= Ordered();

    /// <summary>Adds a body, while methods are analyzed beside each other.</summary>
    public void Add(ISymbol owner, IReadOnlyList<IOperation> blocks)
    {
        var method = owner switch
        {
            IMethodSymbol named => named,
            IPropertySymbol property => property.GetMethod,
            _ => null,
        };
        if (method is null) return;
        lock (_gate)
        {
            if (!_bodies.TryGetValue(method, out var body)) _bodies.Add(method, body = []);
            body.AddRange(blocks);
        }
    }

    /// <summary>The body of a method; empty for one that is declared elsewhere.</summary>
    public IReadOnlyList<IOperation> BodyOf(IMethodSymbol method) => _bodies.TryGetValue(method.OriginalDefinition, out var body) ? body : [];

    /// <summary>Whether a method has a body here.</summary>
    public bool Has(IMethodSymbol method) => _bodies.ContainsKey(method.OriginalDefinition);

    /// <summary>The methods of the type that call or name a method.</summary>
    public IReadOnlyList<IMethodSymbol> CallersOf(IMethodSymbol method)
    {
        _callers ??= FindCallers();
        return _callers.TryGetValue(method.OriginalDefinition, out var callers) ? callers : [];
    }

    /// <summary>The methods of the type that an operation calls by itself: a call, a method group, or the accessors of a property.</summary>
    public IEnumerable<IMethodSymbol> Callees(IOperation operation)
    {
        switch (OperationFacts.MemberOf(operation))
        {
            case IMethodSymbol method when Has(method):
                yield return method.OriginalDefinition;
                break;
            case IPropertySymbol property:
                var (reads, writes) = OperationFacts.UseOf(operation);
                if (reads && property.GetMethod is { } getter && Has(getter)) yield return getter.OriginalDefinition;
                if (writes && property.SetMethod is { } setter && Has(setter)) yield return setter.OriginalDefinition;
                break;
        }
    }

    /// <summary>
    /// The private methods that nothing but <paramref name="roots"/> reaches. A protected one counts where a derived class can call it, as long as nothing else here does.
    /// </summary>
    public HashSet<IMethodSymbol> ReachedOnlyFrom(ICollection<IMethodSymbol> roots)
    {
        var reached = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var method in Methods)
        {
            if (!roots.Contains(method) && IsHidden(method)) reached.Add(method);
        }

        for (var changed = true; changed;)
        {
            changed = reached.RemoveWhere(method =>
            {
                foreach (var caller in CallersOf(method))
                {
                    if (!roots.Contains(caller) && !reached.Contains(caller)) return true;
                }

                return false;
            }) > 0;
        }

        return reached;
    }

    private static bool IsHidden(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet
        && !method.IsOverride
        && method.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private List<IMethodSymbol> Ordered()
    {
        var methods = new List<IMethodSymbol>(_bodies.Keys);
        methods.Sort(static (left, right) => Compiler.DeclarationOrder.Compare(left, right));
        return methods;
    }

    private Dictionary<IMethodSymbol, List<IMethodSymbol>> FindCallers()
    {
        var callers = new Dictionary<IMethodSymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        foreach (var caller in Methods)
        {
            foreach (var block in BodyOf(caller))
            {
                foreach (var operation in OperationFacts.InOrder(block))
                {
                    foreach (var callee in Callees(operation))
                    {
                        if (!callers.TryGetValue(callee, out var list)) callers.Add(callee, list = []);
                        if (!list.Contains(caller)) list.Add(caller);
                    }
                }
            }
        }

        return callers;
    }
}
