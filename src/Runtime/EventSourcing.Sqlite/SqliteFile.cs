using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>A file: opened and brought to the current schema on first use, read and changed with patience for the locks of others.</summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly SqliteEventStoreOptions _options;
    private volatile bool _open;

    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite.</param>
    /// <param name="options">How to work with the file.</param>
    /// <param name="owner">The type that callers know, named in <see cref="ObjectDisposedException"/>.</param>
    public SqliteFile(string connectionString, SqliteEventStoreOptions options, Type owner)
    {
        _options = options;
        Sessions = new SqliteSessions(connectionString, options.Synchronous, owner);
    }

    public SqliteSessions Sessions { get; }

    /// <summary>The id of the store, known once the file is open.</summary>
    public Guid StoreId { get; private set; }

    /// <summary>Opens the file, unless it is open. A failure is not kept: the next call tries again.</summary>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => _open ? ValueTask.CompletedTask : new ValueTask(OpenOnceAsync(cancellationToken));

    /// <summary>Asks the file something.</summary>
    /// <param name="work">What is done, for the error, such as "Reading the feed".</param>
    /// <param name="question">What is asked.</param>
    /// <param name="answer">Finds the answer; it may be called again when somebody else holds a lock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<TAnswer> ReadAsync<TQuestion, TAnswer>(string work, TQuestion question, Func<SqliteSession, TQuestion, TAnswer> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_open) await OpenOnceAsync(cancellationToken).ConfigureAwait(false);
        var wait = new SqliteBusyWait(_options.BusyTimeout);
        while (true)
        {
            try
            {
                using var lease = await Sessions.RentReaderAsync(cancellationToken).ConfigureAwait(false);
                return answer(lease.Session, question);
            }
            catch (SqliteException e) when (!wait.MayGoOn(e))
            {
                throw SqliteErrors.Translate(e, work, Sessions.File);
            }
            catch (SqliteException)
            {
                await wait.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Changes the file in a transaction of its own: all of it, or nothing.</summary>
    /// <param name="work">What is done, for the error, such as "Archiving stream 'a/1'".</param>
    /// <param name="state">What the change is called with.</param>
    /// <param name="change">Makes the change; it may be called again when somebody else holds a lock. What it throws undoes it.</param>
    /// <param name="ended">Told after each try whether it was committed, while the file is still this caller's alone; <see langword="null"/> if nobody asks.</param>
    /// <param name="advice">What to do where it is unknown whether it was committed; <see langword="null"/> for appends.</param>
    /// <param name="cancellationToken">Ends the waiting; a change that has begun goes on to its end.</param>
    public async ValueTask<TResult> WriteAsync<TState, TResult>(string work, TState state, Func<SqliteSession, TState, TResult> change, Action<bool>? ended, string? advice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_open) await OpenOnceAsync(cancellationToken).ConfigureAwait(false);
        using var lease = await RentWriterAsync(work, cancellationToken).ConfigureAwait(false);
        for (var wait = new SqliteBusyWait(_options.BusyTimeout); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryWrite(lease.Session, work, state, change, ended, advice, wait, out var result)) return result;
            await wait.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the connection that writes. Where the last one could not be used any more a new one is opened, for which others may have to be waited for, as at the first opening.</summary>
    /// <param name="work">What is done, for the error.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<SqliteLease> RentWriterAsync(string work, CancellationToken cancellationToken)
    {
        for (SqliteBusyWait? wait = null; ;)
        {
            try
            {
                return await Sessions.RentWriterAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException e)
            {
                wait ??= new SqliteBusyWait(_options.BusyTimeout);
                if (!wait.MayGoOn(e)) throw SqliteErrors.Translate(e, work, Sessions.File);
            }

            await wait.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a transaction that several calls work in, on the connection that writes. It has the write lock.</summary>
    /// <param name="lease">The connection that writes, rented; it stays the caller's to give back.</param>
    /// <param name="cancellationToken">Ends the waiting for a lock that others hold.</param>
    public async ValueTask<SqliteTransaction> BeginAsync(SqliteLease lease, CancellationToken cancellationToken)
    {
        for (var wait = new SqliteBusyWait(_options.BusyTimeout); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SqliteTransaction? transaction = null;
            try
            {
                transaction = lease.Session.BeginDeferred();
                lease.Session.TakeWriteLock();
                return transaction;
            }
            catch (SqliteException e)
            {
                transaction?.Dispose();
                if (!wait.MayGoOn(e)) throw SqliteErrors.Translate(e, "Beginning a transaction", Sessions.File);
            }

            await wait.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync() => await Sessions.DisposeAsync().ConfigureAwait(false);

    /// <returns>Whether it is done: not so where somebody else holds a lock, and it can be waited for.</returns>
    private bool TryWrite<TState, TResult>(SqliteSession session, string work, TState state, Func<SqliteSession, TState, TResult> change, Action<bool>? ended, string? advice, SqliteBusyWait wait, out TResult result)
    {
        var (begun, committing) = (false, false);
        try
        {
            session.Begin();
            begun = true;
            result = change(session, state);
            committing = true;
            session.Commit();
            ended?.Invoke(true);
            return true;
        }
        catch (Exception e)
        {
            // As in SqliteAppender: a transaction that SQLite has ended on an error may be in the log, and so come back at recovery.
            var unknown = committing && !session.InTransaction;
            session.IsBroken |= unknown;
            if (begun)
            {
                session.Abandon();
                ended?.Invoke(false);
            }

            result = default!;
            if (e is not SqliteException fault) throw;
            if (!unknown && wait.MayGoOn(fault)) return false;
            throw SqliteErrors.Translate(fault, work, Sessions.File, unknown, advice);
        }
    }

    private async Task OpenOnceAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_open) return;
            var wait = new SqliteBusyWait(_options.BusyTimeout);
            while (!await TryOpenAsync(wait, cancellationToken).ConfigureAwait(false)) await wait.PauseAsync(cancellationToken).ConfigureAwait(false);
            _open = true;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async ValueTask<bool> TryOpenAsync(SqliteBusyWait wait, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await Sessions.RentWriterAsync(cancellationToken).ConfigureAwait(false);
            StoreId = SqliteSchema.Apply(lease.Session, Sessions, _options.TimeProvider);
            return true;
        }
        catch (SqliteException e)
        {
            return wait.MayGoOn(e) ? false : throw SqliteErrors.Translate(e, "Opening the event store", Sessions.File);
        }
    }
}
