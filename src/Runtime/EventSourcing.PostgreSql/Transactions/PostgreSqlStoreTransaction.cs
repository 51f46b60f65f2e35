using System.Data;
using System.Data.Common;
using EventSourcing.Serialization;
using EventSourcing.Storage;
using EventSourcing.Transactions;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>A transaction on a connection of its own.</summary>
internal sealed partial class PostgreSqlStoreTransaction : StoreTransaction
{
    private readonly PostgreSqlStoreInfo _info;
    private readonly AtomicAppender _appender;
    private readonly Action<long> _appended;
    private readonly string? _scope;
    private long _lastPosition;
    private bool _released;

    private PostgreSqlStoreTransaction(
        PostgreSqlDatabase database, PostgreSqlStoreInfo info, AtomicAppender appender, Action<long> appended, string? scope, NpgsqlConnection connection, NpgsqlTransaction transaction)
        : base(database.Serializer, PostgreSqlEventStore.Meter)
    {
        (Database, _info, _appender, _appended, _scope) = (database, info, appender, appended, scope);
        (NpgsqlConnection, NpgsqlTransaction) = (connection, transaction);
    }

    public PostgreSqlDatabase Database { get; }

    /// <summary>The connection, as long as the transaction lasts.</summary>
    public NpgsqlConnection NpgsqlConnection { get; }

    public NpgsqlTransaction NpgsqlTransaction { get; }

    protected override Guid StoreId => _info.StoreId;

    protected override DbConnection OwnConnection => NpgsqlConnection;

    protected override DbTransaction OwnTransaction => NpgsqlTransaction;

    protected override bool IsReleased => _released;

    /// <summary>Begins one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="info">What the store is.</param>
    /// <param name="appender">Writes events.</param>
    /// <param name="appended">Is told the last position of what was committed.</param>
    /// <param name="cancellationToken">Ends the waiting for a connection.</param>
    public static async ValueTask<PostgreSqlStoreTransaction> BeginAsync(
        PostgreSqlDatabase database, PostgreSqlStoreInfo info, AtomicAppender appender, Action<long> appended, CancellationToken cancellationToken)
    {
        var scope = PostgreSqlScope.TenantOf(info);
        NpgsqlConnection? connection = null;
        try
        {
            // It goes back to the pool, which resets it: SQL of the user's may leave something on the session.
            connection = await database.Connections.RentAsync(cancellationToken).ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            var begun = new PostgreSqlStoreTransaction(database, info, appender, appended, scope, connection, transaction);
            if (scope is not null) await begun.SetScopeAsync(scope).ConfigureAwait(false);
            return begun;
        }
        catch (Exception e)
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            if (!AppendSender.IsOfServer(e)) throw;
            if (PostgreSqlErrors.IsConnectionLost(e)) database.Connections.Forget();
            throw PostgreSqlErrors.Translate(e, "Beginning a transaction", outcomeUnknown: false);
        }
    }

    protected override ValueTask<TransactionWrite> WriteAsync(PreparedAppend append, CancellationToken cancellationToken) => WriteAsync(PreparedAtomicAppend.Of(append), cancellationToken);

    protected override async ValueTask<TransactionWrite> WriteAsync(PreparedAtomicAppend append, CancellationToken cancellationToken)
    {
        AppendLimits.Check([.. append.Appends], _info);
        var scope = PostgreSqlScope.TenantOf(_info);
        try
        {
            var write = await _appender.AppendAsync(NpgsqlTransaction, new AtomicRequest(append, scope)).ConfigureAwait(false);
            if (write.IsNew) _lastPosition = Math.Max(_lastPosition, write.Results[^1].LastPosition.Value);
            return write;
        }
        catch (EventStoreException)
        {
            Lose();
            throw;
        }
        finally
        {
            if (scope != _scope) await RestoreScopeAsync().ConfigureAwait(false);
        }
    }

    protected override ValueTask<IReadOnlyList<EventPlace>> LocateAsync(PreparedAppend append, AppendResult result, CancellationToken cancellationToken) => AskAsync(
        "Reading what was appended",
        (Names: Database.Names, Scope: _scope, append, result),
        static (batch, q) =>
        {
            // The tenant of the append may be another one than that of the transaction.
            if (q.Scope is not null) SetScope(batch, PostgreSqlPolicies.Everyone);
            batch.Add(
                $"""
                SELECT position, recorded_at FROM {q.Names.Events}
                WHERE stream = (SELECT id FROM {q.Names.Streams} WHERE category = $1 AND key = $2) AND version > $3 AND version <= $4 ORDER BY version
                """).With(q.append.Stream.Category).With(q.append.Stream.Key).With(q.result.Version - q.append.Events.Count).With(q.result.Version);
            if (q.Scope is not null) SetScope(batch, q.Scope);
        },
        static async (reader, q, token) =>
        {
            if (q.Scope is not null) await reader.NextResultAsync(token).ConfigureAwait(false);
            var places = new List<EventPlace>();
            while (await reader.ReadAsync(token).ConfigureAwait(false)) places.Add(new EventPlace(new GlobalPosition(q.result.FirstPosition.StoreId, reader.GetInt64(0)), reader.GetFieldValue<DateTimeOffset>(1)));
            return (IReadOnlyList<EventPlace>)places;
        },
        cancellationToken);

    protected override async ValueTask<CheckpointOutcome> MoveAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = await AskAsync(
                $"Moving the checkpoint of '{checkpoint.Subscription}'",
                (Database.Names, checkpoint),
                static (batch, q) => PostgreSqlCheckpoints.Move(batch, q.Names, q.checkpoint),
                static async (reader, _, token) => await reader.ReadAsync(token).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            if (moved) return CheckpointOutcome.Moved;
            var stored = await FindAsync(checkpoint, cancellationToken).ConfigureAwait(false);

            // Somebody may have removed it between the two.
            var outcome = CheckpointRequest.Decide(stored, checkpoint);
            if (outcome != CheckpointOutcome.Moved) return outcome;
        }
    }

    private async ValueTask<Checkpoint?> FindAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var found = await AskAsync(
            $"Moving the checkpoint of '{checkpoint.Subscription}'",
            (Database.Names, StoreId, checkpoint),
            static (batch, q) => PostgreSqlCheckpoints.Find(batch, q.Names, q.checkpoint.Subscription, q.checkpoint.Partition),
            static (reader, q, token) => PostgreSqlCheckpoints.ReadAsync(reader, q.StoreId, token),
            cancellationToken).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    protected override async ValueTask<Checkpoint?> LockAsync(string subscription, int partition, CancellationToken cancellationToken)
    {
        var found = await AskAsync(
            $"Locking the checkpoint of '{subscription}'",
            (Database.Names, StoreId, subscription, partition),
            static (batch, q) => PostgreSqlCheckpoints.Lock(batch, q.Names, q.subscription, q.partition),
            static (reader, q, token) => PostgreSqlCheckpoints.ReadAsync(reader, q.StoreId, token),
            cancellationToken).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    protected override ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken) => AskAsync(
        $"Removing the checkpoints of '{subscription}'",
        (Database.Names, subscription),
        static (batch, q) => PostgreSqlCheckpoints.Remove(batch, q.Names, q.subscription),
        static async (reader, _, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? (int)reader.GetInt64(0) : 0,
        cancellationToken);

    protected override async ValueTask RollbackAsync()
    {
        try
        {
            await NpgsqlTransaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e) || e is InvalidOperationException)
        {
            // The connection is gone, and with it the transaction.
        }
    }

    protected override async ValueTask ReleaseAsync()
    {
        _released = true;
        await NpgsqlTransaction.DisposeAsync().ConfigureAwait(false);
        await NpgsqlConnection.DisposeAsync().ConfigureAwait(false);
    }

    private static void SetScope(NpgsqlBatch batch, string scope) => batch.Add($"SELECT set_config('{PostgreSqlPolicies.Setting}', $1, true)").With(scope);

    private async ValueTask SetScopeAsync(string scope)
    {
        var batch = new NpgsqlBatch(NpgsqlConnection, NpgsqlTransaction);
        await using var b = batch.ConfigureAwait(false);
        SetScope(batch, scope);
        await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // Where even that fails, the transaction is lost, and whoever uses it next is told so.
    private async ValueTask RestoreScopeAsync()
    {
        try
        {
            await SetScopeAsync(_scope!).ConfigureAwait(false);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            Lose();
        }
    }

    private async ValueTask<TAnswer> AskAsync<TQuestion, TAnswer>(
        string work, TQuestion question, Action<NpgsqlBatch, TQuestion> ask, Func<NpgsqlDataReader, TQuestion, CancellationToken, ValueTask<TAnswer>> answer, CancellationToken cancellationToken)
    {
        try
        {
            // It is within the transaction as long as that lasts, and is asked after its end why it was refused.
            var batch = new NpgsqlBatch(NpgsqlConnection);
            await using var b = batch.ConfigureAwait(false);
            ask(batch, question);
            if (Database.Options.PrepareStatements) await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var r = reader.ConfigureAwait(false);
            return await answer(reader, question, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Lose();
            throw;
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            Lose();
            if (PostgreSqlErrors.IsConnectionLost(e)) Database.Connections.Forget();
            throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
        }
    }
}
