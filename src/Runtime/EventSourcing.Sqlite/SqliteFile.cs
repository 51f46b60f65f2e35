using EventSourcing.Serialization;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>The file of a store: opened and brought to the current schema on first use, read with patience for the locks of others.</summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly SqliteEventStoreOptions _options;
    private volatile bool _open;

    public SqliteFile(string connectionString, EventSerializer serializer, SqliteEventStoreOptions options)
    {
        _options = options;
        Sessions = new SqliteSessions(connectionString, options.Synchronous);
        Vocabulary = new SqliteVocabulary(serializer);
        Streams = new SqliteStreams(Vocabulary);
        Rows = new SqliteRow(Vocabulary, serializer);
    }

    public SqliteSessions Sessions { get; }

    public SqliteVocabulary Vocabulary { get; }

    public SqliteStreams Streams { get; }

    public SqliteRow Rows { get; }

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

    public async ValueTask DisposeAsync() => await Sessions.DisposeAsync().ConfigureAwait(false);

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
            Rows.StoreId = SqliteSchema.Apply(lease.Session, Sessions, _options.TimeProvider);
            return true;
        }
        catch (SqliteException e)
        {
            return wait.MayGoOn(e) ? false : throw SqliteErrors.Translate(e, "Opening the event store", Sessions.File);
        }
    }
}
