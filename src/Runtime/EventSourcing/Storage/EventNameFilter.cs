namespace EventSourcing.Storage;

/// <summary>What the event names of a filter stand for. For authors of stores: with it every store understands and refuses the same names.</summary>
public static class EventNameFilter
{
    // Both kinds of options call it so; the error names what the caller wrote.
    private static readonly string Option = nameof(FeedReadOptions.EventNames);

    /// <summary>Finds the stored names that a filter lets through.</summary>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="names">The filter: names or aliases; <see langword="null"/> lets everything through, an empty list nothing.</param>
    /// <returns>The names and all aliases of the events that the filter names, or <see langword="null"/> for everything.</returns>
    /// <exception cref="ArgumentException">A name is in no catalog.</exception>
    public static IReadOnlySet<string>? Resolve(EventCatalog catalog, IReadOnlyCollection<string>? names)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (names is null) return null;
        var stored = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name is null || !catalog.TryGet(name, out var descriptor)) throw Unknown(catalog, name);
            stored.Add(descriptor.Name);
            stored.UnionWith(descriptor.Aliases);
        }

        return stored;
    }

    private static ArgumentException Unknown(EventCatalog catalog, string? name)
    {
        var nearest = name is null ? [] : catalog.Nearest(name);
        var hint = nearest.Count == 0
            ? "It lists no name like it."
            : $"The nearest names that it lists: {string.Join(", ", nearest.Select(n => $"'{n}'"))}.";
        return new ArgumentException($"The filter names the event '{name}', which the store's catalog does not list. {hint} Use catalog.NameOf<TEvent>() to be sure of a name.", Option);
    }
}
