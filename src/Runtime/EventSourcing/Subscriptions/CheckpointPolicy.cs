namespace EventSourcing;

/// <summary>When a subscription moves its checkpoint.</summary>
public sealed record CheckpointPolicy
{
    private CheckpointPolicy(bool isEveryEvent, TimeSpan? interval)
    {
        IsEveryEvent = isEveryEvent;
        Interval = interval;
    }

    /// <summary>After each event; events are then handled one at a time, each in a transaction of its own.</summary>
    public static CheckpointPolicy EveryEvent { get; } = new(isEveryEvent: true, null);

    /// <summary>After each batch. The default.</summary>
    public static CheckpointPolicy EveryBatch { get; } = new(isEveryEvent: false, null);

    /// <summary>Whether it moves after each event.</summary>
    public bool IsEveryEvent { get; }

    /// <summary>How often it moves at most; <see langword="null"/> for each event or batch.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>
    /// At most once in a while, and when the subscription stops or parks an event. For handlers without a transaction alone: what was handled since the last move is handled again after a crash.
    /// </summary>
    /// <param name="interval">How often at most, greater than zero.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is not greater than zero.</exception>
    public static CheckpointPolicy Every(TimeSpan interval) => new(isEveryEvent: false, Require.Positive(interval, nameof(interval)));
}
