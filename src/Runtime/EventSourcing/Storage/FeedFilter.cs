namespace EventSourcing.Storage;

/// <summary>Which events of the feed a reading gives, as one shape for the feed and for a category. For authors of stores.</summary>
public sealed class FeedFilter
{
    private FeedFilter()
    {
    }

    /// <summary>The events that pass by name; <see langword="null"/> for all.</summary>
    public EventNameFilter? Names { get; private init; }

    /// <summary>The categories that pass; <see langword="null"/> for all.</summary>
    public IReadOnlySet<string>? Categories { get; private init; }

    /// <summary>The tenant that passes; <see langword="null"/> for all.</summary>
    public string? Tenant { get; private init; }

    /// <summary>The first instant of occurrence that passes; <see langword="null"/> for all.</summary>
    public DateTimeOffset? OccurredFrom { get; private init; }

    /// <summary>The tags that pass; <see langword="null"/> for all.</summary>
    public TagFilter? Tags { get; private init; }

    /// <summary>Whether events of archived streams are left out. The store knows which they are; <see cref="Passes"/> does not look at it.</summary>
    public bool SkipArchived { get; private init; }

    /// <summary>How many stored events at most; <see cref="long.MaxValue"/> for all.</summary>
    public long Limit { get; private init; }

    /// <summary>Learns how far the store has looked; <see langword="null"/> if nobody asks.</summary>
    public FeedScan? Scan { get; private init; }

    /// <summary>Whether nothing can pass: a list of the filter is empty.</summary>
    public bool IsEmpty => Names is { StoredNames.Count: 0 } || Categories is { Count: 0 };

    /// <summary>The filter of a reading of the whole feed.</summary>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="options">What the caller asked for; <see langword="null"/> for everything.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">An event name is in no catalog, or no event has it any more, or a category is <see langword="null"/>.</exception>
    public static FeedFilter Of(EventCatalog catalog, FeedReadOptions? options)
    {
        options ??= FeedReadOptions.Default;
        return new FeedFilter
        {
            Names = EventNameFilter.Resolve(catalog, options.EventNames),
            Categories = CategoriesOf(options.Categories, nameof(options.Categories)),
            Tenant = options.Tenant,
            Tags = TagFilter.Resolve(catalog, options.Tags),
            SkipArchived = options.SkipArchived,
            Limit = options.Limit ?? long.MaxValue,
            Scan = options.Scan,
        };
    }

    /// <summary>The filter of a reading of one category.</summary>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="category">The category.</param>
    /// <param name="options">What the caller asked for; <see langword="null"/> for everything.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The category is empty, or an event name is in no catalog.</exception>
    public static FeedFilter Of(EventCatalog catalog, string category, CategoryReadOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        options ??= CategoryReadOptions.Default;
        return new FeedFilter
        {
            Names = EventNameFilter.Resolve(catalog, options.EventNames),
            Categories = new HashSet<string>(StringComparer.Ordinal) { category },
            Tenant = options.Tenant,
            // Stored instants have no more than microseconds; an event must not come before itself.
            OccurredFrom = options.OccurredFrom is { } from ? Microseconds.Truncate(from) : null,
            Limit = options.Limit ?? long.MaxValue,
            Scan = options.Scan,
        };
    }

    /// <summary>Whether a stored event is to be read; the limit is not looked at. What it has become passes by <see cref="PassesPart"/>.</summary>
    /// <param name="candidate">The event.</param>
    /// <returns>Whether the reading may give it.</returns>
    public bool Passes(StoredEvent candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return (Names is null || Names.MayPass(candidate.Name, candidate.SchemaVersion))
            && (Categories is null || Categories.Contains(candidate.Stream.Category))
            && (Tenant is null || Tenant == candidate.Metadata.Tenant)
            && (OccurredFrom is not { } from || candidate.Metadata.OccurredAt >= from)
            && (Tags is null || Tags.MayPass(candidate.Name, candidate.SchemaVersion, candidate.Metadata.Tags));
    }

    /// <summary>Whether an event passes that was made of a stored one.</summary>
    /// <param name="event">The event, in its current shape.</param>
    /// <param name="metadata">The metadata of the stored one.</param>
    /// <returns>Whether the reading gives it.</returns>
    public bool PassesPart(object @event, EventMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return (Names is null || Names.Passes(@event)) && (Tags is null || Tags.Passes(@event, metadata.Tags));
    }

    private static HashSet<string>? CategoriesOf(IReadOnlyCollection<string>? categories, string option)
    {
        if (categories is null) return null;
        foreach (var category in categories)
        {
            if (category is null) throw new ArgumentException("The filter has null in place of a category.", option);
        }

        return new HashSet<string>(categories, StringComparer.Ordinal);
    }
}
