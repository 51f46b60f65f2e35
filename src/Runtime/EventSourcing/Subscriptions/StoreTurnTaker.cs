namespace EventSourcing.Subscriptions;

/// <summary>Who takes turns at the store: a subscription, with all its partitions.</summary>
internal sealed class StoreTurnTaker(StoreTurns turns)
{
    /// <summary>How many turns it has now. Written by <see cref="StoreTurns"/> alone.</summary>
    public int Turns { get; set; }

    /// <summary>Waits for a turn, as <see cref="StoreTurns.TakeAsync"/>.</summary>
    public ValueTask<StoreTurn> TakeAsync(CancellationToken cancellationToken) => turns.TakeAsync(this, cancellationToken);
}
