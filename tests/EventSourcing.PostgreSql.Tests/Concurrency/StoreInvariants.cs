using System.Diagnostics.CodeAnalysis;
using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>What must hold in the tables whatever has happened, asked in SQL and not through the store. The events are batches of <see cref="PieceWritten"/>.</summary>
internal sealed class StoreInvariants(TestDatabase database, string schema = "eventsourcing")
{
    /// <summary>Each names what is wrong with a row that it gives.</summary>
    private static readonly (string What, string Query)[] Rules =
    [
        ("versions are dense from 1 to the stream's version, and no stream is without events",
            """
            SELECT s.key || ': version ' || s.version || ', ' || count(e.version) || ' events from ' || coalesce(min(e.version), 0) || ' to ' || coalesce(max(e.version), 0)
            FROM streams s LEFT JOIN events e ON e.stream = s.id GROUP BY s.id, s.key, s.version
            HAVING count(e.version) <> s.version OR min(e.version) IS DISTINCT FROM 1 OR max(e.version) IS DISTINCT FROM s.version OR count(DISTINCT e.version) <> count(e.version)
            """),
        ("every event has a stream and a type",
            """
            SELECT e.position::text FROM events e WHERE NOT EXISTS (SELECT FROM streams s WHERE s.id = e.stream) OR NOT EXISTS (SELECT FROM event_types t WHERE t.id = e.type)
            """),
        ("a stream's positions rise with its versions",
            """
            SELECT stream || ': ' || version FROM (SELECT stream, version, position, lag(position) OVER (PARTITION BY stream ORDER BY version) AS before FROM events) ordered WHERE before >= position
            """),
        ("event ids are unique", "SELECT event_id::text FROM events GROUP BY event_id HAVING count(*) > 1"),
        ("positions are unique", "SELECT position::text FROM events GROUP BY position HAVING count(*) > 1"),
        ("no position lies beyond the sequence", "SELECT max(position)::text FROM events HAVING max(position) > (SELECT last_value FROM positions)"),
        ("tags belong to events", "SELECT tag || ' at ' || position FROM event_tags t WHERE NOT EXISTS (SELECT FROM events e WHERE e.position = t.position)"),
        ("every event has its tags",
            """
            SELECT e.position::text FROM events e WHERE (SELECT count(*) FROM event_tags t WHERE t.position = e.position) <> coalesce(json_array_length(e.details -> 'tags'), 0)
            """),
        ("batches are whole, in one stream, one event behind the other",
            """
            SELECT batch FROM (SELECT payload ->> 0 AS batch, (payload ->> 1)::int AS place, (payload ->> 2)::int AS size, stream, version, position FROM events) pieces GROUP BY batch
            HAVING count(*) <> min(size) OR count(DISTINCT stream) <> 1 OR max(version) - min(version) <> count(*) - 1
                OR min(place) <> 0 OR max(place) <> count(*) - 1 OR count(DISTINCT place) <> count(*) OR array_agg(version ORDER BY position) <> array_agg(version ORDER BY place)
            """),
        ("appends to several streams are stored in all of them",
            """
            SELECT split_part(payload ->> 0, '~', 1) FROM events WHERE payload ->> 0 LIKE '%~%' GROUP BY 1 HAVING count(DISTINCT payload ->> 0) <> 3
            """),
    ];

    /// <summary>Waits until nothing is under way, checks all rules, that what was acknowledged is stored where it was, and that what was refused is not.</summary>
    public async Task CheckAsync(IEnumerable<Acknowledgement> acknowledged, IEnumerable<string> refused, string when)
    {
        await SettledAsync();
        Assert.That(await FindAsync(acknowledged, refused), Is.Empty, when);
    }

    /// <summary>What does not hold, once nothing is under way any more.</summary>
    public async Task<List<string>> FindAsync(IEnumerable<Acknowledgement> acknowledged, IEnumerable<string> refused)
    {
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Search Path={schema};Pooling=false");
        var faults = new List<string>();
        foreach (var (what, query) in Rules) Note(what, await ReadAsync(source, query));

        var stored = (await ReadAsync(source, "SELECT (payload ->> 0) || ' ' || max(s.key) || ' ' || max(e.version) || ' ' || count(*) FROM events e JOIN streams s ON s.id = e.stream GROUP BY payload ->> 0")).ToHashSet();
        Note("what was acknowledged is stored where it was acknowledged", acknowledged.Select(a => FormattableString.Invariant($"{a.Batch} {a.Stream} {a.Version} {a.Size}")).Where(a => !stored.Contains(a)));
        var names = stored.Select(s => s.Split(' ')[0]).ToHashSet();
        Note("what was refused is not stored", refused.Where(names.Contains));
        return faults;

        void Note(string what, IEnumerable<string> wrong) => faults.AddRange(wrong.Take(10).Select(w => $"{what}, but not: {w}"));
    }

    /// <summary>How many events of some batches are stored.</summary>
    public async Task<long> CountAsync(IEnumerable<string> batches)
    {
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Search Path={schema};Pooling=false");
        await using var command = source.CreateCommand("SELECT count(*) FROM events WHERE payload ->> 0 = ANY ($1)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batches] });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until no session of the database has a transaction, or a lock of the store, left.</summary>
    public async Task SettledAsync()
    {
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Pooling=false");
        await Eventually.IsAsync(
            async () => (await ReadAsync(source,
                """
                SELECT format('%s %s %s', pid, state, query) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'
                UNION ALL SELECT format('lock %s %s %s %s', pid, locktype, classid, objid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)).Count == 0,
            "no session has a transaction or an advisory lock");
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write their own SQL.")]
    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source, string query)
    {
        await using var command = source.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
