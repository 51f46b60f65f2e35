using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Asks who holds the feed back.</summary>
internal sealed class PostgreSqlFeedStatusReader(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlFence fence)
{
    private const string Work = "Asking for the state of the feed";

    // A prepared transaction has no process; its id is the one that its owner, known by its virtual id, has locked.
    private readonly string _holders =
        $"""
        SELECT {PostgreSqlFence.LockKey}, l.pid, p.gid, a.application_name, a.state, a.query_start, extract(epoch FROM clock_timestamp() - coalesce(p.prepared, a.xact_start))::float8
        FROM pg_locks l
        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        LEFT JOIN pg_locks t ON l.pid IS NULL AND t.pid IS NULL AND t.locktype = 'transactionid' AND t.mode = 'ExclusiveLock' AND t.virtualtransaction = l.virtualtransaction
        LEFT JOIN pg_prepared_xacts p ON p.transaction = t.transactionid
        WHERE {PostgreSqlFence.IsFence(info.Fence)}
        ORDER BY 1, 2
        """;

    public async ValueTask<PostgreSqlFeedStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var tenant = PostgreSqlScope.TenantOf(info);
        var end = await fence.LookAsync(Work, tenant, cancellationToken).ConfigureAwait(false);
        var holders = await database.AskAsync(
            Work,
            tenant: null,
            _holders,
            static (batch, sql) => batch.Add(sql),
            static (reader, _, ct) => HoldersAsync(reader, ct),
            cancellationToken).ConfigureAwait(false);
        return new PostgreSqlFeedStatus(end.Drawn, end.Ceiling, end.Last == 0 ? null : new GlobalPosition(info.StoreId, end.Last), holders);
    }

    private static async ValueTask<IReadOnlyList<PostgreSqlFeedHolder>> HoldersAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var holders = new List<PostgreSqlFeedHolder>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            holders.Add(new PostgreSqlFeedHolder
            {
                Position = reader.GetInt64(0),
                ProcessId = reader.IsDBNull(1) ? null : reader.GetInt32(1),
                PreparedTransaction = reader.IsDBNull(2) ? null : reader.GetString(2),
                ApplicationName = reader.IsDBNull(3) ? null : reader.GetString(3),
                State = reader.IsDBNull(4) ? null : reader.GetString(4),
                QueryStart = reader.IsDBNull(5) ? null : new DateTimeOffset(reader.GetFieldValue<DateTime>(5).Ticks, TimeSpan.Zero),
                Age = reader.IsDBNull(6) ? null : TimeSpan.FromSeconds(Math.Max(reader.GetDouble(6), 0)),
            });
        }

        return holders;
    }
}
