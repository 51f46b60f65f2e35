namespace EventSourcing;

/// <summary>What a rebuild has done.</summary>
public sealed record RebuildResult
{
    /// <summary>The name and version that serve now, as <see cref="ProjectionDescriptor.SubscriptionName"/>.</summary>
    public required string Projection { get; init; }

    /// <summary>Everything up to here is in the rows, or does not concern the projection; <see langword="null"/> where the feed is empty.</summary>
    public required GlobalPosition? Position { get; init; }

    /// <summary>How many events were handled since the rebuild was started or resumed, those that were parked or skipped included.</summary>
    public required long EventsHandled { get; init; }

    /// <summary>How many events were parked since then, those behind others of their key included; they are dead letters of the projection now.</summary>
    public required long EventsParked { get; init; }

    /// <summary>How many events were passed over since then.</summary>
    public required long EventsSkipped { get; init; }

    /// <summary>Whether it went on where an earlier one was broken off.</summary>
    public required bool WasResumed { get; init; }

    /// <summary>How long it took since it was started or resumed.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The versions that served before and are retired, as <c>account-balances@1</c>: whoever still runs them is fenced.</summary>
    public required IReadOnlyList<string> Retired { get; init; }
}
