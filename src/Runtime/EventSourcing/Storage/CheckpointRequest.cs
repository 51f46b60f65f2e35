namespace EventSourcing.Storage;

/// <summary>The checks of checkpoints, and what becomes of an attempt to move one. For authors of stores: with it every <see cref="ICheckpointStore"/> means the same.</summary>
public static class CheckpointRequest
{
    /// <summary>Checks which checkpoint somebody asks for.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="partition">The partition.</param>
    /// <exception cref="ArgumentException"><paramref name="subscription"/> is empty, too long, or has a character that not every store can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partition"/> is negative.</exception>
    public static void Require(string subscription, int partition)
    {
        LeaseRequest.RequireText(subscription, "name of a subscription", nameof(subscription));
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
    }

    /// <summary>Checks where somebody wants to move a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint as it is to be.</param>
    /// <param name="storeId">The id of the store that is asked.</param>
    /// <exception cref="ArgumentException">The name is refused as by the other check.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The partition or the token is negative.</exception>
    /// <exception cref="PositionMismatchException">The position belongs to another store.</exception>
    public static void Require(Checkpoint checkpoint, Guid storeId)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        Require(checkpoint.Subscription, checkpoint.Partition);
        if (checkpoint.Token < 0) throw new ArgumentOutOfRangeException(nameof(checkpoint), checkpoint.Token, "The fencing token of a checkpoint is not negative; it is 0 without a lease.");
        if (checkpoint.Position is { } position && position.StoreId != storeId) throw new PositionMismatchException(position, storeId);
        if (checkpoint.From is { } from && from.StoreId != storeId) throw new PositionMismatchException(from, storeId);
    }

    /// <summary>Decides what becomes of an attempt to move a checkpoint.</summary>
    /// <param name="stored">The checkpoint as it is stored; <see langword="null"/> where there is none.</param>
    /// <param name="wanted">The checkpoint as it is to be; without a position it only takes the token.</param>
    /// <returns>
    /// <see cref="CheckpointOutcome.Fenced"/> where the stored token is greater; else <see cref="CheckpointOutcome.Behind"/> where the stored position is not before the wanted one, or not where it
    /// is to be moved from, or none is wanted and the token is stored already; else <see cref="CheckpointOutcome.Moved"/>.
    /// </returns>
    public static CheckpointOutcome Decide(Checkpoint? stored, Checkpoint wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (stored is not null && (stored.Token > wanted.Token || stored.IsRetired)) return CheckpointOutcome.Fenced;
        if (wanted is { Position: not null, From: { } from } && from.Value != (stored?.Position?.Value ?? 0)) return CheckpointOutcome.Behind;
        if (stored is null) return CheckpointOutcome.Moved;
        var isThere = wanted.Position is { } position ? stored.Position is { } there && there >= position : stored.Token == wanted.Token;
        return isThere ? CheckpointOutcome.Behind : CheckpointOutcome.Moved;
    }
}
