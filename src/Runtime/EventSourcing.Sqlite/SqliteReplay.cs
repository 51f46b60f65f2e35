using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>Applies the rows of a stream to a fold, a page at a time: no read transaction is open between pages.</summary>
internal sealed class SqliteReplay(SqliteStreams streams, SqliteRow rows, StreamId stream, EventFold fold, int pageSize)
{
    private bool _stopped;

    // By the stream's name, so that a short stream is one statement; without LIMIT, as in SqliteEventReader.
    private static readonly SqliteQuery Page = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = (SELECT id FROM es_streams WHERE category = ?1 AND key = ?2) AND version BETWEEN ?3 AND ?4 ORDER BY version");

    /// <summary>Whether nothing is left to apply.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Applies the next page. A call that was interrupted by a lock can be repeated: it goes on where the fold stands.</summary>
    /// <returns>Whether the stream has the events that should follow.</returns>
    public bool Next(SqliteSession session)
    {
        var applied = Apply(session);
        return applied > 0 || _stopped || !streams.Lacks(session, stream, fold.NextVersion, fold.LastVersion);
    }

    private int Apply(SqliteSession session)
    {
        if (streams.FindCategory(session, stream) is not { } category)
        {
            IsDone = true;
            return 0;
        }

        var query = session.Get(Page).Bind(1, category).Bind(2, stream.Key).Bind(3, fold.NextVersion).Bind(4, fold.LastVersion);
        using var scope = query.Scope();
        for (var applied = 0; ; applied++)
        {
            if (applied == pageSize) return applied;
            if (!query.Step())
            {
                IsDone = true;
                return applied;
            }

            if (rows.Apply(session, query, stream, fold)) continue;
            IsDone = true;
            _stopped = true;
            return applied;
        }
    }
}
