using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace EventSourcing;

/// <summary>The events that a program knows: by stored name, by CLR type and by aggregate. Immutable and thread-safe.</summary>
/// <remarks>
/// The source generator emits one for each assembly that has events or aggregates, as <c>DomainEvents.Catalog</c> in the assembly's root
/// namespace; it includes those of the assemblies that it references.
/// </remarks>
public sealed class EventCatalog
{
    private readonly FrozenDictionary<string, EventFamily> _byName;
    private readonly FrozenDictionary<Type, EventDescriptor> _byType;
    private readonly FrozenDictionary<Type, AggregateDescriptor> _aggregates;

    /// <summary>Composes a catalog. Called by emitted code, and by programs that put one together by hand.</summary>
    /// <param name="events">The catalog's own events.</param>
    /// <param name="aggregates">The catalog's own aggregates.</param>
    /// <param name="includes">Other catalogs; what several of them hold counts once.</param>
    /// <exception cref="ArgumentException">Two event types share a name and version, or an alias; or one type has two names.</exception>
    [OverloadResolutionPriority(1)]
    public EventCatalog(IEnumerable<EventDescriptor> events, IEnumerable<AggregateDescriptor> aggregates, params IEnumerable<EventCatalog> includes)
        : this(events, aggregates, [], includes)
    {
    }

    /// <summary>Composes a catalog with upcasters. Called by emitted code, and by programs that put one together by hand.</summary>
    /// <param name="events">The catalog's own events, those that are only read any more included.</param>
    /// <param name="aggregates">The catalog's own aggregates.</param>
    /// <param name="upcasters">The catalog's own upcasters.</param>
    /// <param name="includes">Other catalogs; what several of them hold counts once.</param>
    /// <exception cref="ArgumentException">
    /// Two event types share a name and version, or an alias; one type has two names; two upcasters take the same shape, or upcasters lead in a circle; or an upcaster takes or gives
    /// a type that the catalog does not list.
    /// </exception>
    public EventCatalog(
        IEnumerable<EventDescriptor> events,
        IEnumerable<AggregateDescriptor> aggregates,
        IEnumerable<EventUpcaster> upcasters,
        params IEnumerable<EventCatalog> includes)
        : this(events, aggregates, upcasters, [], [], includes)
    {
    }

    /// <summary>Composes a catalog with projections. Called by emitted code, and by programs that put one together by hand.</summary>
    /// <param name="events">The catalog's own events, those that are only read any more included.</param>
    /// <param name="aggregates">The catalog's own aggregates.</param>
    /// <param name="upcasters">The catalog's own upcasters.</param>
    /// <param name="projections">The catalog's own projections.</param>
    /// <param name="readModels">The catalog's own read models.</param>
    /// <param name="includes">Other catalogs; what several of them hold counts once.</param>
    /// <exception cref="ArgumentException">
    /// Two event types share a name and version, or an alias; one type has two names; two upcasters take the same shape, or upcasters lead in a circle; an upcaster takes or gives
    /// a type that the catalog does not list; two projections share a name and version; or two types of rows share a table.
    /// </exception>
    [OverloadResolutionPriority(-1)]
    public EventCatalog(
        IEnumerable<EventDescriptor> events,
        IEnumerable<AggregateDescriptor> aggregates,
        IEnumerable<EventUpcaster> upcasters,
        IEnumerable<ProjectionDescriptor> projections,
        IEnumerable<ReadModelMapping> readModels,
        params IEnumerable<EventCatalog> includes)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(aggregates);
        ArgumentNullException.ThrowIfNull(upcasters);
        ArgumentNullException.ThrowIfNull(projections);
        ArgumentNullException.ThrowIfNull(readModels);
        ArgumentNullException.ThrowIfNull(includes);
        EventCatalog[] included = [.. includes];
        var composition = new CatalogComposition();
        foreach (var descriptor in events.Concat(included.SelectMany(c => c.Events))) composition.Add(descriptor);
        composition.ReadAliases();
        foreach (var upcaster in upcasters.Concat(included.SelectMany(c => c.Upcasters))) composition.Add(upcaster);

        var byAggregate = new Dictionary<Type, AggregateDescriptor>();
        foreach (var aggregate in aggregates.Concat(included.SelectMany(c => c.Aggregates))) byAggregate.TryAdd(aggregate.AggregateType, aggregate);

        _byName = composition.Complete();
        _byType = composition.Events.ToFrozenDictionary(d => d.EventType);
        _aggregates = byAggregate.ToFrozenDictionary();
        Events = [.. composition.Events.OrderBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.SchemaVersion)];
        Upcasters = [.. composition.Upcasters];
        Projections = CatalogedDelivery.Projections(projections.Concat(included.SelectMany(c => c.Projections)));
        ReadModels = CatalogedDelivery.ReadModels(readModels.Concat(included.SelectMany(c => c.ReadModels)));
        Aggregates = [.. byAggregate.Values.OrderBy(a => a.Category, StringComparer.Ordinal).ThenBy(a => a.AggregateType.FullName, StringComparer.Ordinal)];
    }

    /// <summary>A catalog of several catalogs.</summary>
    /// <param name="catalogs">The catalogs.</param>
    /// <returns>The composed catalog.</returns>
    /// <exception cref="ArgumentException">Two event types share a name and version, or an alias; or two upcasters take the same shape.</exception>
    public static EventCatalog Compose(params IEnumerable<EventCatalog> catalogs) => new([], [], [], catalogs);

    /// <summary>All events, in ordinal order of their names and then of their versions; <see cref="EventDescriptor.IsSuperseded"/> tells those that are only read.</summary>
    public IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>All upcasters.</summary>
    public IReadOnlyList<EventUpcaster> Upcasters { get; }

    /// <summary>All aggregates, in ordinal order of their categories.</summary>
    public IReadOnlyList<AggregateDescriptor> Aggregates { get; }

    /// <summary>All projections, in ordinal order of their names and then of their versions.</summary>
    public IReadOnlyList<ProjectionDescriptor> Projections { get; }

    /// <summary>All read models: those that projections take, and those marked as such; in ordinal order of their tables.</summary>
    public IReadOnlyList<ReadModelMapping> ReadModels { get; }

    /// <summary>Finds an event by the name under which it is stored, or by an alias: the current one of all that have the name.</summary>
    /// <param name="name">The name or alias.</param>
    /// <param name="descriptor">
    /// The event's descriptor. Under a name that is no longer written it is superseded, and of the highest version that a type stands for.
    /// </param>
    /// <returns>Whether the catalog lists it.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out EventDescriptor? descriptor)
    {
        ArgumentNullException.ThrowIfNull(name);
        descriptor = FamilyOf(name)?.Latest;
        return descriptor is not null;
    }

    /// <summary>Finds the event type that stands for a stored shape, whether it is current or superseded.</summary>
    /// <param name="name">The stored name, or an alias.</param>
    /// <param name="schemaVersion">The stored version of the shape.</param>
    /// <param name="descriptor">The event's descriptor.</param>
    /// <returns>Whether a type stands for it. Shapes that are read by upcasters of JSON need none.</returns>
    public bool TryGet(string name, int schemaVersion, [NotNullWhen(true)] out EventDescriptor? descriptor)
    {
        ArgumentNullException.ThrowIfNull(name);
        descriptor = FamilyOf(name)?.Find(schemaVersion)?.Descriptor;
        return descriptor is not null;
    }

    /// <summary>Finds an event by its CLR type; a derived type is another event, or none.</summary>
    /// <param name="eventType">The type.</param>
    /// <param name="descriptor">The event's descriptor.</param>
    /// <returns>Whether the catalog lists it.</returns>
    public bool TryGet(Type eventType, [NotNullWhen(true)] out EventDescriptor? descriptor)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        return _byType.TryGetValue(eventType, out descriptor);
    }

    /// <summary>The name under which events of a type are stored.</summary>
    /// <typeparam name="TEvent">The event type.</typeparam>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The catalog does not list the type.</exception>
    public string NameOf<TEvent>()
        where TEvent : notnull => TryGet(typeof(TEvent), out var descriptor)
        ? descriptor.Name
        : throw new ArgumentException($"{typeof(TEvent)} is not in the catalog. Mark it with [DomainEvent], and use the DomainEvents.Catalog of an assembly that holds or references it.");

    /// <summary>The events that an aggregate's handlers take, base types and interfaces resolved to the events that they cover.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <returns>The events, in ordinal order of their names, without superseded ones, which never reach a handler; empty for a type that is not in the catalog.</returns>
    public IReadOnlyList<EventDescriptor> EventsOf(Type aggregateType)
    {
        ArgumentNullException.ThrowIfNull(aggregateType);
        return _aggregates.TryGetValue(aggregateType, out var aggregate)
            ? CoveredBy(aggregate.EventTypes)
            : [];
    }

    /// <summary>The events that a projection's handlers take, base types and interfaces resolved to the events that they cover.</summary>
    /// <param name="projection">The projection; the catalog need not list it.</param>
    /// <returns>The events, in ordinal order of their names, without superseded ones, which never reach a handler.</returns>
    public IReadOnlyList<EventDescriptor> EventsOf(ProjectionDescriptor projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return CoveredBy(projection.EventTypes);
    }

    private EventDescriptor[] CoveredBy(IReadOnlyList<Type> handled) => [.. Events.Where(e => !e.IsSuperseded && handled.Any(type => type.IsAssignableFrom(e.EventType)))];

    /// <summary>The known names that are most like an unknown one, best first; empty where none is like it.</summary>
    internal IReadOnlyList<string> Nearest(string name) => NearestNames.Find(name, _byName.Keys);

    /// <summary>All that is stored under a name or alias, or <see langword="null"/> where the catalog knows neither.</summary>
    internal EventFamily? FamilyOf(string name) => _byName.GetValueOrDefault(name);

    /// <summary>All families, each once for every name that it has.</summary>
    internal IEnumerable<EventFamily> Families => _byName.Values;

    /// <summary>The current events that events of a superseded type are read as.</summary>
    internal IReadOnlyList<EventDescriptor> CurrentOf(EventDescriptor superseded)
    {
        var family = _byName[superseded.Name];
        var names = family.Find(superseded.SchemaVersion)!.CurrentNames;
        return names.Count == 0
            ? (family.Latest is { IsSuperseded: false } latest ? [latest] : [])
            : [.. names.Order(StringComparer.Ordinal).Select(n => _byName[n].Latest!)];
    }
}
