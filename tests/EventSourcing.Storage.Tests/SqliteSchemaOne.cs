namespace EventSourcing.Storage.Tests;

/// <summary>A file as version 1 of the schema had it, made by its SQL: two streams with three events.</summary>
internal static class SqliteSchemaOne
{
    private static readonly string[] Statements =
    [
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE es_schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT",
        "CREATE TABLE es_store (id BLOB NOT NULL) STRICT",
        "CREATE TABLE es_categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
        "CREATE TABLE es_streams (id INTEGER PRIMARY KEY, category INTEGER NOT NULL, key TEXT NOT NULL, UNIQUE (category, key)) STRICT",
        "CREATE TABLE es_event_types (id INTEGER PRIMARY KEY, name TEXT NOT NULL, schema_version INTEGER NOT NULL, UNIQUE (name, schema_version)) STRICT",
        """
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
            payload TEXT NOT NULL) STRICT
        """,
        "CREATE UNIQUE INDEX es_events_by_stream ON es_events (stream, version)",
        "CREATE UNIQUE INDEX es_events_by_id ON es_events (event_id)",
        "INSERT INTO es_store (id) VALUES (X'0123456789ABCDEF0123456789ABCDEF')",
        "INSERT INTO es_schema_version (version, applied_at) VALUES (1, 1700000000000000)",
        "INSERT INTO es_categories (id, name) VALUES (1, 'test')",
        "INSERT INTO es_streams (id, category, key) VALUES (1, 1, '1'), (2, 1, '2')",
        "INSERT INTO es_event_types (id, name, schema_version) VALUES (1, 'alpha', 1)",
        """
        INSERT INTO es_events (position, stream, version, category, type, recorded_at, occurred_at, event_id, tenant, details, payload) VALUES
            (1, 1, 1, 1, 1, 1700000000000000, 1700000000000000, X'00000000000070008000000000000001', 'red', '{"actor":"alice"}', '{"value":1}'),
            (2, 2, 1, 1, 1, 1700000000000000, 1700000000000000, X'00000000000070008000000000000002', NULL, NULL, '{"value":2}'),
            (3, 1, 2, 1, 1, 1700000000000000, 1700000000000000, X'00000000000070008000000000000003', NULL, NULL, '{"value":3}')
        """,
    ];

    public static void Make(TemporaryFolder folder)
    {
        using var connection = new OtherConnection(folder);
        foreach (var statement in Statements) connection.Run(statement);
    }
}
