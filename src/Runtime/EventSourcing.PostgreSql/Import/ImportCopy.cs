using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Sends the rows of a batch by COPY.</summary>
internal sealed class ImportCopy(PostgreSqlNames names, PostgreSqlStoreInfo info)
{
    private readonly string _events = $"COPY {names.Events} (position, stream, version, type, event_id, tenant, occurred_at, recorded_at, details, payload) FROM STDIN (FORMAT BINARY)";
    private readonly string _ids = $"COPY {names.EventIds} (event_id, stream, version) FROM STDIN (FORMAT BINARY)";
    private readonly string _tags = $"COPY {names.EventTags} (tag, position) FROM STDIN (FORMAT BINARY)";
    private readonly bool _isJsonb = info.PayloadType == PostgreSqlPayloadType.Jsonb;

    public async ValueTask SendAsync(NpgsqlConnection connection, ImportBatch batch, ImportClaims claims, CancellationToken cancellationToken)
    {
        var rows = batch.Rows;
        var places = new (long Stream, long Version)[rows.Count];
        for (var i = 0; i < places.Length; i++) places[i] = (rows[i].Claim!.Number, rows[i].Claim!.Take(rows[i]));
        using var buffer = new CopyBuffer();
        await SendAsync(connection, _events, buffer, rows.Count, i => Event(buffer, rows[i], places[i], claims.Positions[i], claims.RecordedAt), cancellationToken).ConfigureAwait(false);
        if (info.Partitions > 0) await SendAsync(connection, _ids, buffer, rows.Count, i => Id(buffer, rows[i], places[i]), cancellationToken).ConfigureAwait(false);
        if (batch.HasTags) await SendAsync(connection, _tags, buffer, rows.Count, i => Tags(buffer, rows[i], claims.Positions[i]), cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask SendAsync(NpgsqlConnection connection, string sql, CopyBuffer buffer, int count, Action<int> write, CancellationToken cancellationToken)
    {
        var stream = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken).ConfigureAwait(false);
        try
        {
            buffer.Clear();
            buffer.Begin();
            for (var i = 0; i < count; i++)
            {
                write(i);
                if (!buffer.IsFull) continue;
                await stream.WriteAsync(buffer.Written, cancellationToken).ConfigureAwait(false);
                buffer.Clear();
            }

            buffer.End();
            await stream.WriteAsync(buffer.Written, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // To dispose of the stream would complete the COPY.
            await TakeBackAsync(stream).ConfigureAwait(false);
            throw;
        }

        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask TakeBackAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The connection is lost, or the server had failed before. The transaction ends either way, and why is told already.
        }
    }

    private void Event(CopyBuffer buffer, ImportRow row, (long Stream, long Version) place, long position, DateTimeOffset now)
    {
        var metadata = row.Metadata;
        buffer.Row(10);
        buffer.BigInt(position);
        buffer.BigInt(place.Stream);
        buffer.BigInt(place.Version);
        buffer.Int(row.Type);
        buffer.Uuid(metadata.EventId);
        buffer.Text(metadata.Tenant);
        buffer.Instant(metadata.OccurredAt);
        buffer.Instant(row.RecordedAt ?? now);
        buffer.Json(row.Details);
        if (_isJsonb) buffer.Jsonb(row.Payload.Span);
        else buffer.Json(row.Payload.Span);
    }

    private static void Id(CopyBuffer buffer, ImportRow row, (long Stream, long Version) place)
    {
        buffer.Row(3);
        buffer.Uuid(row.EventId);
        buffer.BigInt(place.Stream);
        buffer.BigInt(place.Version);
    }

    private static void Tags(CopyBuffer buffer, ImportRow row, long position)
    {
        foreach (var tag in row.Metadata.Tags)
        {
            buffer.Row(2);
            buffer.Text(tag);
            buffer.BigInt(position);
        }
    }
}
