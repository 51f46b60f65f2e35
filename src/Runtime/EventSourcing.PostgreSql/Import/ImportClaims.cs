using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>
/// What a batch has to have before it may write: the locks of its tags, its streams, the fence, and then its positions. In this order, in statements of their own, and in one round trip: what every
/// writer of the store does.
/// </summary>
internal sealed class ImportClaims
{
    /// <summary>When the batch began, by the server's clock.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>The positions, in the order of the batch.</summary>
    public long[] Positions { get; private set; } = [];

    /// <summary>Claims everything within the connection's transaction.</summary>
    public static async ValueTask<ImportClaims> TakeAsync(NpgsqlConnection connection, PostgreSqlNames names, PostgreSqlStoreInfo info, ImportBatch rows, CancellationToken cancellationToken)
    {
        var streams = rows.Streams();
        var batch = new NpgsqlBatch(connection);
        await using var b = batch.ConfigureAwait(false);
        var locks = !rows.HasTags ? null : TagLocks.Of([.. rows.Rows.SelectMany(r => r.Metadata.Tags).Distinct(StringComparer.Ordinal)], []);
        if (locks is not null) batch.BatchCommands.Add(LockTags(info, locks));
        batch.BatchCommands.Add(ClaimStreams(names, streams));

        // Only then is a position drawn: the feed waits for whoever has this lock, from the number on that was the last one when he took it.
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock_shared($1 | last_value), statement_timestamp() FROM {names.Positions}")
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = (long)info.Fence << 48 } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT array_agg(nextval('{names.Positions}')) FROM generate_series(1, $1)") { Parameters = { new NpgsqlParameter<int> { TypedValue = rows.Rows.Count } } });
        var claims = new ImportClaims();
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        if (locks is not null) await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await claims.ReadAsync(reader, streams, cancellationToken).ConfigureAwait(false);
        return claims;
    }

    private async ValueTask ReadAsync(NpgsqlDataReader reader, List<ImportStream> streams, CancellationToken cancellationToken)
    {
        StreamClosedException? closed = null;
        foreach (var stream in streams)
        {
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var state = (StreamState)reader.GetInt16(2);
            if (state != StreamState.Active) closed ??= new StreamClosedException(stream.Id, state);
            (stream.Number, stream.Next) = (reader.GetInt64(0), reader.GetInt64(1) - stream.Count + 1);
        }

        if (closed is not null) throw closed;
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        RecordedAt = reader.GetFieldValue<DateTimeOffset>(1);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        Positions = reader.GetFieldValue<long[]>(0);
    }

    // As the append functions take them; see TagLocks.
    private static NpgsqlBatchCommand LockTags(PostgreSqlStoreInfo info, List<int> locks) =>
        new("SELECT CASE WHEN l & 1 = 1 THEN pg_advisory_xact_lock($1, l >> 1) ELSE pg_advisory_xact_lock_shared($1, l >> 1) END FROM unnest($2) l")
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = info.Fence }, new NpgsqlParameter<int[]> { TypedValue = [.. locks], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer } },
        };

    // A stream that is new and one that is there are claimed by the same statement, one after the other, in the order in which every writer claims them. Nobody sees the versions before the commit.
    private static NpgsqlBatchCommand ClaimStreams(PostgreSqlNames names, List<ImportStream> streams) =>
        new($"""
            INSERT INTO {names.Streams} (category, key, version, tenant)
            SELECT c.category, c.key, c.count, c.tenant FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS c (category, key, count, tenant, i) ORDER BY c.i
            ON CONFLICT (category, key) DO UPDATE SET version = streams.version + excluded.version
            RETURNING id, version, state
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. streams.Select(s => s.Id.Category)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<string[]> { TypedValue = [.. streams.Select(s => s.Id.Key)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<int[]> { TypedValue = [.. streams.Select(s => s.Count)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new NpgsqlParameter<string?[]> { TypedValue = [.. streams.Select(s => s.Tenant)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
}
