namespace EventSourcing;

/// <summary>How the tables of a projection compare with what history says.</summary>
public sealed record ProjectionVerification
{
    /// <summary>The projection's name and version, as <see cref="ProjectionDescriptor.SubscriptionName"/>.</summary>
    public required string Projection { get; init; }

    /// <summary>Where both stood in the feed; of several partitions the furthest. <see langword="null"/> before its first event.</summary>
    public required GlobalPosition? Position { get; init; }

    /// <summary>How many rows were compared, those that one side lacks included.</summary>
    public required long RowsCompared { get; init; }

    /// <summary>How many differences there are.</summary>
    public required long DifferenceCount { get; init; }

    /// <summary>The differences, by tables and keys; at most as many as were asked for.</summary>
    public required IReadOnlyList<RowDifference> Differences { get; init; }

    /// <summary>Whether there are no differences.</summary>
    public bool IsSame => DifferenceCount == 0;
}
