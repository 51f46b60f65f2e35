using EventSourcing.Storage;
using EventSourcing.Transactions;

namespace EventSourcing;

/// <content>Transactions, checkpoints and leases.</content>
public sealed partial class InMemoryEventStore : ITransactionalEventStore, ICheckpointStore
{
    /// <inheritdoc/>
    public ICheckpointStore Checkpoints => this;

    /// <inheritdoc/>
    public ILeaseStore Leases => _history.Leases;

    /// <inheritdoc/>
    public EventCatalog Catalog => _serializer.Catalog;

    /// <inheritdoc/>
    /// <remarks>Until the transaction ends, whoever else writes waits; readings do not wait, and see nothing of it.</remarks>
    public async ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        await _history.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_disposed)
        {
            _history.Turn.Release();
            ThrowIfDisposed();
        }

        return new InMemoryTransaction(_history, _gate, _serializer, _clock);
    }

    /// <inheritdoc/>
    ValueTask<Checkpoint?> ICheckpointStore.FindAsync(string subscription, int partition, CancellationToken cancellationToken)
    {
        CheckpointRequest.Require(subscription, partition);
        return Answer((subscription, partition), static (history, key) => history.Checkpoints.Find(key.subscription, key.partition), cancellationToken);
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<Checkpoint>> ICheckpointStore.ListAsync(string? subscription, CancellationToken cancellationToken)
    {
        if (subscription is not null) CheckpointRequest.Require(subscription, partition: 0);
        return Answer(subscription, static (history, subscription) => history.Checkpoints.List(subscription), cancellationToken);
    }

    /// <inheritdoc/>
    ValueTask<int> ICheckpointStore.RemoveAsync(string subscription, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        CheckpointRequest.Require(subscription, partition: 0);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        return Change(
            subscription,
            static (history, subscription) =>
            {
                history.Checkpoints = history.Checkpoints.Without(subscription, out var count);
                return count;
            },
            cancellationToken);
    }
}
