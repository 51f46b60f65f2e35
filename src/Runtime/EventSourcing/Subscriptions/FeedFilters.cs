using System.Text.RegularExpressions;

namespace EventSourcing.Subscriptions;

/// <summary>Turns the filter of a subscription into that of a reading.</summary>
internal static class FeedFilters
{
    /// <summary>What the store filters by.</summary>
    /// <exception cref="ArgumentException">A pattern or a type stands for no event of the catalog.</exception>
    public static FeedReadOptions Of(SubscriptionOptions options, EventCatalog catalog) => new()
    {
        EventNames = NamesOf(options, catalog),
        Categories = options.Categories,
        Tenant = options.Tenant,
        Tags = options.Tags,
        SkipArchived = options.SkipArchived,
    };

    /// <summary>The current events that types stand for.</summary>
    /// <exception cref="ArgumentException">A type stands for no event of the catalog.</exception>
    public static HashSet<string> NamesOf(IReadOnlyCollection<Type> types, EventCatalog catalog, string subscription)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            var found = catalog.Events.Where(e => !e.IsSuperseded && type.IsAssignableFrom(e.EventType)).Select(e => e.Name).ToList();
            if (found.Count == 0)
            {
                throw new ArgumentException($"The subscription '{subscription}' asks for {type}, and no event of the store's catalog is of that type. Give the store a catalog that includes the assembly of the event.");
            }

            names.UnionWith(found);
        }

        return names;
    }

    private static HashSet<string>? NamesOf(SubscriptionOptions options, EventCatalog catalog)
    {
        if (options.EventNames is null && options.EventTypes is null) return null;
        var names = NamesOf(options.EventTypes ?? [], catalog, options.Name);
        foreach (var name in options.EventNames ?? [])
        {
            if (name is null || !name.Contains('*', StringComparison.Ordinal))
            {
                // The store knows aliases, and refuses what it does not know.
                names.Add(name!);
                continue;
            }

            var pattern = new Regex($"^{Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
            var found = catalog.Events.Where(e => !e.IsSuperseded && pattern.IsMatch(e.Name)).Select(e => e.Name).ToList();
            if (found.Count == 0) throw new ArgumentException($"The subscription '{options.Name}' asks for events named '{name}', and the store's catalog lists none.");
            names.UnionWith(found);
        }

        return names;
    }
}
