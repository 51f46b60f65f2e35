using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>What operators do with single streams, within a transaction.</summary>
internal static class SqliteMaintenance
{
    private static readonly SqliteQuery UpdateState = new("UPDATE es_streams SET state = ?2 WHERE id = ?1");
    private static readonly SqliteQuery UpdateFirstVersion = new("UPDATE es_streams SET first_version = max(first_version, ?2) WHERE id = ?1");
    private static readonly SqliteQuery RemoveEvents = new("DELETE FROM es_events WHERE stream = ?1 AND version < ?2");

    // See SqliteSchema: the last row of the feed says which position comes next.
    private static readonly SqliteQuery EmptyLastRow = new(
        """
        UPDATE es_events SET stream = 0, version = position, category = 0, type = 0, recorded_at = 0, occurred_at = 0, event_id = CAST(position AS BLOB), tenant = NULL, details = NULL, payload = ''
        WHERE position = (SELECT max(position) FROM es_events) AND stream = ?1 AND version < ?2
        """);

    private static readonly SqliteQuery RemoveOldEmptyRows = new("DELETE FROM es_events WHERE stream = 0 AND version < (SELECT max(position) FROM es_events)");

    public static long SetState(SqliteSession session, SqliteStreams streams, (StreamId Stream, StreamState State) change)
    {
        var row = Find(session, streams, change.Stream, out var status);
        status.RequirePresent();
        session.Get(UpdateState).Bind(1, row.Id).Bind(2, (long)change.State).Execute();
        return 0;
    }

    public static long Truncate(SqliteSession session, SqliteStreams streams, (StreamId Stream, long BeforeVersion) change)
    {
        var row = Find(session, streams, change.Stream, out var status);
        status.RequireTruncatable(change.BeforeVersion);
        session.Get(UpdateFirstVersion).Bind(1, row.Id).Bind(2, change.BeforeVersion).Execute();
        return Remove(session, row.Id, change.BeforeVersion);
    }

    public static long Tombstone(SqliteSession session, SqliteStreams streams, (StreamId Stream, ExpectedVersion Expected) change)
    {
        var row = Find(session, streams, change.Stream, out var status);
        if (!status.RequireTombstonable(change.Expected)) return 0;
        session.Get(UpdateState).Bind(1, row.Id).Bind(2, (long)StreamState.Tombstoned).Execute();
        return Remove(session, row.Id, row.Version + 1);
    }

    private static SqliteStreamRow Find(SqliteSession session, SqliteStreams streams, StreamId stream, out StreamStatus status)
    {
        var row = streams.Find(session, stream);
        status = new StreamStatus(stream, row.Version, row.State);
        return row;
    }

    private static long Remove(SqliteSession session, long stream, long beforeVersion)
    {
        SqliteTags.RemoveBefore(session, stream, beforeVersion);
        var removed = session.Change(session.Get(EmptyLastRow).Bind(1, stream).Bind(2, beforeVersion));
        removed += session.Change(session.Get(RemoveEvents).Bind(1, stream).Bind(2, beforeVersion));
        session.Get(RemoveOldEmptyRows).Execute();
        return removed;
    }
}
