using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>Knows which types of a compilation are events: those marked <c>[DomainEvent]</c> and those that a <c>[Handles]</c> method takes.</summary>
internal sealed class EventIndex
{
    private static readonly ConditionalWeakTable<Compilation, EventIndex> Cache = new();

    private readonly Compilation _compilation;
    private readonly object _gate = new();
    private HashSet<INamedTypeSymbol>? _handled;

    private EventIndex(Compilation compilation, RuntimeTypes types)
    {
        _compilation = compilation;
        Types = types;
    }

    /// <summary>The types of the runtime.</summary>
    public RuntimeTypes Types { get; }

    /// <summary>The index of a compilation, shared by all analyzers; <see langword="null"/> where the runtime is not referenced.</summary>
    public static EventIndex? TryGet(Compilation compilation)
    {
        if (Cache.TryGetValue(compilation, out var known)) return known;
        return RuntimeTypes.TryFind(compilation) is { } types ? Cache.GetValue(compilation, key => new EventIndex(key, types)) : null;
    }

    /// <summary>Whether a type is marked as an event or is taken by a handler of this compilation.</summary>
    public bool IsEvent(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic) return false;
        return RuntimeTypes.HasAttribute(type, Types.DomainEventAttribute) || Handled(cancellationToken).Contains(type);
    }

    private HashSet<INamedTypeSymbol> Handled(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _handled ??= FindHandled(cancellationToken);
        }
    }

    private HashSet<INamedTypeSymbol> FindHandled(CancellationToken cancellationToken)
    {
        var handled = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        if (Types.HandlesAttribute is null) return handled;
        foreach (var tree in _compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (typeName, methodName) in MarkedDeclarations.Of(tree, cancellationToken).Handlers)
            {
                if (_compilation.Assembly.GetTypeByMetadataName(typeName) is { } type) AddHandled(handled, type, methodName);
            }
        }

        return handled;
    }

    private void AddHandled(HashSet<INamedTypeSymbol> handled, INamedTypeSymbol type, string methodName)
    {
        foreach (var member in type.GetMembers(methodName))
        {
            if (member is not IMethodSymbol method || !RuntimeTypes.HasAttribute(method, Types.HandlesAttribute)) continue;
            if (EventOf(method) is { } taken && IsConcreteHere(taken)) handled.Add(taken.OriginalDefinition);
        }
    }

    /// <summary>The event that a handler takes: what remains of its parameters without the metadata and, in the state style, the state.</summary>
    private INamedTypeSymbol? EventOf(IMethodSymbol handler)
    {
        var count = handler.Parameters.Length;
        while (count > 0 && IsContext(handler.Parameters[count - 1].Type)) count--;
        if (count == 0) return null;
        var index = handler.IsStatic && count > 1 ? 1 : 0;
        return handler.Parameters[index].Type as INamedTypeSymbol;
    }

    private bool IsContext(ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, Types.EventMetadata) || SymbolEqualityComparer.Default.Equals(type, Types.CancellationToken);

    private bool IsConcreteHere(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, SpecialType: SpecialType.None }
        && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly);
}
