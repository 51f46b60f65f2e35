using System.Data.Common;
using EventSourcing.Serialization;
using EventSourcing.Storage;
using EventSourcing.Transactions;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>A transaction on the connection that writes, which it has rented, with the file's write lock.</summary>
internal sealed partial class SqliteStoreTransaction(
    SqliteFile file, SqliteLease lease, SqliteTransaction transaction, EventSerializer serializer, SqliteEventWriter writer, SqliteFeedReader feed, Func<StreamId, EventFold, SqliteReplay> replays, FeedPulse pulse, TimeProvider clock) : StoreTransaction(serializer, SqliteEventStore.Meter)
{
    private static readonly SqliteQuery Places = new("SELECT position, recorded_at FROM es_events WHERE position BETWEEN ?1 AND ?2 ORDER BY position");

    private bool _hasAppended;
    private bool _released;

    /// <summary>The connection, as long as the transaction lasts.</summary>
    public SqliteSession Session => lease.Session;

    protected override Guid StoreId => file.StoreId;

    protected override DbConnection OwnConnection => Session.Connection;

    protected override DbTransaction OwnTransaction => transaction;

    protected override bool IsReleased => _released;

    protected override ValueTask<TransactionWrite> WriteAsync(PreparedAppend append, CancellationToken cancellationToken)
    {
        var request = new GroupedRequest<PreparedAppend, AppendResult>(append, append.Events.Count, cancellationToken);
        var isNew = Do($"The append to stream '{append.Stream}'", (writer, request), static (session, q) => q.writer.Write(session, q.request));
        return ValueTask.FromResult(Written([request.Outcome()], isNew));
    }

    protected override ValueTask<TransactionWrite> WriteAsync(PreparedAtomicAppend append, CancellationToken cancellationToken)
    {
        var (results, isNew) = Do($"The append to {append.Appends.Count} streams", (writer, append), static (session, q) => (q.writer.Write(session, q.append, out var isNew), isNew));
        return ValueTask.FromResult(Written(results, isNew));
    }

    protected override ValueTask<IReadOnlyList<EventPlace>> LocateAsync(PreparedAppend append, AppendResult result, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Do("Reading what was appended", result, static (session, result) =>
        {
            var places = new List<EventPlace>();
            var query = session.Get(Places).Bind(1, result.FirstPosition.Value).Bind(2, result.LastPosition.Value);
            using var scope = query.Scope();
            while (query.Step()) places.Add(new EventPlace(new GlobalPosition(result.FirstPosition.StoreId, query.Int64(0)), Microseconds.FromUnix(query.Int64(1))));
            return (IReadOnlyList<EventPlace>)places;
        }));

    protected override ValueTask<CheckpointOutcome> MoveAsync(Checkpoint checkpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Do($"Moving the checkpoint of '{checkpoint.Subscription}'", (checkpoint, StoreId, clock), static (session, q) =>
        {
            // Nobody else can write meanwhile.
            var outcome = CheckpointRequest.Decide(SqliteCheckpoints.Find(session, q.StoreId, q.checkpoint.Subscription, q.checkpoint.Partition), q.checkpoint);
            if (outcome == CheckpointOutcome.Moved) SqliteCheckpoints.Write(session, q.checkpoint, q.clock.GetUtcNow());
            return outcome;
        }));

    // The transaction has the file's write lock.
    protected override ValueTask<Checkpoint?> LockAsync(string subscription, int partition, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Do($"Reading the checkpoint of '{subscription}'", (StoreId, subscription, partition), static (session, q) => SqliteCheckpoints.Find(session, q.StoreId, q.subscription, q.partition)));

    protected override ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Do($"Removing the checkpoints of '{subscription}'", subscription, SqliteCheckpoints.Remove));

    protected override ValueTask CommitOnceAsync(CancellationToken cancellationToken)
    {
        if (!Session.InTransaction)
            throw new InvalidOperationException("The transaction was ended by SQL on its connection. Leave commit and rollback to the store's transaction: IStoreTransaction.CommitAsync and DisposeAsync.");
        try
        {
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            // As in SqliteAppender: a transaction that SQLite has ended on an error may be in the log, and so come back at recovery.
            var unknown = !Session.InTransaction;
            Session.IsBroken |= unknown;
            throw SqliteErrors.Translate(e, "The commit of a transaction", file.Sessions.File, unknown, SqliteErrors.UnknownTransaction);
        }

        writer.Ended(committed: true);
        Conclude(committed: true);
        if (_hasAppended) pulse.Beat();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask RollbackAsync()
    {
        try
        {
            transaction.Dispose();
        }
        catch (SqliteException)
        {
            // What SQLite has rolled back by itself, or cannot roll back: the session finds out.
        }

        Session.Abandon();
        writer.Ended(committed: false);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ReleaseAsync()
    {
        if (_released) return ValueTask.CompletedTask;
        _released = true;
        transaction.Dispose();
        lease.Dispose();
        return ValueTask.CompletedTask;
    }

    private TransactionWrite Written(IReadOnlyList<AppendResult> results, bool isNew)
    {
        _hasAppended |= isNew;
        return new TransactionWrite(results, isNew);
    }

    private TResult Do<TState, TResult>(string work, TState state, Func<SqliteSession, TState, TResult> action)
    {
        try
        {
            return action(Session, state);
        }
        catch (SqliteException e)
        {
            // Part of it may be written.
            Lose();
            throw SqliteErrors.Translate(e, work, file.Sessions.File);
        }
    }
}
