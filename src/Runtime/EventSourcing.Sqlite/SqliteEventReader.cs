using System.Runtime.ExceptionServices;
using EventSourcing.Storage;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>Reads pages of events. A page is one statement: no read transaction is open while a consumer works.</summary>
internal sealed class SqliteEventReader(SqliteStreams streams, SqliteRow rows, int pageSize)
{
    // A page of large events ends here, so that memory stays bounded whatever the events are.
    private const int MaxPagePayload = 1 << 20;

    // How far a filtered page looks at most, so that a sparse filter neither holds a read transaction for long nor goes deaf to cancellation.
    private const int MaxScan = 1 << 16;

    private static readonly SqliteQuery Forwards = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version LIMIT ?4");

    private static readonly SqliteQuery Backwards = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version DESC LIMIT ?4");

    private static readonly SqliteQuery ById = new($"SELECT {SqliteRow.Columns}, stream FROM es_events WHERE event_id = ?1");

    private static readonly SqliteQuery Exists = new("SELECT 1 FROM es_events WHERE event_id = ?1");

    private static readonly SqliteQuery LastPosition = new("SELECT max(position) FROM es_events");

    /// <summary>The last position of the feed; 0 for an empty one.</summary>
    public static long Head(SqliteSession session)
    {
        var query = session.Get(LastPosition);
        using var scope = query.Scope();
        return query.Step() ? query.Int64(0) : 0;
    }

    /// <summary>Whether an event is stored.</summary>
    public static bool Contains(SqliteSession session, Guid eventId)
    {
        var query = session.Get(Exists).Bind(1, eventId);
        using var scope = query.Scope();
        return query.Step();
    }

    /// <summary>A position of this store.</summary>
    public GlobalPosition Position(long value) => new(rows.StoreId, value);

    /// <summary>One event.</summary>
    public RecordedEvent? Find(SqliteSession session, Guid eventId)
    {
        var query = session.Get(ById).Bind(1, eventId);
        using var scope = query.Scope();
        return query.Step() ? rows.Read(session, query, streams.Name(session, query.Int64(SqliteRow.StreamColumn)), out _) : null;
    }

    /// <summary>The events that have an id of an append.</summary>
    public List<StoredEvent> FindStored(SqliteSession session, PreparedAppend append)
    {
        var found = new List<StoredEvent>();
        var query = session.Get(ById);
        foreach (var @event in append.EventSpan)
        {
            query.Bind(1, @event.Metadata.EventId);
            using var scope = query.Scope();
            if (query.Step()) found.Add(rows.ReadStored(session, query, streams.Name(session, query.Int64(SqliteRow.StreamColumn))));
        }

        return found;
    }

    /// <summary>Finds a stream and reads its first page.</summary>
    /// <returns>The stream's number and version, what the reading gives of it, and its first page; <see langword="null"/> where it gives nothing.</returns>
    public (long Number, StreamRange Range, SqlitePage? Page) FirstPage(SqliteSession session, StreamId stream, StreamReadOptions options)
    {
        var (number, version) = streams.Find(session, stream);
        var range = StreamRange.Of(options, version);
        return (number, range, range.IsEmpty ? null : StreamPage(session, number, stream, range));
    }

    /// <summary>The next events of a stream.</summary>
    public SqlitePage StreamPage(SqliteSession session, long number, StreamId stream, StreamRange range)
    {
        var count = range.PageLength(pageSize);
        var query = session.Get(range.Direction == ReadDirection.Forwards ? Forwards : Backwards)
            .Bind(1, number)
            .Bind(2, range.From)
            .Bind(3, range.To)
            .Bind(4, count);
        using var scope = query.Scope();
        var page = new SqlitePage((int)count);
        for (var payload = 0L; payload < MaxPagePayload && page.Events.Count < count && query.Step();)
        {
            if (!TryRead(session, query, stream, page, ref payload)) break;
        }

        return page;
    }

    /// <summary>The next events of the feed that pass the filter.</summary>
    public SqlitePage FeedPage(SqliteSession session, SqliteFeedCursor cursor, long after, long atMost)
    {
        var upTo = Math.Min(cursor.End, after + MaxScan);
        var count = Math.Min(atMost, pageSize);
        var query = SqliteFeedQueries.Page(session, cursor, after, upTo, count);
        using var scope = query.Scope();
        var page = new SqlitePage((int)Math.Min(count, upTo - after)) { ScannedTo = upTo };
        var payload = 0L;
        while (query.Step())
        {
            var stream = streams.Name(session, query.Int64(SqliteRow.StreamColumn));
            if (TryRead(session, query, stream, page, ref payload) && page.Events.Count < count && payload < MaxPagePayload) continue;
            page.ScannedTo = page.Fault is null ? query.Int64(0) : query.Int64(0) - 1;
            break;
        }

        return page;
    }

    // What cannot be read ends the page; the events before it reach the consumer first.
    private bool TryRead(SqliteSession session, SqliteStatement row, StreamId stream, SqlitePage page, ref long payload)
    {
        try
        {
            page.Events.Add(rows.Read(session, row, stream, out var length));
            payload += length;
            return true;
        }
        catch (Exception e) when (e is not SqliteException)
        {
            page.Fault = ExceptionDispatchInfo.Capture(e);
            return false;
        }
    }
}
