using EventSourcing.Storage;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

using Request = GroupedRequest<PreparedAppend, AppendResult>;

/// <summary>Writes appends: all that came together in one transaction, each with an outcome of its own.</summary>
internal sealed class SqliteAppender(SqliteSessions sessions, SqliteEventWriter writer, SqliteEventStoreOptions options)
{
    /// <summary>Writes and commits a group. It gives each request an outcome, and throws only where none of them was written.</summary>
    public async ValueTask FlushAsync(IReadOnlyList<Request> group)
    {
        using var lease = await sessions.RentWriterAsync(CancellationToken.None).ConfigureAwait(false);
        if (await WriteAsync(lease.Session, group).ConfigureAwait(false)) return;

        // One of them could not be written, and took the others' work with it: now each alone.
        foreach (var request in group)
        {
            if (request.HasOutcome) continue;
            await WriteAsync(lease.Session, [request]).ConfigureAwait(false);
        }
    }

    /// <returns>Whether every request has an outcome that stands.</returns>
    private async ValueTask<bool> WriteAsync(SqliteSession session, IReadOnlyList<Request> group)
    {
        if (!await BeginAsync(session, group).ConfigureAwait(false)) return true;

        // Some may have been cancelled while the lock was waited for.
        var writing = group.All(r => !r.HasOutcome) ? group : [.. group.Where(r => !r.HasOutcome)];
        try
        {
            foreach (var request in writing) writer.Write(session, request);
        }
        catch (Exception e)
        {
            Abandon(session);
            foreach (var request in writing) request.Reset();
            if (writing.Count > 1) return false;
            writing[0].Fail(e is SqliteException fault ? Translate(fault, writing[0], outcomeUnknown: false) : e);
            return true;
        }

        Commit(session, writing);
        return true;
    }

    /// <summary>Waits for the write lock; requests whose callers give up meanwhile are dropped.</summary>
    /// <returns>Whether the transaction is open: nobody is left otherwise.</returns>
    private async ValueTask<bool> BeginAsync(SqliteSession session, IReadOnlyList<Request> group)
    {
        var wait = new SqliteBusyWait(options.BusyTimeout);
        while (true)
        {
            try
            {
                session.Begin();
                return true;
            }
            catch (SqliteException e)
            {
                if (!wait.MayGoOn(e))
                {
                    foreach (var request in group.Where(r => !r.HasOutcome)) request.Fail(Translate(e, request, outcomeUnknown: false));
                    return false;
                }
            }

            if (!AnybodyWaits(group)) return false;
            await wait.PauseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static bool AnybodyWaits(IReadOnlyList<Request> group)
    {
        var anybody = false;
        foreach (var request in group)
        {
            if (request.HasOutcome) continue;
            if (request.CancellationToken.IsCancellationRequested) request.Fail(new OperationCanceledException(request.CancellationToken));
            else anybody = true;
        }

        return anybody;
    }

    private void Commit(SqliteSession session, IReadOnlyList<Request> writing)
    {
        try
        {
            session.Commit();
            writer.Committed();
        }
        catch (SqliteException e)
        {
            // A transaction that is still open was not committed. One that SQLite has ended on an error may be in the log, and so come back at recovery.
            var unknown = !session.InTransaction;
            Abandon(session);
            session.IsBroken |= unknown;
            foreach (var request in writing) request.Fail(Translate(e, request, unknown));
        }
    }

    private void Abandon(SqliteSession session)
    {
        writer.Abandoned();
        try
        {
            session.Rollback();
        }
        catch (SqliteException)
        {
            session.IsBroken = true;
        }
    }

    private EventStoreException Translate(SqliteException cause, Request request, bool outcomeUnknown) =>
        SqliteErrors.Translate(cause, $"The append to stream '{request.Request.Stream}'", sessions.File, outcomeUnknown);
}
