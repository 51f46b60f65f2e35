namespace EventSourcing;

/// <summary>How a subscription stands. Counters begin with the manager; those of a restart go on.</summary>
public sealed record SubscriptionStatus
{
    /// <summary>The subscription's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing.</summary>
    public required SubscriptionState State { get; init; }

    /// <summary>The error that ended it, or opened its circuit, or keeps it from renewing its leases; <see langword="null"/> otherwise.</summary>
    public Exception? Fault { get; init; }

    /// <summary>When the circuit lets the next event through; <see langword="null"/> while it is closed.</summary>
    public DateTimeOffset? CircuitOpenUntil { get; init; }

    /// <summary>How far all partitions have come; <see langword="null"/> before the first event.</summary>
    public GlobalPosition? Position { get; init; }

    /// <summary>How far each partition has come, in their order.</summary>
    public required IReadOnlyList<GlobalPosition?> Partitions { get; init; }

    /// <summary>The partitions that this process handles, in their order: all of them while it runs alone.</summary>
    public IReadOnlyList<int> OwnPartitions { get; init; } = [];

    /// <summary>The end of the feed when it was asked; <see langword="null"/> for an empty store.</summary>
    public GlobalPosition? Head { get; init; }

    /// <summary>How many places of the feed lie between <see cref="Position"/> and <see cref="Head"/>: at most so many events are still to be looked at. Positions have gaps.</summary>
    public long Lag { get; init; }

    /// <summary>How long ago the oldest event was recorded that is known and not yet handled; zero where there is none.</summary>
    public TimeSpan LagTime { get; init; }

    /// <summary>How many events were handled a second, over the last ten seconds or so.</summary>
    public double EventsPerSecond { get; init; }

    /// <summary>How many events were handled; parts of one stored event count each.</summary>
    public long Handled { get; init; }

    /// <summary>How many attempts have failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many outages were met: transient errors of the store, and what the program calls one.</summary>
    public long Outages { get; init; }

    /// <summary>How many stored events were parked, those behind a failed one included.</summary>
    public long Parked { get; init; }

    /// <summary>How many stored events were passed over.</summary>
    public long Skipped { get; init; }

    /// <summary>How many events a process manager has passed over, since there was no instance for them or theirs had ended. They count as handled, too.</summary>
    public long Ignored { get; init; }

    /// <summary>How many dead letters were replayed with success.</summary>
    public long Replayed { get; init; }

    /// <summary>How many keys have dead letters, and so nothing handled until they are replayed or resolved.</summary>
    public int ParkedKeys { get; init; }

    /// <summary>How many events are read and not yet handled.</summary>
    public int InFlight { get; init; }
}
