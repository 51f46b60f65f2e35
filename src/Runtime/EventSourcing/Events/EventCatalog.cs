using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace EventSourcing;

/// <summary>The events that a program knows: by stored name, by CLR type and by aggregate. Immutable and thread-safe.</summary>
/// <remarks>
/// The source generator emits one for each assembly that has events or aggregates, as <c>DomainEvents.Catalog</c> in the assembly's root
/// namespace; it includes those of the assemblies that it references.
/// </remarks>
public sealed class EventCatalog
{
    private readonly FrozenDictionary<string, EventDescriptor> _byName;
    private readonly FrozenDictionary<Type, EventDescriptor> _byType;
    private readonly FrozenDictionary<Type, AggregateDescriptor> _aggregates;

    /// <summary>Composes a catalog. Called by emitted code, and by programs that put one together by hand.</summary>
    /// <param name="events">The catalog's own events.</param>
    /// <param name="aggregates">The catalog's own aggregates.</param>
    /// <param name="includes">Other catalogs; what several of them hold counts once.</param>
    /// <exception cref="ArgumentException">Two event types share a name or alias, or one type has two names.</exception>
    public EventCatalog(IEnumerable<EventDescriptor> events, IEnumerable<AggregateDescriptor> aggregates, params IEnumerable<EventCatalog> includes)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(aggregates);
        ArgumentNullException.ThrowIfNull(includes);
        EventCatalog[] included = [.. includes];
        var byName = new Dictionary<string, EventDescriptor>(StringComparer.Ordinal);
        var byType = new Dictionary<Type, EventDescriptor>();
        foreach (var descriptor in events.Concat(included.SelectMany(c => c.Events))) Add(descriptor, byName, byType);

        var byAggregate = new Dictionary<Type, AggregateDescriptor>();
        foreach (var aggregate in aggregates.Concat(included.SelectMany(c => c.Aggregates))) byAggregate.TryAdd(aggregate.AggregateType, aggregate);

        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
        _byType = byType.ToFrozenDictionary();
        _aggregates = byAggregate.ToFrozenDictionary();
        Events = [.. byType.Values.OrderBy(d => d.Name, StringComparer.Ordinal)];
        Aggregates = [.. byAggregate.Values.OrderBy(a => a.Category, StringComparer.Ordinal).ThenBy(a => a.AggregateType.FullName, StringComparer.Ordinal)];
    }

    /// <summary>A catalog of several catalogs.</summary>
    /// <param name="catalogs">The catalogs.</param>
    /// <returns>The composed catalog.</returns>
    /// <exception cref="ArgumentException">Two event types share a name or alias.</exception>
    public static EventCatalog Compose(params IEnumerable<EventCatalog> catalogs) => new([], [], catalogs);

    /// <summary>All events, in ordinal order of their names.</summary>
    public IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>All aggregates, in ordinal order of their categories.</summary>
    public IReadOnlyList<AggregateDescriptor> Aggregates { get; }

    /// <summary>Finds an event by the name under which it is stored, or by an alias.</summary>
    /// <param name="name">The name or alias.</param>
    /// <param name="descriptor">The event's descriptor.</param>
    /// <returns>Whether the catalog lists it.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out EventDescriptor? descriptor)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out descriptor);
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
    /// <returns>The events, in ordinal order of their names; empty for a type that is not in the catalog.</returns>
    public IReadOnlyList<EventDescriptor> EventsOf(Type aggregateType)
    {
        ArgumentNullException.ThrowIfNull(aggregateType);
        return _aggregates.TryGetValue(aggregateType, out var aggregate)
            ? [.. Events.Where(e => aggregate.EventTypes.Any(handled => handled.IsAssignableFrom(e.EventType)))]
            : [];
    }

    /// <summary>The known names that are most like an unknown one, best first; empty where none is like it.</summary>
    internal IReadOnlyList<string> Nearest(string name) => NearestNames.Find(name, _byName.Keys);

    private static void Add(EventDescriptor descriptor, Dictionary<string, EventDescriptor> byName, Dictionary<Type, EventDescriptor> byType)
    {
        if (byType.TryGetValue(descriptor.EventType, out var known))
        {
            if (known.Name == descriptor.Name && known.SchemaVersion == descriptor.SchemaVersion) return;
            throw new ArgumentException($"{descriptor.EventType} is listed as '{known.Name}' version {known.SchemaVersion} and as '{descriptor.Name}' version {descriptor.SchemaVersion}. Mark the type itself with [DomainEvent], so that every assembly agrees on its name.");
        }

        byType.Add(descriptor.EventType, descriptor);
        foreach (var name in descriptor.Aliases.Prepend(descriptor.Name))
        {
            if (!byName.TryAdd(name, descriptor))
                throw new ArgumentException($"Both {byName[name].EventType} and {descriptor.EventType} have the name or alias '{name}'. Give one of them another name: [DomainEvent(\"…\")].");
        }
    }
}
