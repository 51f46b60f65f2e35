namespace EventSourcing;

/// <summary>How far a rebuild has come. It is told after each page of the feed.</summary>
public sealed record RebuildProgress
{
    /// <summary>What it does.</summary>
    public required RebuildPhase Phase { get; init; }

    /// <summary>How many events it has handled since it was started or resumed.</summary>
    public required long EventsHandled { get; init; }

    /// <summary>Everything up to here is handled, or does not concern the projection; <see langword="null"/> before the first page.</summary>
    public required GlobalPosition? Position { get; init; }

    /// <summary>The last event of the feed; <see langword="null"/> where it is empty.</summary>
    public required GlobalPosition? Head { get; init; }

    /// <summary>How many events it has handled in a second, on average since it was started or resumed.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>How long it takes to come to <see cref="Head"/> at the pace so far; <see langword="null"/> as long as that is unknown.</summary>
    public required TimeSpan? TimeLeft { get; init; }

    /// <summary>How much of the feed is behind it, from 0 to 1.</summary>
    public double Fraction => Head is { Value: > 0 } head ? Math.Min((double)(Position?.Value ?? 0) / head.Value, 1) : 1;
}
