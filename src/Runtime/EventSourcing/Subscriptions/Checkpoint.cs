namespace EventSourcing;

/// <summary>How far a subscription, or one of its partitions, has come: everything up to its position is handled, parked or does not concern it.</summary>
/// <param name="Subscription">The subscription's name: 1 to 200 characters.</param>
/// <param name="Partition">The partition, from 0; 0 where there is only one.</param>
/// <param name="Position">The place in the feed; <see langword="null"/> before its first event.</param>
/// <param name="Token">The fencing token of the lease under which it was moved last; 0 where no lease was needed.</param>
public sealed record Checkpoint(string Subscription, int Partition, GlobalPosition? Position, long Token = 0)
{
    /// <summary>
    /// The place from which it is to be moved, with the value 0 for the beginning: it then moves only while it stands there, so that nobody handles what somebody else has handled since.
    /// <see langword="null"/> moves it on from wherever it stands. It is not stored.
    /// </summary>
    public GlobalPosition? From { get; init; }

    /// <summary>
    /// Whether another version of the projection has taken over: nobody can move it any more, and whoever tries is fenced. It has the greatest token there is.
    /// </summary>
    public bool IsRetired => Token == RetiredToken;

    /// <summary>The token of a checkpoint that nobody may move any more.</summary>
    internal const long RetiredToken = long.MaxValue;

    /// <summary>When it was moved last, by the store's clock; <see langword="null"/> on one that was not read from a store.</summary>
    public DateTimeOffset? MovedAt { get; init; }
}
