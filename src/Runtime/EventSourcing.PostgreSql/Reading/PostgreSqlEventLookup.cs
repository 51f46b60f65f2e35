using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Finds events by their ids.</summary>
internal sealed class PostgreSqlEventLookup
{
    private const string Work = "Looking for an event";

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlRowDecoder _decoder;
    private readonly PostgreSqlStreams _streams;
    private readonly string _exists;
    private readonly string _find;

    public PostgreSqlEventLookup(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlRowDecoder decoder, PostgreSqlStreams streams)
    {
        _database = database;
        _decoder = decoder;
        _streams = streams;
        var (names, columns) = (database.Names, PostgreSqlRowBuffer.Columns(info.PayloadType));

        // Partitioned events are found where they are by their stream and version, which the ids' table knows.
        (_exists, _find) = info.Partitions == 0
            ? ($"SELECT 1 FROM {names.Events} e WHERE e.event_id = $1", $"SELECT {columns} FROM {names.Events} e WHERE e.event_id = ANY($1)")
            : ($"SELECT 1 FROM {names.EventIds} i JOIN {names.Events} e ON e.stream = i.stream AND e.version = i.version WHERE i.event_id = $1",
                $"SELECT {columns} FROM {names.EventIds} i JOIN {names.Events} e ON e.stream = i.stream AND e.version = i.version WHERE i.event_id = ANY($1)");
    }

    /// <summary>Whether an event is stored.</summary>
    public async ValueTask<bool> ExistsAsync(string? tenant, Guid eventId, CancellationToken cancellationToken) => await _database.AskAsync(
        Work,
        tenant,
        (_exists, eventId),
        static (batch, q) => batch.Add(q._exists).With(q.eventId),
        static async (reader, _, ct) => await reader.ReadAsync(ct).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    /// <summary>One event, in its current shape: the first of those that it has become, or <see langword="null"/>.</summary>
    public async ValueTask<RecordedEvent?> FindAsync(string? tenant, Guid eventId, CancellationToken cancellationToken)
    {
        using var buffer = new PostgreSqlRowBuffer();
        var rows = await RowsAsync(Work, tenant, buffer, [eventId], cancellationToken).ConfigureAwait(false);
        if (rows is not [var row]) return null;
        var names = await PrepareAsync(Work, tenant, rows, cancellationToken).ConfigureAwait(false);
        var envelope = _decoder.Envelope(buffer, row, names[row.Stream]);
        var parts = _decoder.Read(buffer, row, envelope);
        return parts.Count == 0 ? null : envelope.Record(parts, 0);
    }

    /// <summary>The stored events that have one of some ids, as they are stored.</summary>
    /// <param name="work">What is done, for the error.</param>
    /// <param name="tenant">What <see cref="PostgreSqlScope.TenantOf"/> gave.</param>
    /// <param name="eventIds">The ids.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<List<StoredEvent>> FindStoredAsync(string work, string? tenant, Guid[] eventIds, CancellationToken cancellationToken)
    {
        using var buffer = new PostgreSqlRowBuffer();
        var rows = await RowsAsync(work, tenant, buffer, eventIds, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0) return [];
        var names = await PrepareAsync(work, tenant, rows, cancellationToken).ConfigureAwait(false);
        var found = new List<StoredEvent>(rows.Count);
        foreach (var row in rows) found.Add(_decoder.ReadStored(buffer, row, names[row.Stream]));
        return found;
    }

    private async ValueTask<Dictionary<long, StreamId>> PrepareAsync(string work, string? tenant, List<PostgreSqlRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows) await _streams.LearnTypeAsync(work, row.Type, cancellationToken).ConfigureAwait(false);
        return await _streams.NamesAsync(work, tenant, [.. rows.Select(r => r.Stream).Distinct()], cancellationToken).ConfigureAwait(false);
    }

    private Task<List<PostgreSqlRow>> RowsAsync(string work, string? tenant, PostgreSqlRowBuffer buffer, Guid[] eventIds, CancellationToken cancellationToken) => _database.AskAsync(
        work,
        tenant,
        (_find, buffer, eventIds),
        static (batch, q) => batch.Add(q._find).With(q.eventIds, NpgsqlDbType.Array | NpgsqlDbType.Uuid),
        static (reader, q, ct) => FillAsync(reader, q.buffer, ct),
        cancellationToken);

    private static async ValueTask<List<PostgreSqlRow>> FillAsync(NpgsqlDataReader reader, PostgreSqlRowBuffer buffer, CancellationToken cancellationToken)
    {
        var rows = new List<PostgreSqlRow>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(buffer.Add(reader));
        return rows;
    }
}
