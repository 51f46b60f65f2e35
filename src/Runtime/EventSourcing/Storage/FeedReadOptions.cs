namespace EventSourcing;

/// <summary>Which events of the global feed are read. By default all. The store itself filters.</summary>
public sealed record FeedReadOptions
{
    /// <summary>All events.</summary>
    public static FeedReadOptions Default { get; } = new();

    /// <summary>
    /// Names of events, as the catalog has them, or aliases; <see langword="null"/> for all. A name stands for whatever is read as an event
    /// of that name today: its aliases, its former versions, and what upcasters lead to it from other names. An empty list matches nothing.
    /// </summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }

    /// <summary>Categories of streams; <see langword="null"/> for all. An empty list matches nothing.</summary>
    public IReadOnlyCollection<string>? Categories { get; init; }

    /// <summary>The tenant; <see langword="null"/> for all events, with or without a tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>Tags that an event must have; <see langword="null"/> for all events, with or without tags.</summary>
    public TagQuery? Tags { get; init; }

    /// <summary>Whether the events of archived streams are left out. By default they are given: what reads a whole history gets the whole history.</summary>
    public bool SkipArchived { get; init; }

    /// <summary>How many stored events at most, counted after filtering, from 1; <see langword="null"/> for all. One that upcasters make several of counts once.</summary>
    public long? Limit
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }

    /// <summary>Learns how far the store has looked, so that a sparse filter still advances; <see langword="null"/> if nobody asks.</summary>
    public FeedScan? Scan { get; init; }
}
