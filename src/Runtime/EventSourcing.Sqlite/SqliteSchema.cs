using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>
/// Brings a file to the schema that this version works with: step by step, under the write lock, each step recorded in <c>es_schema_version</c>. Steps only
/// add. A file of a later schema is refused, and nothing is ever dropped or rebuilt.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Positions are rowids without AUTOINCREMENT: SQLite gives the highest one plus 1, which nobody has seen before, as long as the last row of the
    /// feed is never deleted. What removes events leaves an empty row in the place of that one: it belongs to stream 0, which no stream is.
    /// The version of a stream is that of its last event: the index has it, and an append to a stream need not write the stream's own row.
    /// </summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE es_store (id BLOB NOT NULL) STRICT;
        CREATE TABLE es_categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE es_streams (id INTEGER PRIMARY KEY, category INTEGER NOT NULL, key TEXT NOT NULL, UNIQUE (category, key)) STRICT;
        CREATE TABLE es_event_types (id INTEGER PRIMARY KEY, name TEXT NOT NULL, schema_version INTEGER NOT NULL, UNIQUE (name, schema_version)) STRICT;
        CREATE TABLE es_events (
            position INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            category INTEGER NOT NULL,
            type INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            event_id BLOB NOT NULL,
            tenant TEXT,
            details TEXT,
            payload TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX es_events_by_stream ON es_events (stream, version);
        CREATE UNIQUE INDEX es_events_by_id ON es_events (event_id);
        INSERT INTO es_store (id) VALUES (randomblob(16));
        """,

        // No event of an older file has tags: there were none.
        """
        ALTER TABLE es_streams ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE es_streams ADD COLUMN first_version INTEGER NOT NULL DEFAULT 1;
        CREATE TABLE es_tags (tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) STRICT, WITHOUT ROWID;
        CREATE TABLE es_leases (name TEXT NOT NULL PRIMARY KEY, owner TEXT, token INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,

        // Without a position before the first event.
        """
        CREATE TABLE es_checkpoints (
            subscription TEXT NOT NULL,
            partition INTEGER NOT NULL,
            position INTEGER,
            token INTEGER NOT NULL,
            moved_at INTEGER NOT NULL,
            PRIMARY KEY (subscription, partition)) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>The version of the schema that this version works with.</summary>
    public static int Current => Steps.Length;

    /// <summary>Brings the file to <see cref="Current"/>.</summary>
    /// <returns>The id of the store.</returns>
    /// <exception cref="EventStoreException">The file has a later schema, or none and cannot be written.</exception>
    public static Guid Apply(SqliteSession session, SqliteSessions sessions, TimeProvider clock)
    {
        var version = VersionOf(session);
        if (version < Current && sessions.ReadOnly)
        {
            throw new EventStoreException(
                version == 0
                    ? $"The file '{sessions.File}' holds no event store, and is opened for reading only. Check the data source, or open it with Mode=ReadWriteCreate to make one."
                    : $"The file '{sessions.File}' has version {version} of the schema, and is opened for reading only. Open it once with Mode=ReadWrite, so that it is brought to version {Current}.",
                outcomeUnknown: false,
                isTransient: false);
        }

        RefuseLater(version, sessions);
        if (!sessions.ReadOnly && !sessions.InMemory) UseWriteAheadLog(session, sessions);
        if (version < Current) Upgrade(session, sessions, clock);
        using var scope = session.Get(StoreIdQuery).Scope();
        var row = session.Get(StoreIdQuery);
        return row.Step()
            ? row.Guid(0)
            : throw new EventStoreException($"The file '{sessions.File}' has the tables of an event store, but no store id in es_store. Restore it from a backup.", outcomeUnknown: false, isTransient: false);
    }

    private static readonly SqliteQuery StoreIdQuery = new("SELECT id FROM es_store");

    private static void Upgrade(SqliteSession session, SqliteSessions sessions, TimeProvider clock)
    {
        session.Begin();
        try
        {
            // Another process may have been faster.
            var version = VersionOf(session);
            RefuseLater(version, sessions);
            if (version == 0) session.Run("CREATE TABLE IF NOT EXISTS es_schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT");
            for (var step = version; step < Current; step++)
            {
                foreach (var statement in Steps[step].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) session.Run(statement);
                session.Run($"INSERT INTO es_schema_version (version, applied_at) VALUES ({step + 1}, {Microseconds.ToUnix(clock.GetUtcNow())})");
            }

            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    private static int VersionOf(SqliteSession session)
    {
        if (session.Run("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'es_schema_version'") is null) return 0;
        return int.Parse(session.Run("SELECT coalesce(max(version), 0) FROM es_schema_version")!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void RefuseLater(int version, SqliteSessions sessions)
    {
        if (version <= Current) return;
        throw new EventStoreException(
            $"The file '{sessions.File}' has version {version} of the schema; this version of EventSourcing.Sqlite knows versions up to {Current}. Use the version that wrote the file, or a later one. The file was not touched.",
            outcomeUnknown: false,
            isTransient: false);
    }

    // Readers beside a writer, and a commit that is one sequential write. The mode is kept in the file.
    private static void UseWriteAheadLog(SqliteSession session, SqliteSessions sessions)
    {
        var mode = session.Run("PRAGMA journal_mode = WAL");
        if (string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase)) return;
        throw new EventStoreException(
            $"The file '{sessions.File}' cannot use SQLite's write-ahead log (its journal mode stays '{mode}'): file systems on a network, and some VFS, do not support it. Keep the file on a local disk.",
            outcomeUnknown: false,
            isTransient: false);
    }
}
