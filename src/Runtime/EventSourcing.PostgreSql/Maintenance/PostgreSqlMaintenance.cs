using System.Data;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// What operators do with single streams: each in one transaction, which has the stream's row to itself, as an append has. An append that waits for the row looks at the state again
/// when it gets it.
/// </summary>
/// <remarks>
/// Events are removed in that one transaction too, and not in portions: a stream of which a part is gone would be read as one that never had it. What is removed from the feed needs no fence: readers
/// pass over positions without rows as they do over rolled-back ones.
/// </remarks>
internal sealed class PostgreSqlMaintenance(PostgreSqlDatabase database)
{
    private const int MostContentions = 20;

    private readonly string _state = $"SELECT s.state FROM {database.Names.Streams} s WHERE s.category = $1 AND s.key = $2";

    // A tombstoned stream keeps its version in its row, and reads as absent.
    private readonly string _lock = $"SELECT s.id, CASE WHEN s.state = 2 THEN 0 ELSE s.version END, s.state FROM {database.Names.Streams} s WHERE s.category = $1 AND s.key = $2 FOR UPDATE";

    private readonly string _setState = $"UPDATE {database.Names.Streams} SET state = $2 WHERE id = $1";

    // Tags lie behind no index by position: they are read from the metadata of the events that go.
    private readonly string _removeTags =
        $"""
        DELETE FROM {database.Names.EventTags} t USING {database.Names.Events} e CROSS JOIN LATERAL json_array_elements_text(e.details -> 'tags') w
        WHERE e.stream = $1 AND e.version < $2 AND t.tag = w AND t.position = e.position
        """;

    private readonly string _removeIds =
        $"DELETE FROM {database.Names.EventIds} i USING {database.Names.Events} e WHERE e.stream = $1 AND e.version < $2 AND i.event_id = e.event_id";

    private readonly string _removeEvents = $"DELETE FROM {database.Names.Events} WHERE stream = $1 AND version < $2";

    /// <summary>The state of a stream.</summary>
    public async ValueTask<StreamState> GetStateAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var info = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await database.AskAsync(
            "Asking for the state of a stream",
            PostgreSqlScope.TenantOf(info),
            (_state, stream),
            static (batch, q) => batch.Add(q._state).With(q.stream.Category).With(q.stream.Key),
            static async (reader, _, ct) => await reader.ReadAsync(ct).ConfigureAwait(false) ? (StreamState)reader.GetInt16(0) : StreamState.Active,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Archives or restores a stream.</summary>
    public ValueTask<long> SetStateAsync(string work, StreamId stream, StreamState state, CancellationToken cancellationToken) => ChangeAsync(
        work,
        stream,
        async (transaction, row, ct) =>
        {
            row.Status.RequirePresent();
            if (row.Status.State != state) await SetStateAsync(transaction, row.Id, state, ct).ConfigureAwait(false);
            return 0;
        },
        cancellationToken);

    /// <summary>Removes the events before a version.</summary>
    public ValueTask<long> TruncateAsync(StreamId stream, long beforeVersion, CancellationToken cancellationToken) => ChangeAsync(
        "Truncating",
        stream,
        async (transaction, row, ct) =>
        {
            row.Status.RequireTruncatable(beforeVersion);
            return await RemoveAsync(transaction, row.Id, beforeVersion, ct).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Removes all events, and closes the stream for ever.</summary>
    public ValueTask<long> TombstoneAsync(StreamId stream, ExpectedVersion expected, CancellationToken cancellationToken) => ChangeAsync(
        "Tombstoning",
        stream,
        async (transaction, row, ct) =>
        {
            if (!row.Status.RequireTombstonable(expected)) return 0;
            await SetStateAsync(transaction, row.Id, StreamState.Tombstoned, ct).ConfigureAwait(false);
            return await RemoveAsync(transaction, row.Id, row.Status.Version + 1, ct).ConfigureAwait(false);
        },
        cancellationToken);

    private async ValueTask<long> ChangeAsync(string work, StreamId stream, Func<NpgsqlTransaction, Row, CancellationToken, ValueTask<long>> change, CancellationToken cancellationToken)
    {
        var info = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var tenant = PostgreSqlScope.TenantOf(info);
        for (var contentions = 0; ; contentions++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var committing = false;
            try
            {
                var connection = await database.Source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
                await using var c = connection.ConfigureAwait(false);
                var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
                await using var t = transaction.ConfigureAwait(false);
                var removed = await change(transaction, await LockAsync(transaction, tenant, stream, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                committing = true;
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return removed;
            }
            catch (PostgresException e) when (PostgreSqlErrors.IsContention(e) && contentions < MostContentions)
            {
                // Rolled back, and not by what was asked for: once more.
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                throw Fault(e, $"{work} stream '{stream}'", committing);
            }
        }
    }

    private async ValueTask<Row> LockAsync(NpgsqlTransaction transaction, string? tenant, StreamId stream, CancellationToken cancellationToken)
    {
        var batch = Batch(transaction);
        await using var b = batch.ConfigureAwait(false);
        var before = PostgreSqlScope.Begin(batch, tenant, pinIsolation: false);
        batch.Add(_lock).With(stream.Category).With(stream.Key);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        await PostgreSqlScope.SkipAsync(reader, before, cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? new Row(reader.GetInt64(0), new StreamStatus(stream, reader.GetInt64(1), (StreamState)reader.GetInt16(2)))
            : new Row(0, new StreamStatus(stream, 0, StreamState.Active));
    }

    private async ValueTask SetStateAsync(NpgsqlTransaction transaction, long stream, StreamState state, CancellationToken cancellationToken)
    {
        var batch = Batch(transaction);
        await using var b = batch.ConfigureAwait(false);
        batch.Add(_setState).With(stream).With((short)state);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> RemoveAsync(NpgsqlTransaction transaction, long stream, long beforeVersion, CancellationToken cancellationToken)
    {
        var info = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var batch = Batch(transaction);
        await using var b = batch.ConfigureAwait(false);

        // What is found through the events goes before them.
        batch.Add(_removeTags).With(stream).With(beforeVersion);
        if (info.Partitions > 0) batch.Add(_removeIds).With(stream).With(beforeVersion);
        batch.Add(_removeEvents).With(stream).With(beforeVersion);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return batch.BatchCommands[^1].RecordsAffected;
    }

    private static NpgsqlBatch Batch(NpgsqlTransaction transaction) => new(transaction.Connection, transaction);

    private static EventStoreException Fault(Exception cause, string work, bool outcomeUnknown)
    {
        var fault = PostgreSqlErrors.Translate(cause, work, outcomeUnknown: false);

        // The rights that appending takes, which most roles have and no more, do not remove events.
        if (cause is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
            return new EventStoreException($"{fault.Message} Removing events takes the rights of PostgreSqlSchema.Grants(role, maintenance: true).", outcomeUnknown: false, isTransient: false, cause);
        return outcomeUnknown && cause is not PostgresException { InvariantSeverity: "ERROR" }
            ? new EventStoreException($"{fault.Message} Whether it was done is unknown: do it again; it is not done twice.", outcomeUnknown: true, fault.IsTransient, cause)
            : fault;
    }

    /// <summary>A stream whose row this transaction has to itself.</summary>
    /// <param name="Id">Its number; 0 where it has no row.</param>
    /// <param name="Status">How it was found.</param>
    private readonly record struct Row(long Id, StreamStatus Status);
}
