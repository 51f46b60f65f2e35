namespace EventSourcing;

/// <summary>Where checkpoints are kept: in the store's own database, so that they move in the transactions of what they stand for. <c>CheckpointContract</c> pins the meaning.</summary>
public interface ICheckpointStore
{
    /// <summary>Finds a checkpoint.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The checkpoint; <see langword="null"/> where none was ever moved, or it was removed.</returns>
    ValueTask<Checkpoint?> FindAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default);

    /// <summary>Lists the checkpoints of a subscription, in the order of partitions.</summary>
    /// <param name="subscription">The subscription's name; <see langword="null"/> for those of all, in the order of the names' UTF-8 bytes.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The checkpoints.</returns>
    ValueTask<IReadOnlyList<Checkpoint>> ListAsync(string? subscription = null, CancellationToken cancellationToken = default);

    /// <summary>Removes the checkpoints of a subscription: it begins anew where its options say. Stop it first on all nodes.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="cancellationToken">Cancels the removal; it is then done or not.</param>
    /// <returns>How many were removed.</returns>
    ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken = default);
}
