using EventSourcing.Serialization;

namespace EventSourcing.Storage;

/// <summary>
/// What the event names of a filter stand for: every stored event that is read as one of that name today. For authors of stores; with it every store understands and refuses
/// the same names.
/// </summary>
public sealed class EventNameFilter
{
    // Both kinds of options call it so; the error names what the caller wrote.
    private static readonly string Option = nameof(FeedReadOptions.EventNames);

    private readonly EventCatalog _catalog;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _storedNames;

    private EventNameFilter(EventCatalog catalog, HashSet<string> names)
    {
        _catalog = catalog;
        _names = names;
        _storedNames = new HashSet<string>(StringComparer.Ordinal);
        foreach (var family in catalog.Families)
        {
            if (!names.Contains(family.Name) && !family.Shapes.Any(s => s.CurrentNames.Overlaps(names))) continue;
            _storedNames.Add(family.Name);
            _storedNames.UnionWith(family.Aliases);
        }
    }

    /// <summary>The names under which an event that passes can be stored: a first sieve, <see cref="MayPass"/> is the finer one.</summary>
    public IReadOnlySet<string> StoredNames => _storedNames;

    /// <summary>Finds out what a filter stands for.</summary>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="names">The filter: names or aliases; <see langword="null"/> lets everything through, an empty list nothing.</param>
    /// <returns>The filter, or <see langword="null"/> for everything.</returns>
    /// <exception cref="ArgumentException">A name is in no catalog, or no event has it any more.</exception>
    public static EventNameFilter? Resolve(EventCatalog catalog, IReadOnlyCollection<string>? names)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (names is null) return null;
        var current = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name is null || catalog.FamilyOf(name) is not { } family) throw Unknown(catalog, name);
            if (family.Latest is not { IsSuperseded: false }) throw Superseded(family, name);
            current.Add(family.Name);
        }

        return new EventNameFilter(catalog, current);
    }

    /// <summary>Whether an event stored under a name and version can be read as one that passes, or cannot be read at all, which a reading must report.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="schemaVersion">The stored version of the shape.</param>
    /// <returns>Whether it has to be read.</returns>
    public bool MayPass(string name, int schemaVersion) =>
        _storedNames.Contains(name)
        && (_catalog.FamilyOf(name)!.Find(schemaVersion) is not { IsReadable: true } shape || shape.CurrentNames.Overlaps(_names));

    /// <summary>Whether an event passes that was read.</summary>
    /// <param name="event">The event, in its current shape.</param>
    /// <returns>Whether the reading gives it.</returns>
    public bool Passes(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return _catalog.TryGet(@event.GetType(), out var descriptor) && _names.Contains(descriptor.Name);
    }

    private static ArgumentException Unknown(EventCatalog catalog, string? name)
    {
        var nearest = name is null ? [] : catalog.Nearest(name);
        var hint = nearest.Count == 0
            ? "It lists no name like it."
            : $"The nearest names that it lists: {string.Join(", ", nearest.Select(n => $"'{n}'"))}.";
        return new ArgumentException($"The filter names the event '{name}', which the store's catalog does not list. {hint} Use catalog.NameOf<TEvent>() to be sure of a name.", Option);
    }

    private static ArgumentException Superseded(EventFamily family, string name)
    {
        var current = family.Shapes.SelectMany(s => s.CurrentNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var hint = current.Count == 0 ? "Leave it out." : $"Name what such events are read as: {string.Join(", ", current.Select(n => $"'{n}'"))}.";
        return new ArgumentException($"The filter names the event '{name}', which no event is any more: what is stored under that name is upcast, so the filter would give nothing for ever. {hint}", Option);
    }
}
