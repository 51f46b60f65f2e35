using System.Runtime.ExceptionServices;
using EventSourcing.Storage;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>Writes appends into the transaction that is open, or decides why they may not be written. Used by one thread at a time: whoever has the connection that writes.</summary>
internal sealed class SqliteEventWriter(SqliteVocabulary vocabulary, SqliteEventReader reader, TimeProvider clock)
{
    private static readonly SqliteQuery AddStream = new("INSERT INTO es_streams (category, key) VALUES (?1, ?2)");
    private static readonly SqliteQuery RemoveStream = new("DELETE FROM es_streams WHERE id = ?1");
    private static readonly SqliteQuery RemoveEvents = new("DELETE FROM es_events WHERE position >= ?1");

    private static readonly SqliteQuery AddEvent = new(
        """
        INSERT INTO es_events (stream, version, category, type, recorded_at, occurred_at, event_id, tenant, details, payload)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """);

    private readonly SqliteAdditions _additions = new();

    /// <summary>Writes an append, or refuses it; in either case it touches nothing that others have written in the same transaction.</summary>
    /// <returns>Whether it was written: not so where it is refused, or repeats what is stored.</returns>
    /// <exception cref="SqliteException">The file failed: the transaction is lost.</exception>
    public bool Write(SqliteSession session, GroupedRequest<PreparedAppend, AppendResult> request)
    {
        var append = request.Request;
        var category = vocabulary.RequireCategory(session, append.Stream.Category, _additions);
        var stream = SqliteStreams.Find(session, category, append.Stream.Key);

        // Repetitions come before versions (PreparedAppend.FindRepetition). Ids are looked up only where something does not fit:
        // the index over them refuses the others as they are written.
        if (append.RefusalAt(stream.Version, stream.State) is { } refusal)
        {
            Decide(session, request, refusal);
            return false;
        }

        var id = stream.Id == 0 ? AddNew(session, category, append.Stream.Key) : stream.Id;
        var (written, first) = (0, 0L);
        try
        {
            var result = Insert(session, append, category, id, stream.Version, Microseconds.ToUnix(clock.GetUtcNow()), ref written, ref first);
            request.Succeed(result);
            return true;
        }
        catch (SqliteException e) when (SqliteErrors.IsConstraint(e))
        {
            for (var i = 0; i < written; i++) SqliteTags.Remove(session, append.EventSpan[i].Metadata.Tags, first + i);
            if (written > 0) session.Get(RemoveEvents).Bind(1, first).Execute();
            if (stream.Id == 0) session.Get(RemoveStream).Bind(1, id).Execute();
            Decide(session, request, e);
            return false;
        }
    }

    /// <summary>Writes an append to several streams, or throws why it may not be written.</summary>
    /// <remarks>It throws before it has written events: a caller's transaction can go on.</remarks>
    public IReadOnlyList<AppendResult> Write(SqliteSession session, PreparedAtomicAppend append, out bool isNew)
    {
        PreparedAppend[] appends = [.. append.Appends];
        isNew = false;
        if (append.FindRepetition(reader.FindStored(session, appends)) is { } first) return first;

        var streams = new (long Category, SqliteStreamRow Row)[appends.Length];
        for (var i = 0; i < appends.Length; i++)
        {
            var category = vocabulary.RequireCategory(session, appends[i].Stream.Category, _additions);
            var row = SqliteStreams.Find(session, category, appends[i].Stream.Key);
            if (appends[i].RefusalAt(row.Version, row.State) is { } refusal) throw refusal;
            streams[i] = (category, row);
        }

        if (append.NoneOf is { } noneOf && SqliteTags.FindMatch(session, vocabulary, noneOf, append.Condition!.After?.Value ?? 0) is var match and > 0)
            throw new AppendConditionException(append.Condition, reader.Position(match));

        var recordedAt = Microseconds.ToUnix(clock.GetUtcNow());
        var results = new AppendResult[appends.Length];
        for (var i = 0; i < appends.Length; i++)
        {
            var (category, row) = streams[i];
            var id = row.Id == 0 ? AddNew(session, category, appends[i].Stream.Key) : row.Id;
            var (written, firstPosition) = (0, 0L);
            results[i] = Insert(session, appends[i], category, id, row.Version, recordedAt, ref written, ref firstPosition);
        }

        isNew = true;
        return results;
    }

    /// <summary>The transaction is committed, or lost, and what it has added with it.</summary>
    public void Ended(bool committed)
    {
        if (committed) vocabulary.Remember(_additions);
        else _additions.Clear();
    }

    private static long AddNew(SqliteSession session, long category, string key)
    {
        session.Get(AddStream).Bind(1, category).Bind(2, key).Execute();
        return session.LastInsertedRow;
    }

    // Where a row is refused, written and first tell what lies before it.
    private AppendResult Insert(SqliteSession session, PreparedAppend append, long category, long stream, long version, long recordedAt, ref int written, ref long first)
    {
        var row = session.Get(AddEvent).Bind(1, stream).Bind(3, category).Bind(5, recordedAt);
        foreach (var @event in append.EventSpan)
        {
            var metadata = @event.Metadata;
            row.Bind(2, version + written + 1)
                .Bind(4, vocabulary.RequireType(session, @event.Descriptor, _additions))
                .Bind(6, Microseconds.ToUnix(metadata.OccurredAt))
                .Bind(7, metadata.EventId)
                .Bind(8, metadata.Tenant)
                .BindText(9, @event.Details)
                .BindText(10, @event.Payload)
                .Execute();
            if (written++ == 0) first = session.LastInsertedRow;
            if (metadata.Tags.Count > 0) SqliteTags.Add(session, metadata.Tags, first + written - 1);
        }

        // The transaction has the write lock, so rowids follow each other; those of a table without rowid do not count.
        return new AppendResult(append.Stream, version + written, reader.Position(first), reader.Position(first + written - 1));
    }

    /// <summary>Tells a repetition from a duplicate and from what else stood in the way.</summary>
    private void Decide(SqliteSession session, GroupedRequest<PreparedAppend, AppendResult> request, Exception otherwise)
    {
        try
        {
            if (request.Request.FindRepetition(reader.FindStored(session, request.Request)) is { } first) request.Succeed(first);
            else if (otherwise is EventSourcingException) request.Fail(otherwise);
            else ExceptionDispatchInfo.Throw(otherwise);
        }
        catch (DuplicateEventException e)
        {
            request.Fail(e);
        }
    }
}
