using System.Data.Common;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A transaction of a <see cref="FaultyStore"/>.</summary>
internal sealed class FaultyTransaction(FaultyStore store, IStoreTransaction inner) : IStoreTransaction
{
    public DbConnection? Connection => inner.Connection;

    public DbTransaction? DbTransaction => inner.DbTransaction;

    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(stream, expected, events, cancellationToken);

    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(appends, condition, cancellationToken);

    public ValueTask<IReadOnlyList<RecordedEvent>> TakeAppendedAsync(CancellationToken cancellationToken = default) => inner.TakeAppendedAsync(cancellationToken);

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => typeof(TRow) == typeof(DeadLetter) && store.ParkingFault is { } fault && store.SoundLetters-- <= 0 ? throw fault : inner.ReadModel(mapping);

    public ValueTask<CheckpointOutcome> MoveCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default) => inner.MoveCheckpointAsync(checkpoint, cancellationToken);

    public ValueTask<Checkpoint?> LockCheckpointAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default) => inner.LockCheckpointAsync(subscription, partition, cancellationToken);

    public ValueTask<int> RemoveCheckpointsAsync(string subscription, CancellationToken cancellationToken = default) => inner.RemoveCheckpointsAsync(subscription, cancellationToken);

    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        if (store.FailingCommits > 0)
        {
            store.FailingCommits--;
            throw new EventStoreException("The server went down before the commit.", outcomeUnknown: false, isTransient: true);
        }

        await inner.CommitAsync(cancellationToken);
        if (store.LostAnswers <= 0) return;
        store.LostAnswers--;
        throw new EventStoreException("The answer was lost.", outcomeUnknown: true, isTransient: true);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
