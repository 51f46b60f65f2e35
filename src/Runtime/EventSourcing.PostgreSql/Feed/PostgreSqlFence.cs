using System.Globalization;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Finds out how far the feed can be read without passing an append that is still under way. Why this is right is shown in <c>docs/postgresql-feed.md</c>; the order of the
/// statements, and that each sees what was committed before it, is all that matters.
/// </summary>
internal sealed class PostgreSqlFence
{
    private readonly PostgreSqlDatabase _database;
    private readonly string _last;
    private readonly string _lastBelow;
    private readonly string _lastOfTenant;
    private readonly string _lastBelowOfTenant;

    public PostgreSqlFence(PostgreSqlDatabase database, PostgreSqlStoreInfo info)
    {
        _database = database;
        var names = database.Names;

        // 1: H, the last position that was drawn. A sequence has no versions of its row: the value is the current one, whatever the snapshot.
        DrawnSql = $"SELECT last_value, pg_is_in_recovery() FROM {names.Positions}";

        // 2: L, the lowest fence. A writer that is not in here has committed or rolled back, or will draw its positions later and so above H.
        LowestSql = $"SELECT min({LockKey}) FROM pg_locks l WHERE {IsFence(info.Fence)}";

        // 3: what is visible once L is known. Without a condition it is one step in the index.
        _last = $"SELECT max(e.position) FROM {names.Events} e";
        _lastBelow = $"SELECT max(e.position) FROM {names.Events} e WHERE e.position <= $1";

        // A policy alone would have the server go through everybody's events for those of one tenant.
        _lastOfTenant = $"{_last} WHERE e.tenant = $1";
        _lastBelowOfTenant = $"{_lastBelow} AND e.tenant = $2";
    }

    /// <summary>The first statement, which gives H.</summary>
    public string DrawnSql { get; }

    /// <summary>The second statement, which gives L.</summary>
    public string LowestSql { get; }

    /// <summary>The position in a fence's lock, as <c>pg_locks</c> shows its key; the table is called <c>l</c>.</summary>
    public static string LockKey => "(((l.classid::bigint & 65535) << 32) | l.objid::bigint)";

    /// <summary>Whether a row of <c>pg_locks</c>, called <c>l</c>, is a fence of a store of the current database.</summary>
    /// <param name="fence">The store's number, which is in the upper 16 bits of the key.</param>
    public static string IsFence(short fence) => string.Create(
        CultureInfo.InvariantCulture,
        $"l.locktype = 'advisory' AND l.mode = 'ShareLock' AND l.objsubid = 1 AND (l.classid::bigint >> 16) = {fence} AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())");

    /// <summary>The one tenant whose events a reading can see, or <see langword="null"/> where it sees those of all.</summary>
    public static string? OwnerOf(string? tenant) => tenant == PostgreSqlPolicies.Everyone ? null : tenant;

    /// <summary>Looks how far the feed can be read now.</summary>
    /// <param name="work">What is done, for the error.</param>
    /// <param name="tenant">What <see cref="PostgreSqlScope.TenantOf"/> gave: the last position is the last one that he sees.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EventStoreException">The server failed, or is a standby.</exception>
    public async ValueTask<PostgreSqlFeedEnd> LookAsync(string work, string? tenant, CancellationToken cancellationToken)
    {
        var (drawn, ceiling, last) = await _database.AskAsync(
            work,
            tenant,
            (Fence: this, work, Owner: OwnerOf(tenant)),
            static (batch, q) =>
            {
                batch.Add(q.Fence.DrawnSql);
                batch.Add(q.Fence.LowestSql);
                if (q.Owner is null) batch.Add(q.Fence._last);
                else batch.Add(q.Fence._lastOfTenant).With(q.Owner);
            },
            static (reader, q, ct) => ReadAsync(reader, q.work, ct),
            cancellationToken).ConfigureAwait(false);
        if (last <= ceiling) return new PostgreSqlFeedEnd(drawn, ceiling, last);

        // Somebody is under way, and others have come past him.
        last = await _database.AskAsync(
            work,
            tenant,
            (Fence: this, ceiling, Owner: OwnerOf(tenant)),
            static (batch, q) =>
            {
                if (q.Owner is null) batch.Add(q.Fence._lastBelow).With(q.ceiling);
                else batch.Add(q.Fence._lastBelowOfTenant).With(q.ceiling).With(q.Owner);
            },
            static (reader, _, ct) => PositionAsync(reader, ct),
            cancellationToken).ConfigureAwait(false);
        return new PostgreSqlFeedEnd(drawn, ceiling, last);
    }

    private static async ValueTask<(long Drawn, long Ceiling, long Last)> ReadAsync(NpgsqlDataReader reader, string work, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var drawn = reader.GetInt64(0);
        if (reader.GetBoolean(1)) throw Standby(work);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var ceiling = reader.IsDBNull(0) ? drawn : Math.Min(drawn, reader.GetInt64(0));
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return (drawn, ceiling, await PositionAsync(reader, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<long> PositionAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && !reader.IsDBNull(0) ? reader.GetInt64(0) : 0;

    // A failover ends this by itself, so it is worth another try.
    private static EventStoreException Standby(string work) => new(
        $"{work} failed: the server is a standby, which does not see the locks of the primary's writers and so cannot tell where the feed is complete. Connect to the primary, for example by Target Session Attributes=primary.",
        outcomeUnknown: false,
        isTransient: true);
}
