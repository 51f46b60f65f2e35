using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Finds what is stored already of some appends, by the ids of their events.</summary>
internal sealed class StoredAppends(NpgsqlDataSource source, PostgreSqlNames names)
{
    /// <summary>Every stored event, of whichever stream, that has an id of one of the appends.</summary>
    /// <param name="info">What the store is.</param>
    /// <param name="appends">The appends.</param>
    /// <param name="scope">As <see cref="AppendRequest.Scope"/>.</param>
    /// <remarks>The server compares the payloads, since <c>jsonb</c> does not keep their bytes. An event with another one comes back without it.</remarks>
    public async ValueTask<Dictionary<Guid, StoredEvent>> FindAsync(PostgreSqlStoreInfo info, IEnumerable<PreparedAppend> appends, string? scope)
    {
        var connection = await source.OpenOwnAsync(CancellationToken.None).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        return await FindAsync(connection, info, appends, scope).ConfigureAwait(false);
    }

    /// <summary>The same on a connection that is open, within its transaction if there is one.</summary>
    public async ValueTask<Dictionary<Guid, StoredEvent>> FindAsync(NpgsqlConnection connection, PostgreSqlStoreInfo info, IEnumerable<PreparedAppend> appends, string? scope)
    {
        var sought = new Dictionary<Guid, PreparedEvent>();
        foreach (var @event in appends.SelectMany(a => a.Events)) sought.TryAdd(@event.Metadata.EventId, @event);
        var payloads = info.PayloadType == PostgreSqlPayloadType.Jsonb ? NpgsqlDbType.Jsonb : NpgsqlDbType.Json;

        // The same id may come with several payloads, in appends that were sent together; it is then no repetition of one of them at least.
        var batch = new NpgsqlBatch(connection);
        await using var b = batch.ConfigureAwait(false);
        if (scope is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT set_config('{PostgreSqlPolicies.Setting}', $1, true)")
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = scope } },
            });
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Query(info))
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. sought.Keys], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. sought.Values.Select(e => e.PayloadArray)], NpgsqlDbType = NpgsqlDbType.Array | payloads },
            },
        });
        var found = new Dictionary<Guid, StoredEvent>();
        var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        if (scope is not null) await reader.NextResultAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            var @event = Read(reader, info, sought);
            found.Add(@event.Metadata.EventId, @event);
        }

        return found;
    }

    private string Query(PostgreSqlStoreInfo info)
    {
        var isSame = info.PayloadType == PostgreSqlPayloadType.Jsonb ? "e.payload = r.payload" : "e.payload::text = r.payload::text";
        var events = info.Partitions > 0
            ? $"{names.EventIds} i ON i.event_id = r.id JOIN {names.Events} e ON e.stream = i.stream AND e.version = i.version"
            : $"{names.Events} e ON e.event_id = r.id";
        return $"""
            SELECT e.event_id, e.position, s.category, s.key, e.version, t.name, t.schema_version, e.tenant, e.occurred_at, e.recorded_at, {isSame}
            FROM unnest($1, $2) AS r (id, payload) JOIN {events} JOIN {names.Streams} s ON s.id = e.stream JOIN {names.EventTypes} t ON t.id = e.type
            """;
    }

    private static StoredEvent Read(NpgsqlDataReader row, PostgreSqlStoreInfo info, Dictionary<Guid, PreparedEvent> sought)
    {
        var id = row.GetGuid(0);
        return new StoredEvent
        {
            Position = new GlobalPosition(info.StoreId, row.GetInt64(1)),
            Stream = new StreamId(row.GetString(2), row.GetString(3)),
            Version = row.GetInt64(4),
            Name = row.GetString(5),
            SchemaVersion = row.GetInt32(6),
            RecordedAt = row.GetFieldValue<DateTimeOffset>(9),
            Payload = row.GetBoolean(10) ? sought[id].PayloadArray : default,
            Metadata = new EventMetadata { EventId = id, Tenant = row.IsDBNull(7) ? null : row.GetString(7), OccurredAt = row.GetFieldValue<DateTimeOffset>(8) },
        };
    }
}
