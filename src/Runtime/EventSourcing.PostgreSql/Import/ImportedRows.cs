using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Finds out which events of a batch the store has already, and whether they are the same.</summary>
internal sealed class ImportedRows(PostgreSqlNames names, PostgreSqlStoreInfo info)
{
    private readonly string _ids = $"SELECT event_id FROM {(info.Partitions > 0 ? names.EventIds : names.Events)} WHERE event_id = ANY ($1)";

    // The server compares payloads, since jsonb does not keep their bytes.
    private readonly string _compare =
        $"""
        SELECT r.id, s.category, s.key, e.version, e.type = r.type AND e.tenant IS NOT DISTINCT FROM r.tenant AND {(info.PayloadType == PostgreSqlPayloadType.Jsonb ? "e.payload = r.payload" : "e.payload::text = r.payload::text")}
        FROM unnest($1, $2, $3, $4) AS r (id, type, tenant, payload) JOIN {(info.Partitions > 0
            ? $"{names.EventIds} i ON i.event_id = r.id JOIN {names.Events} e ON e.stream = i.stream AND e.version = i.version"
            : $"{names.Events} e ON e.event_id = r.id")} JOIN {names.Streams} s ON s.id = e.stream
        """;

    /// <summary>The ids of the batch's events that are stored.</summary>
    /// <exception cref="DuplicateEventException">One is stored in another stream, at another version, or with other content; or any is, and none may be.</exception>
    public async ValueTask<HashSet<Guid>> FindAsync(NpgsqlConnection connection, ImportBatch batch, bool maySkip, CancellationToken cancellationToken)
    {
        var stored = await IdsAsync(connection, batch, cancellationToken).ConfigureAwait(false);
        if (stored.Count == 0) return stored;
        var rows = batch.Rows.Where(r => stored.Contains(r.EventId)).ToDictionary(r => r.EventId);
        var command = new NpgsqlCommand(_compare, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Keys], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new NpgsqlParameter<int[]> { TypedValue = [.. rows.Values.Select(r => r.Type)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Values.Select(r => r.Metadata.Tenant)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<byte[][]>
                {
                    TypedValue = [.. rows.Values.Select(r => r.Payload.ToArray())],
                    NpgsqlDbType = NpgsqlDbType.Array | (info.PayloadType == PostgreSqlPayloadType.Jsonb ? NpgsqlDbType.Jsonb : NpgsqlDbType.Json),
                },
            },
        };
        await using var d = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = rows[reader.GetGuid(0)];
            var (stream, version) = (new StreamId(reader.GetString(1), reader.GetString(2)), reader.GetInt64(3));
            var isSame = stream == row.Stream && reader.GetBoolean(4) && (row.SourceVersion ?? version) == version;
            if (!isSame || !maySkip) throw new DuplicateEventException(row.EventId, row.Stream, stream, version);
        }

        return stored;
    }

    private async ValueTask<HashSet<Guid>> IdsAsync(NpgsqlConnection connection, ImportBatch batch, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(_ids, connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. batch.Rows.Select(r => r.EventId)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
        };
        await using var d = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) ids.Add(reader.GetGuid(0));
        return ids;
    }
}
