using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>Applies the rows of a stream to a fold, a page at a time: no read transaction is open between pages.</summary>
internal sealed class SqliteReplay(SqliteStreams streams, SqliteRow rows, StreamId stream, EventFold fold, int pageSize)
{
    private static readonly SqliteQuery Page = new(
        $"SELECT {SqliteRow.Columns} FROM es_events WHERE stream = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version LIMIT ?4");

    private long _number = -1;
    private long _last;

    /// <summary>Whether nothing is left to apply.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Applies the next page. A call that was interrupted by a lock can be repeated: it goes on where the fold stands.</summary>
    /// <returns>Whether the page had any event.</returns>
    public bool Next(SqliteSession session)
    {
        if (_number < 0)
        {
            (_number, var version) = streams.Find(session, stream);
            _last = Math.Min(version, fold.LastVersion);
        }

        if (fold.NextVersion > _last)
        {
            IsDone = true;
            return true;
        }

        var query = session.Get(Page).Bind(1, _number).Bind(2, fold.NextVersion).Bind(3, _last).Bind(4, pageSize);
        using var scope = query.Scope();
        var applied = 0;
        while (query.Step())
        {
            if (!rows.Apply(session, query, stream, fold))
            {
                IsDone = true;
                return true;
            }

            applied++;
        }

        IsDone = fold.NextVersion > _last;
        return applied > 0;
    }
}
