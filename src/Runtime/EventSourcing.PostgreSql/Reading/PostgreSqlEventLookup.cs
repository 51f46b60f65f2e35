using EventSourcing.Storage;

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
    private readonly string _stored;

    public PostgreSqlEventLookup(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlRowDecoder decoder, PostgreSqlStreams streams)
    {
        _database = database;
        _decoder = decoder;
        _streams = streams;
        var (names, columns) = (database.Names, PostgreSqlRowBuffer.Columns(info.PayloadType));

        // Partitioned events are found where they are by their stream and version, which the ids' table knows.
        (_exists, _find) = info.Partitions == 0
            ? ($"SELECT 1 FROM {names.Events} e WHERE e.event_id = $1", $"SELECT {columns} FROM {names.Events} e WHERE e.event_id = $1")
            : ($"SELECT 1 FROM {names.EventIds} i JOIN {names.Events} e ON e.stream = i.stream AND e.version = i.version WHERE i.event_id = $1",
                $"SELECT {columns} FROM {names.EventIds} i JOIN {names.Events} e ON e.stream = i.stream AND e.version = i.version WHERE i.event_id = $1");

        _stored = $"SELECT {PostgreSqlRowBuffer.StreamColumns(info.PayloadType)} {PostgreSqlStreamReader.Source(names)}";
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
        if (await RowAsync(tenant, buffer, eventId, cancellationToken).ConfigureAwait(false) is not { } row) return null;
        await _streams.LearnTypeAsync(Work, row.Type, cancellationToken).ConfigureAwait(false);
        var names = await _streams.NamesAsync(Work, tenant, [row.Stream], cancellationToken).ConfigureAwait(false);
        var type = _decoder.TypeOf(row);
        var envelope = _decoder.Envelope(buffer, row, type, names[row.Stream]);
        var parts = _decoder.Read(buffer, row, type, envelope);
        return parts.Count == 0 ? null : envelope.Record(parts, 0);
    }

    /// <summary>One event as it is stored, whatever reads it.</summary>
    public async ValueTask<StoredEvent?> FindStoredAsync(string? tenant, StreamId stream, long version, CancellationToken cancellationToken)
    {
        using var buffer = new PostgreSqlRowBuffer();
        if (await StoredRowAsync(tenant, buffer, stream, version, cancellationToken).ConfigureAwait(false) is not { } row) return null;
        await _streams.LearnTypeAsync(Work, row.Type, cancellationToken).ConfigureAwait(false);
        var envelope = _decoder.Envelope(buffer, row, _decoder.TypeOf(row), stream);
        return new StoredEvent
        {
            Stream = stream,
            Version = version,
            Position = envelope.Position,
            Name = envelope.Name,
            SchemaVersion = envelope.SchemaVersion,
            RecordedAt = envelope.RecordedAt,
            Payload = buffer.Payload(row).ToArray(),
            Metadata = envelope.Metadata,
        };
    }

    private Task<PostgreSqlRow?> StoredRowAsync(string? tenant, PostgreSqlRowBuffer buffer, StreamId stream, long version, CancellationToken cancellationToken) => _database.AskAsync(
        Work,
        tenant,
        (_stored, buffer, stream, version),
        static (batch, q) => batch.Add(q._stored).With(q.stream.Category).With(q.stream.Key).With(q.version).With(q.version),
        static async (reader, q, ct) => await reader.ReadAsync(ct).ConfigureAwait(false) ? q.buffer.AddOfStream(reader) : (PostgreSqlRow?)null,
        cancellationToken);

    private Task<PostgreSqlRow?> RowAsync(string? tenant, PostgreSqlRowBuffer buffer, Guid eventId, CancellationToken cancellationToken) => _database.AskAsync(
        Work,
        tenant,
        (_find, buffer, eventId),
        static (batch, q) => batch.Add(q._find).With(q.eventId),
        static async (reader, q, ct) => await reader.ReadAsync(ct).ConfigureAwait(false) ? q.buffer.Add(reader) : (PostgreSqlRow?)null,
        cancellationToken);
}
