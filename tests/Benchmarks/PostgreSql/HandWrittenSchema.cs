namespace Benchmarks.PostgreSql;

/// <summary>
/// The tables and statements that a careful developer writes on Npgsql for one service, with the guarantees of the store: the version checked in the statement that
/// inserts, a unique version in each stream, unique event ids, and a feed that can be followed without skipping (a writer holds a shared lock on the place from
/// which it draws positions). No tables for what only the store offers: states of streams, tags, an index by event type and by tenant, a vocabulary.
/// </summary>
internal static class HandWrittenSchema
{
    /// <summary>The high bits of the lock keys, which are this application's own.</summary>
    public const int Fence = 7;

    public const string Create = """
        create sequence positions minvalue 0 start 0 cache 1;
        select setval('positions', 0, true);
        create table events (
            position bigint not null primary key,
            stream text collate "C" not null,
            version bigint not null,
            event_id uuid not null unique,
            name text collate "C" not null,
            schema_version int not null,
            occurred_at timestamptz not null,
            recorded_at timestamptz not null default statement_timestamp(),
            metadata json,
            payload json not null,
            unique (stream, version));
        """;

    // The lock is taken before a position is drawn: a materialized part of a statement is evaluated before what is selected from it.
    private const string Locked = "with fence as materialized (select pg_advisory_xact_lock_shared((7::bigint << 48) | last_value) from positions)";

    /// <summary>$1 stream, $2 expected version, $3 id, $4 name, $5 occurred at, $6 payload; gives the position, or no row in conflict.</summary>
    public const string AppendOne = Locked + """

        insert into events (position, stream, version, event_id, name, schema_version, occurred_at, payload)
        select nextval('positions'), $1, $2 + 1, $3, $4, 1, $5, $6
        from fence
        where coalesce((select max(version) from events where stream = $1), 0) = $2
        returning position
        """;

    /// <summary>As <see cref="AppendOne"/> with arrays of ids, instants and payloads; gives the first and the last position and how many were stored.</summary>
    public const string AppendMany = Locked + """
        , added as (
            insert into events (position, stream, version, event_id, name, schema_version, occurred_at, payload)
            select nextval('positions'), $1, $2 + e.ordinal, e.id, $4, 1, e.at, e.payload
            from fence, unnest($3::uuid[], $5::timestamptz[], $6::json[]) with ordinality as e (id, at, payload, ordinal)
            where coalesce((select max(version) from events where stream = $1), 0) = $2
            returning position)
        select min(position), max(position), count(*) from added
        """;

    /// <summary>Events of different callers, each with a stream and an expected version; gives the streams that took theirs.</summary>
    public const string AppendGroup = Locked + """

        insert into events (position, stream, version, event_id, name, schema_version, occurred_at, payload)
        select nextval('positions'), e.stream, e.expected + 1, e.id, e.name, 1, e.at, e.payload
        from fence, unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::timestamptz[], $6::json[]) as e (stream, expected, id, name, at, payload)
        where coalesce((select max(v.version) from events v where v.stream = e.stream), 0) = e.expected
        returning stream, version, position
        """;

    public const string Load =
        "select position, version, event_id, name, schema_version, occurred_at, recorded_at, metadata, payload from events where stream = $1 order by version";

    /// <summary>The three questions of a reader that skips nothing, each a statement of its own.</summary>
    public const string Head = "select last_value from positions";

    public const string LowestLock = """
        select min((((classid::bigint << 32) | objid::bigint) & ((1::bigint << 48) - 1)))
        from pg_locks
        where locktype = 'advisory' and mode = 'ShareLock' and objsubid = 1
            and database = (select oid from pg_database where datname = current_database())
            and (classid::bigint >> 16) = 7
        """;

    public const string ReadAll = """
        select position, stream, version, event_id, name, schema_version, occurred_at, recorded_at, metadata, payload
        from events where position > $1 and position <= $2 order by position
        """;

    public const string Copy =
        "copy events (position, stream, version, event_id, name, schema_version, occurred_at, payload) from stdin (format binary)";

    public const string Streams = "select stream, count(*), min(version), max(version) from events group by stream";
}
