namespace EventSourcing;

/// <summary>Where a subscription begins.</summary>
/// <remarks>
/// The forms with a checkpoint are for what lasts: they say where a subscription begins that has none. The others begin anew each time that the subscription is started, and remove its checkpoints;
/// going on after a pause is no start.
/// </remarks>
public sealed record SubscriptionStart
{
    private SubscriptionStart(bool isAnew, bool isAtEnd, GlobalPosition? position)
    {
        IsAnew = isAnew;
        IsAtEnd = isAtEnd;
        Position = position;
    }

    /// <summary>At the checkpoint; at the beginning of the feed where there is none.</summary>
    public static SubscriptionStart Checkpoint { get; } = new(isAnew: false, isAtEnd: false, null);

    /// <summary>At the checkpoint; at the end of the feed where there is none: what was stored before the first start does not concern it.</summary>
    public static SubscriptionStart CheckpointOrEnd { get; } = new(isAnew: false, isAtEnd: true, null);

    /// <summary>At the beginning of the feed, at each start.</summary>
    public static SubscriptionStart Beginning { get; } = new(isAnew: true, isAtEnd: false, null);

    /// <summary>At the end of the feed, at each start: only what is stored from then on.</summary>
    public static SubscriptionStart End { get; } = new(isAnew: true, isAtEnd: true, null);

    /// <summary>Whether each start begins there, whatever the checkpoint says.</summary>
    public bool IsAnew { get; }

    /// <summary>Whether it is the end of the feed.</summary>
    public bool IsAtEnd { get; }

    /// <summary>The place after which it begins; <see langword="null"/> for the beginning or the end.</summary>
    public GlobalPosition? Position { get; }

    /// <summary>At the checkpoint; after a position where there is none.</summary>
    /// <param name="position">The place in the feed; the first event comes after it.</param>
    /// <returns>The start.</returns>
    public static SubscriptionStart CheckpointOr(GlobalPosition position) => new(isAnew: false, isAtEnd: false, position);

    /// <summary>After a position, at each start.</summary>
    /// <param name="position">The place in the feed; the first event comes after it.</param>
    /// <returns>The start.</returns>
    public static SubscriptionStart After(GlobalPosition position) => new(isAnew: true, isAtEnd: false, position);
}
