using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>Knows which types of a compilation are events: those marked <c>[DomainEvent]</c>, those that a <c>[Handles]</c> method takes, and those that an <c>[Upcasts]</c> method takes or gives.</summary>
internal sealed class EventIndex
{
    private static readonly ConditionalWeakTable<Compilation, EventIndex> Cache = new();

    private readonly Compilation _compilation;
    private readonly object _gate = new();
    private HashSet<INamedTypeSymbol>? _handled;
    private HashSet<INamedTypeSymbol>? _handledOfOthers;
    private IReadOnlyList<INamedTypeSymbol>? _known;
    private EventNames? _names;
    private List<INamedTypeSymbol>? _own;
    private List<(string Name, Marks Marks)>? _marked;
    private List<UpcasterReading>? _upcasters;

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

    /// <summary>Whether a handler of this compilation takes exactly this type, which another assembly declares.</summary>
    public bool IsHandled(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        Handled(cancellationToken);
        return _handledOfOthers!.Contains(type);
    }

    /// <summary>The names of all events that this compilation knows.</summary>
    public EventNames Names(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _names ??= new EventNames(_compilation, Own(cancellationToken), cancellationToken);
        }
    }

    /// <summary>All events of this compilation that can be stored, in ordinal order of their names.</summary>
    public IReadOnlyList<INamedTypeSymbol> Own(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _own ??= AllEvents(cancellationToken);
        }
    }

    /// <summary>All events that this compilation knows, those of referenced catalogs included.</summary>
    public IReadOnlyList<INamedTypeSymbol> Known(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_known is not null) return _known;
        }

        List<INamedTypeSymbol> known = [.. Own(cancellationToken)];
        foreach (var (type, _, _, _) in ReferencedCatalogs.Events(_compilation)) known.Add(type);
        lock (_gate)
        {
            return _known ??= known;
        }
    }

    /// <summary>The types that the methods marked with one of our attributes take, whatever else is wrong with those.</summary>
    /// <param name="attribute">The attribute's full name: [Handles] or [Upcasts].</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public HashSet<ITypeSymbol> TakenBy(string attribute, CancellationToken cancellationToken)
    {
        var taken = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in Marked(attribute == WellKnownNames.HandlesAttribute ? Marks.Handlers : Marks.Upcasters, cancellationToken))
        {
            foreach (var member in type.GetMembers())
            {
                if (member is not IMethodSymbol { Parameters.Length: > 0 } method || method.Attribute(attribute) is null) continue;
                foreach (var parameter in method.Parameters) taken.Add(ProjectionHandlerReader.TakenBy(parameter.Type, out _));
            }
        }

        return taken;
    }

    /// <summary>The upcasters of this compilation, valid or not, in order of types and then of declaration.</summary>
    public IReadOnlyList<UpcasterReading> Upcasters(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _upcasters ??= FindUpcasters(cancellationToken);
        }
    }

    private HashSet<INamedTypeSymbol> Handled(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _handled ??= FindHandled(cancellationToken);
        }
    }

    private List<INamedTypeSymbol> AllEvents(CancellationToken cancellationToken)
    {
        var all = new HashSet<INamedTypeSymbol>(Handled(cancellationToken), SymbolEqualityComparer.Default);
        foreach (var type in Marked(Marks.Event, cancellationToken))
        {
            if (RuntimeTypes.HasAttribute(type, Types.DomainEventAttribute)) all.Add(type);
        }

        // What cannot be an event at all has a diagnostic of its own.
        all.RemoveWhere(type => (EventReader.WhyNotAnEvent(type, _compilation.Assembly) ?? EventReader.WhyNotStored(type)) is not null);
        var ordered = new List<(string Name, INamedTypeSymbol Type)>(all.Count);
        foreach (var type in all) ordered.Add((type.ToDisplayString(), type));
        ordered.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return ordered.ConvertAll(static named => named.Type);
    }

    private HashSet<INamedTypeSymbol> FindHandled(CancellationToken cancellationToken)
    {
        var handled = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        _handledOfOthers = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in Marked(Marks.Handlers, cancellationToken))
        {
            foreach (var (taken, _) in ModelValidator.HandledEvents(type, cancellationToken))
            {
                if (SymbolEqualityComparer.Default.Equals(taken.ContainingAssembly, _compilation.Assembly)) handled.Add(taken.OriginalDefinition);
                else _handledOfOthers.Add(taken);
            }
        }

        foreach (var upcaster in Upcasters(cancellationToken))
        {
            foreach (var type in upcaster.Events())
            {
                if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly)) handled.Add(type.OriginalDefinition);
                else _handledOfOthers.Add(type);
            }
        }

        return handled;
    }

    private List<UpcasterReading> FindUpcasters(CancellationToken cancellationToken)
    {
        var upcasters = new List<UpcasterReading>();
        foreach (var type in Marked(Marks.Upcasters, cancellationToken)) upcasters.AddRange(UpcasterReader.UpcastersOf(type));
        return upcasters;
    }

    /// <summary>The types that seem to carry one of the attributes, each once, in ordinal order of their names.</summary>
    private IEnumerable<INamedTypeSymbol> Marked(Marks marks, CancellationToken cancellationToken)
    {
        List<(string Name, Marks Marks)> marked;
        lock (_gate)
        {
            marked = _marked ??= MarkedDeclarations.Of(_compilation, cancellationToken);
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, found) in marked)
        {
            if ((found & marks) != 0) names.Add(name);
        }

        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_compilation.Assembly.GetTypeByMetadataName(name) is { } type) yield return type;
        }
    }
}
