using System.Data.Common;

namespace EventSourcing.Projections;

/// <summary>A transaction as the handlers of a rebuild see it: read models are those of the side tables, and what would happen a second time is refused.</summary>
internal sealed class RebuildTransaction(IStoreTransaction inner, ShadowProjection shadow) : IStoreTransaction
{
    public DbConnection? Connection => inner.Connection;

    public DbTransaction? DbTransaction => inner.DbTransaction;

    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) => throw Refused($"an append to '{stream}'");

    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default) => throw Refused("an append");

    public ValueTask<IReadOnlyList<RecordedEvent>> TakeAppendedAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<RecordedEvent>>([]);

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return inner.ReadModel(shadow.Find(mapping) ?? mapping);
    }

    public ValueTask<CheckpointOutcome> MoveCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default) => throw Refused("moving a checkpoint");

    public ValueTask<Checkpoint?> LockCheckpointAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default) => throw Refused("locking a checkpoint");

    public ValueTask<int> RemoveCheckpointsAsync(string subscription, CancellationToken cancellationToken = default) => throw Refused("removing checkpoints");

    public ValueTask CommitAsync(CancellationToken cancellationToken = default) => throw Refused("a commit");

    public ValueTask DisposeAsync() => throw Refused("the disposal of its transaction");

    private InvalidOperationException Refused(string what) => new(
        $"A handler of '{shadow.Projection.SubscriptionName}' asks for {what} while history is handled again, which would happen a second time. Ask EventContext.IsRebuild, and leave it out then.");
}
