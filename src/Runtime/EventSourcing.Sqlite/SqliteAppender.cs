using EventSourcing.Storage;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

using Request = GroupedRequest<PreparedAppend, AppendResult>;

/// <summary>Writes appends: all that came together in one transaction, each with an outcome of its own.</summary>
internal sealed class SqliteAppender(SqliteFile file, SqliteEventWriter writer, FeedPulse pulse, SqliteEventStoreOptions options)
{
    /// <summary>Writes and commits a group. It gives each request an outcome, and throws only where none of them was written.</summary>
    public async ValueTask FlushAsync(IReadOnlyList<Request> group)
    {
        // A transaction may have the connection for long: who waits for it alone can give up.
        using var lease = await file.RentWriterAsync("An append", group.Count == 1 ? group[0].CancellationToken : CancellationToken.None).ConfigureAwait(false);
        if (await WriteAsync(lease.Session, group).ConfigureAwait(false))
        {
            pulse.Beat();
            return;
        }

        // One of them could not be written, and took the others' work with it: now each alone.
        foreach (var request in group)
        {
            if (request.HasOutcome) continue;
            await WriteAsync(lease.Session, [request]).ConfigureAwait(false);
        }

        pulse.Beat();
    }

    /// <returns>Whether every request has an outcome that stands: not so where one of several has failed them all.</returns>
    private async ValueTask<bool> WriteAsync(SqliteSession session, IReadOnlyList<Request> group)
    {
        SqliteBusyWait? wait = null;
        while (Attempt(session, group) is { } failure)
        {
            if (failure.Error is SqliteException fault && !failure.OutcomeUnknown && SqliteErrors.IsBusy(fault) && (wait ??= new SqliteBusyWait(options.BusyTimeout)).MayGoOn(fault))
            {
                if (!AnybodyWaits(group)) break;
                await wait.PauseAsync(CancellationToken.None).ConfigureAwait(false);
                continue;
            }

            if (failure.InOneOfThem && group.Count(r => !r.HasOutcome) > 1) return false;
            foreach (var request in group)
            {
                if (!request.HasOutcome) request.Fail(failure.Error is SqliteException cause ? Translate(cause, request, failure.OutcomeUnknown) : failure.Error);
            }
        }

        return true;
    }

    /// <summary>Writes and commits what has no outcome yet.</summary>
    /// <returns>Why nothing of it was written; <see langword="null"/> where all have their outcomes.</returns>
    private Failure? Attempt(SqliteSession session, IReadOnlyList<Request> group)
    {
        // Some may have been cancelled while a lock was waited for.
        var writing = group.All(r => !r.HasOutcome) ? group : [.. group.Where(r => !r.HasOutcome)];
        if (writing.Count == 0) return null;
        var stage = Stage.Begin;
        try
        {
            session.Begin();
            stage = Stage.Write;
            foreach (var request in writing) writer.Write(session, request);
            stage = Stage.Commit;
            session.Commit();
            writer.Ended(committed: true);
            return null;
        }
        catch (Exception e) when (stage == Stage.Write || e is SqliteException)
        {
            // A transaction that is still open was not committed. One that SQLite has ended on an error may be in the log, and so come back at recovery.
            var unknown = stage == Stage.Commit && !session.InTransaction;
            session.IsBroken |= unknown;
            if (stage != Stage.Begin) Abandon(session);
            foreach (var request in writing) request.Reset();
            return new Failure(e, stage == Stage.Write, unknown);
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

    private void Abandon(SqliteSession session)
    {
        writer.Ended(committed: false);
        session.Abandon();
    }

    private EventStoreException Translate(SqliteException cause, Request request, bool outcomeUnknown) =>
        SqliteErrors.Translate(cause, $"The append to stream '{request.Request.Stream}'", file.Sessions.File, outcomeUnknown);

    private enum Stage
    {
        Begin,
        Write,
        Commit,
    }

    /// <summary>Why an attempt came to nothing.</summary>
    /// <param name="Error">The error.</param>
    /// <param name="InOneOfThem">Whether one request may have caused it, so that the others would succeed without it.</param>
    /// <param name="OutcomeUnknown">Whether it may have been committed all the same.</param>
    private sealed record Failure(Exception Error, bool InOneOfThem, bool OutcomeUnknown);
}
