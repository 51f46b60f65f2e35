using System.Runtime.ExceptionServices;
using EventSourcing.Serialization;
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

    // No LIMIT: SQLite looks at its value when it plans, and so plans anew, for 15 to 20 µs, whenever one is bound. A reading stops stepping instead.
    private static readonly SqliteQuery Forwards = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version");

    private static readonly SqliteQuery Backwards = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version DESC");

    private static readonly SqliteQuery FirstForwards = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = (SELECT id FROM es_streams WHERE category = ?1 AND key = ?2) AND version BETWEEN ?3 AND ?4 ORDER BY version");

    private static readonly SqliteQuery FirstBackwards = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = (SELECT id FROM es_streams WHERE category = ?1 AND key = ?2) AND version BETWEEN ?3 AND ?4 ORDER BY version DESC");

    private static readonly SqliteQuery ById = new($"SELECT {SqliteRow.Columns}, stream FROM es_events WHERE event_id = ?1");

    private static readonly SqliteQuery Exists = new("SELECT 1 FROM es_events WHERE event_id = ?1");

    // By the rowid: what was removed at the end has left few rows at most, and the index over streams would have to be sorted.
    private static readonly SqliteQuery LastPosition = new("SELECT position FROM es_events NOT INDEXED WHERE stream > 0 ORDER BY position DESC");

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
    public GlobalPosition Position(long value) => rows.Position(value);

    /// <summary>One event.</summary>
    public RecordedEvent? Find(SqliteSession session, Guid eventId)
    {
        var query = session.Get(ById).Bind(1, eventId);
        using var scope = query.Scope();
        if (!query.Step()) return null;
        var parts = rows.Read(session, query, streams.Name(session, query.Int64(SqliteRow.StreamColumn)), out var envelope);
        return parts.Count == 0 ? null : envelope.Record(parts, 0);
    }

    /// <summary>One event as it is stored.</summary>
    public StoredEvent? FindStored(SqliteSession session, StreamId stream, long version)
    {
        if (streams.Find(session, stream) is not { Id: > 0 and var id }) return null;
        var query = session.Get(Forwards).Bind(1, id).Bind(2, version).Bind(3, version);
        using var scope = query.Scope();
        return query.Step() ? rows.ReadStored(session, query, stream) : null;
    }

    /// <summary>The events that have an id of an append.</summary>
    public List<StoredEvent> FindStored(SqliteSession session, params ReadOnlySpan<PreparedAppend> appends)
    {
        var found = new List<StoredEvent>();
        foreach (var append in appends) FindStored(session, append, found);
        return found;
    }

    private void FindStored(SqliteSession session, PreparedAppend append, List<StoredEvent> found)
    {
        var query = session.Get(ById);
        foreach (var @event in append.EventSpan)
        {
            query.Bind(1, @event.Metadata.EventId);
            using var scope = query.Scope();
            if (query.Step()) found.Add(rows.ReadStored(session, query, streams.Name(session, query.Int64(SqliteRow.StreamColumn))));
        }
    }

    /// <summary>Begins a reading of a stream. One statement does for a short one: each costs the locks of a read transaction.</summary>
    /// <returns>The first page, and what is left after it as far as the stream goes now.</returns>
    public (SqlitePage Page, long Number, StreamRange Left) FirstPage(SqliteSession session, StreamId stream, StreamReadOptions options)
    {
        var page = new SqlitePage(0);
        if (streams.FindCategory(session, stream) is not { } category) return (page, 0, StreamRange.Of(options, end: 0));

        var count = Math.Min(options.Limit ?? pageSize, pageSize);
        var query = session.Get(options.Direction == ReadDirection.Forwards ? FirstForwards : FirstBackwards)
            .Bind(1, category)
            .Bind(2, stream.Key)
            .Bind(3, options.FromVersion ?? 1)
            .Bind(4, options.ToVersion ?? long.MaxValue);
        var complete = Fill(session, query, stream, options, page, count);

        // Nothing follows a page that SQLite could not fill, or that all that was asked for fits in.
        if ((complete && page.Rows > 0) || page.Given == options.Limit) return (page, 0, StreamRange.Of(options, end: 0));
        var found = SqliteStreams.Find(session, category, stream.Key);
        var left = StreamRange.Of(options, found.Version);
        return (page, found.Id, page.Rows == 0 ? left : left.After(page.LastVersion));
    }

    /// <summary>The next events of a stream.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="number">The stream's number.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="range">What is left.</param>
    /// <param name="atMost">How many stored events may be given.</param>
    public SqlitePage StreamPage(SqliteSession session, long number, StreamId stream, StreamReadOptions options, StreamRange range, long atMost)
    {
        var count = Math.Min(range.PageLength(pageSize), atMost);
        var query = session.Get(range.Direction == ReadDirection.Forwards ? Forwards : Backwards)
            .Bind(1, number)
            .Bind(2, range.From)
            .Bind(3, range.To);
        var page = new SqlitePage((int)count);
        Fill(session, query, stream, options, page, count);
        return page;
    }

    /// <summary>The next events of the feed that pass the filter.</summary>
    public SqlitePage FeedPage(SqliteSession session, SqliteFeedCursor cursor, long after, long atMost)
    {
        var upTo = Math.Min(cursor.End, after + MaxScan);
        var count = Math.Min(atMost, pageSize);
        var query = SqliteFeedQueries.Page(session, cursor, after, upTo);
        using var scope = query.Scope();
        var page = new SqlitePage((int)Math.Min(count, upTo - after)) { ScannedTo = upTo };
        var payload = 0L;
        while (query.Step())
        {
            // An empty row is in the place of an event that was removed.
            if (query.Int64(SqliteRow.StreamColumn) is not (var number and > 0)) continue;
            payload += SqliteRow.PayloadLength(query);
            var stream = streams.Name(session, number);
            if (TryRead(session, query, stream, page, cursor.Filter) && page.Given < count && payload < MaxPagePayload) continue;
            page.ScannedTo = page.Fault is null ? query.Int64(0) : query.Int64(0) - 1;
            break;
        }

        return page;
    }

    /// <summary>Fills a page with rows of one stream.</summary>
    /// <returns>Whether there are no more rows.</returns>
    private bool Fill(SqliteSession session, SqliteStatement query, StreamId stream, StreamReadOptions options, SqlitePage page, long count)
    {
        using var scope = query.Scope();
        for (var payload = 0L; payload < MaxPagePayload && page.Rows < count;)
        {
            if (!query.Step()) return true;
            payload += SqliteRow.PayloadLength(query);
            if (!TryRead(session, query, stream, page, options)) return false;
        }

        return false;
    }

    private bool TryRead(SqliteSession session, SqliteStatement row, StreamId stream, SqlitePage page, StreamReadOptions options)
    {
        if (!TryRead(session, row, stream, page, out var parts, out var envelope)) return false;
        if (parts.Count == 0 && !options.IncludeEmptied) return true;
        var last = Math.Max(parts.Count, 1) - 1;
        for (var i = 0; i <= last; i++) page.Events.Add(envelope.Record(parts, options.Direction == ReadDirection.Forwards ? i : last - i));
        page.Given++;
        return true;
    }

    private bool TryRead(SqliteSession session, SqliteStatement row, StreamId stream, SqlitePage page, FeedFilter filter)
    {
        if (!TryPass(session, row, stream, page, filter, out var passes)) return false;
        if (!passes) return true;
        if (!TryRead(session, row, stream, page, out var parts, out var envelope)) return false;
        var before = page.Events.Count;
        for (var i = 0; i < parts.Count; i++)
        {
            if (filter.PassesPart(parts[i], envelope.Metadata)) page.Events.Add(envelope.Record(parts, i));
        }

        if (page.Events.Count > before) page.Given++;
        return true;
    }

    // The statement has looked at the tags, and not at the names that each criterion may ask for.
    private bool TryPass(SqliteSession session, SqliteStatement row, StreamId stream, SqlitePage page, FeedFilter filter, out bool passes)
    {
        try
        {
            passes = filter.Tags is not { } tags || rows.MayPass(session, row, stream, tags);
            return true;
        }
        catch (SerializationException e)
        {
            page.Fault = ExceptionDispatchInfo.Capture(e);
            passes = false;
            return false;
        }
    }

    // What cannot be read ends the page; the events before it reach the consumer first.
    private bool TryRead(SqliteSession session, SqliteStatement row, StreamId stream, SqlitePage page, out EventParts parts, out EventEnvelope envelope)
    {
        try
        {
            parts = rows.Read(session, row, stream, out envelope);
            page.Rows++;
            page.LastVersion = envelope.Version;
            return true;
        }
        catch (Exception e) when (e is not SqliteException)
        {
            (parts, envelope) = (default, default);
            page.Fault = ExceptionDispatchInfo.Capture(e);
            return false;
        }
    }
}
