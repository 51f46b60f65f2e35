using System.Data.Common;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Transactions;

/// <summary>A transaction in memory: it has the history's turn, and keeps what it changes to itself until it is committed.</summary>
internal sealed partial class InMemoryTransaction(InMemoryHistory history, Lock gate, EventSerializer serializer, TimeProvider clock) : StoreTransaction(serializer, InMemoryEventStore.Meter)
{
    private readonly InMemoryPending _pending = new(history);
    private InMemoryCheckpoints? _checkpoints;
    private bool _released;

    /// <summary>What the store holds. Its lock is <see cref="Gate"/>.</summary>
    public InMemoryHistory History => history;

    /// <summary>The lock of <see cref="History"/>.</summary>
    public Lock Gate => gate;

    protected override Guid StoreId => history.StoreId;

    protected override DbConnection? OwnConnection => null;

    protected override DbTransaction? OwnTransaction => null;

    protected override bool IsReleased => _released;

    protected override ValueTask<TransactionWrite> WriteAsync(PreparedAppend append, CancellationToken cancellationToken)
    {
        var recordedAt = Microseconds.Truncate(clock.GetUtcNow());
        lock (gate) return ValueTask.FromResult(_pending.Append(append, recordedAt));
    }

    protected override ValueTask<TransactionWrite> WriteAsync(PreparedAtomicAppend append, CancellationToken cancellationToken)
    {
        var recordedAt = Microseconds.Truncate(clock.GetUtcNow());
        lock (gate) return ValueTask.FromResult(_pending.Append(append, recordedAt));
    }

    protected override ValueTask<IReadOnlyList<EventPlace>> LocateAsync(PreparedAppend append, AppendResult result, CancellationToken cancellationToken)
    {
        lock (gate) return ValueTask.FromResult(_pending.Locate(result, append.Events.Count));
    }

    protected override ValueTask<CheckpointOutcome> MoveAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var checkpoints = _checkpoints ?? history.Checkpoints;
            var stored = checkpoints.Find(checkpoint.Subscription, checkpoint.Partition);
            var outcome = CheckpointRequest.Decide(stored, checkpoint);
            if (outcome == CheckpointOutcome.Moved) _checkpoints = checkpoints.With(checkpoint with { Position = checkpoint.Position ?? stored?.Position, From = null, MovedAt = Microseconds.Truncate(clock.GetUtcNow()) });
            return ValueTask.FromResult(outcome);
        }
    }

    // Nobody else changes anything meanwhile.
    protected override ValueTask<Checkpoint?> LockAsync(string subscription, int partition, CancellationToken cancellationToken)
    {
        lock (gate) return ValueTask.FromResult((_checkpoints ?? history.Checkpoints).Find(subscription, partition));
    }

    protected override ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            _checkpoints = (_checkpoints ?? history.Checkpoints).Without(subscription, out var count);
            return ValueTask.FromResult(count);
        }
    }

    protected override ValueTask CommitOnceAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            history.Add(_pending.Events);
            history.Checkpoints = _checkpoints ?? history.Checkpoints;
            Conclude(committed: true);
        }

        if (_pending.Events.Count > 0) history.Pulse.Beat();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask RollbackAsync() => ValueTask.CompletedTask;

    protected override ValueTask ReleaseAsync()
    {
        _released = true;
        history.Turn.Release();
        return ValueTask.CompletedTask;
    }
}
