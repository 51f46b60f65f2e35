namespace EventSourcing;

/// <summary>Which events of a category are read, in the order of the global feed. By default all. The store itself filters.</summary>
public sealed record CategoryReadOptions
{
    /// <summary>All events.</summary>
    public static CategoryReadOptions Default { get; } = new();

    /// <summary>The place to resume after, exclusive; <see langword="null"/> for the beginning.</summary>
    public GlobalPosition? After { get; init; }

    /// <summary>Only events that occurred at this instant or later; instants are compared, not texts. <see langword="null"/> for all.</summary>
    public DateTimeOffset? OccurredFrom { get; init; }

    /// <summary>Names of events, as of <see cref="FeedReadOptions.EventNames"/>.</summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }

    /// <summary>The tenant; <see langword="null"/> for all events, with or without a tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>How many stored events at most, counted after filtering, from 1; <see langword="null"/> for all. One that upcasters make several of counts once.</summary>
    public long? Limit
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }

    /// <summary>Learns how far the store has looked; <see langword="null"/> if nobody asks.</summary>
    public FeedScan? Scan { get; init; }
}
