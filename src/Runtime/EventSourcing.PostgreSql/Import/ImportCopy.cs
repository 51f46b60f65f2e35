using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Sends the rows of a batch by COPY.</summary>
internal sealed class ImportCopy(PostgreSqlNames names, PostgreSqlStoreInfo info)
{
    private readonly string _events = $"COPY {names.Events} (position, stream, version, type, event_id, tenant, occurred_at, recorded_at, details, payload) FROM STDIN (FORMAT BINARY)";
    private readonly string _ids = $"COPY {names.EventIds} (event_id, stream, version) FROM STDIN (FORMAT BINARY)";
    private readonly string _tags = $"COPY {names.EventTags} (tag, position) FROM STDIN (FORMAT BINARY)";
    private readonly NpgsqlDbType _payload = info.PayloadType == PostgreSqlPayloadType.Jsonb ? NpgsqlDbType.Jsonb : NpgsqlDbType.Json;

    public async ValueTask SendAsync(NpgsqlConnection connection, ImportBatch batch, ImportClaims claims, CancellationToken cancellationToken)
    {
        var rows = batch.Rows;
        var places = new (long Stream, long Version)[rows.Count];
        for (var i = 0; i < places.Length; i++) places[i] = claims.Take(rows[i]);
        await SendEventsAsync(connection, rows, places, claims, cancellationToken).ConfigureAwait(false);
        if (info.Partitions > 0) await SendIdsAsync(connection, rows, places, cancellationToken).ConfigureAwait(false);
        if (rows.Any(r => r.Metadata.Tags.Count > 0)) await SendTagsAsync(connection, rows, claims, cancellationToken).ConfigureAwait(false);
    }

    // An importer that is disposed before it is complete takes back what it has sent.
    private async ValueTask SendEventsAsync(NpgsqlConnection connection, List<ImportRow> rows, (long Stream, long Version)[] places, ImportClaims claims, CancellationToken cancellationToken)
    {
        var importer = await connection.BeginBinaryImportAsync(_events, cancellationToken).ConfigureAwait(false);
        await using var i = importer.ConfigureAwait(false);
        for (var at = 0; at < rows.Count; at++)
        {
            var row = rows[at];
            await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(claims.Positions[at], NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(places[at].Stream, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(places[at].Version, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(row.Type, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(row.EventId, NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
            if (row.Metadata.Tenant is { } tenant) await importer.WriteAsync(tenant, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            else await importer.WriteNullAsync(cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(row.Metadata.OccurredAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(row.RecordedAt?.UtcDateTime ?? claims.RecordedAt, NpgsqlDbType.TimestampTz, cancellationToken).ConfigureAwait(false);
            if (row.Details is { } details) await importer.WriteAsync(details, NpgsqlDbType.Json, cancellationToken).ConfigureAwait(false);
            else await importer.WriteNullAsync(cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(row.Payload, _payload, cancellationToken).ConfigureAwait(false);
        }

        await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendIdsAsync(NpgsqlConnection connection, List<ImportRow> rows, (long Stream, long Version)[] places, CancellationToken cancellationToken)
    {
        var importer = await connection.BeginBinaryImportAsync(_ids, cancellationToken).ConfigureAwait(false);
        await using var i = importer.ConfigureAwait(false);
        for (var at = 0; at < rows.Count; at++)
        {
            await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(rows[at].EventId, NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(places[at].Stream, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            await importer.WriteAsync(places[at].Version, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
        }

        await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendTagsAsync(NpgsqlConnection connection, List<ImportRow> rows, ImportClaims claims, CancellationToken cancellationToken)
    {
        var importer = await connection.BeginBinaryImportAsync(_tags, cancellationToken).ConfigureAwait(false);
        await using var i = importer.ConfigureAwait(false);
        for (var at = 0; at < rows.Count; at++)
        {
            foreach (var tag in rows[at].Metadata.Tags)
            {
                await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(tag, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(claims.Positions[at], NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            }
        }

        await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
