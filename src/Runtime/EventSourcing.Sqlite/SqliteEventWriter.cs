using System.Runtime.ExceptionServices;
using EventSourcing.Storage;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>Writes one append into the transaction that is open, or decides why it may not be written. Used by one thread at a time.</summary>
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
    /// <exception cref="SqliteException">The file failed: the transaction is lost.</exception>
    public void Write(SqliteSession session, GroupedRequest<PreparedAppend, AppendResult> request)
    {
        var append = request.Request;
        var category = vocabulary.RequireCategory(session, append.Stream.Category, _additions);
        var (stream, version) = SqliteStreams.Find(session, category, append.Stream.Key);

        // Repetitions come before versions (PreparedAppend.FindRepetition). Ids are looked up only where something does not fit:
        // the index over them refuses the others as they are written.
        if (append.ConflictAt(version) is { } conflict) Decide(session, request, conflict);
        else Insert(session, request, category, stream, version);
    }

    /// <summary>The transaction is committed.</summary>
    public void Committed() => vocabulary.Remember(_additions);

    /// <summary>The transaction is lost, and what it has added with it.</summary>
    public void Abandoned() => _additions.Clear();

    private void Insert(SqliteSession session, GroupedRequest<PreparedAppend, AppendResult> request, long category, long stream, long version)
    {
        var append = request.Request;
        var isNew = stream == 0;
        if (isNew)
        {
            session.Get(AddStream).Bind(1, category).Bind(2, append.Stream.Key).Execute();
            stream = session.LastInsertedRow;
        }

        var (written, first) = (0, 0L);
        var row = session.Get(AddEvent).Bind(1, stream).Bind(3, category).Bind(5, Microseconds.ToUnix(clock.GetUtcNow()));
        try
        {
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
            }
        }
        catch (SqliteException e) when (SqliteErrors.IsConstraint(e))
        {
            if (written > 0) session.Get(RemoveEvents).Bind(1, first).Execute();
            if (isNew) session.Get(RemoveStream).Bind(1, stream).Execute();
            Decide(session, request, e);
            return;
        }

        request.Succeed(new AppendResult(append.Stream, version + written, reader.Position(first), reader.Position(session.LastInsertedRow)));
    }

    /// <summary>Tells a repetition from a duplicate and from what else stood in the way.</summary>
    private void Decide(SqliteSession session, GroupedRequest<PreparedAppend, AppendResult> request, Exception otherwise)
    {
        try
        {
            if (request.Request.FindRepetition(reader.FindStored(session, request.Request)) is { } first) request.Succeed(first);
            else if (otherwise is ConcurrencyException) request.Fail(otherwise);
            else ExceptionDispatchInfo.Throw(otherwise);
        }
        catch (DuplicateEventException e)
        {
            request.Fail(e);
        }
    }
}
