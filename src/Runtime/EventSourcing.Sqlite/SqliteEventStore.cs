using System.Runtime.CompilerServices;
using EventSourcing.Diagnostics;
using EventSourcing.Serialization;
using EventSourcing.Sqlite;
using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>A store in a SQLite file, which any number of threads and processes may use at once; or in memory.</summary>
/// <remarks>
/// <para>
/// The file is opened on first use, and made or brought to the current schema then; constructing a store does no I/O. It works in write-ahead-log mode: readers
/// and the writer do not wait for each other. Appends that come while one is being committed are committed together afterwards.
/// </para>
/// <para>
/// <c>Data Source=:memory:</c>, and named memory databases, live as long as the store; it keeps their one connection, and all members take turns with it.
/// A reading ends where the feed or stream ended when it began. SQLite works synchronously: a member that finds no lock in its way does its work
/// before it returns.
/// </para>
/// </remarks>
public sealed partial class SqliteEventStore : IEventStore, IEventDirectory, IEventReplaySource
{
    /// <summary>Measures what these stores do.</summary>
    internal static readonly StoreMeter Meter = new("sqlite");

    private readonly EventSerializer _serializer;
    private readonly SqliteEventStoreOptions _options;
    private readonly SqliteFile _file;
    private readonly SqliteVocabulary _vocabulary;
    private readonly SqliteStreams _streams;
    private readonly SqliteRow _rows;
    private readonly SqliteEventReader _reader;
    private readonly SqliteEventWriter _writer;
    private readonly FeedPulse _pulse = new();
    private readonly GroupCommitter<PreparedAppend, AppendResult> _committer;
    private readonly SqliteCheckpointStore _checkpoints;
    private readonly SqliteLeaseStore _leases;
    private volatile bool _disposed;

    /// <summary>Makes a store. The file is not touched before its first use.</summary>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, such as <c>Data Source=bank.db</c>.</param>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="options">How it works; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is empty, or no connection string.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public SqliteEventStore(string connectionString, EventCatalog catalog, SqliteEventStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _serializer = new EventSerializer(catalog);
        _options = options ?? new SqliteEventStoreOptions();
        _file = new SqliteFile(connectionString, _options, typeof(SqliteEventStore));
        _vocabulary = new SqliteVocabulary(_serializer);
        _streams = new SqliteStreams(_vocabulary);
        _rows = new SqliteRow(_vocabulary, _serializer, _file);
        _reader = new SqliteEventReader(_streams, _rows, _options.ReadPageSize);
        _writer = new SqliteEventWriter(_vocabulary, _reader, _options.TimeProvider);
        var appender = new SqliteAppender(_file, _writer, _pulse, _options);
        _checkpoints = new SqliteCheckpointStore(_file, ThrowIfDisposed);
        _leases = new SqliteLeaseStore(_file, _options);
        _committer = new GroupCommitter<PreparedAppend, AppendResult>(appender.FlushAsync, _options.MaxGroupedEvents, flushers: 1, typeof(SqliteEventStore));
    }

    /// <summary>The store's connections, for tests that break them.</summary>
    internal SqliteSessions Sessions => _file.Sessions;

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var append = PreparedAppend.Create(_serializer, stream, expected, events);
        return Meter.AppendAsync(append, this, static (store, append, token) => store.SubmitAsync(append, token), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return Meter.Read(stream, ReadStream(stream, options ?? StreamReadOptions.Default, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return ReadFeed("Reading the feed", after, FeedFilter.Of(_serializer.Catalog, options), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return ReadFeed($"Reading the category '{category}'", options?.After, FeedFilter.Of(_serializer.Catalog, category, options), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return _file.ReadAsync("Asking for the version of a stream", (_streams, stream), static (session, q) => q._streams.Find(session, q.stream).Version, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var head = await _file.ReadAsync("Asking for the end of the feed", 0, static (session, _) => SqliteEventReader.Head(session), cancellationToken).ConfigureAwait(false);
        return head == 0 ? null : _reader.Position(head);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return _file.ReadAsync("Looking for an event", eventId, static (session, id) => SqliteEventReader.Contains(session, id), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<RecordedEvent?> FindEventAsync(Guid eventId, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return _file.ReadAsync("Looking for an event", (_reader, eventId), static (session, q) => q._reader.Find(session, q.eventId), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamSummary> ListStreamsAsync(string category, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentException.ThrowIfNullOrEmpty(category);
        return ListStreams(category, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReplayAsync(StreamId stream, EventFold fold, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return Meter.ReplayAsync(stream, fold, this, static (store, stream, fold, token) => store.Replay(stream, fold, token), cancellationToken);
    }

    private async ValueTask Replay(StreamId stream, EventFold fold, CancellationToken cancellationToken)
    {
        var replay = NewReplay(stream, fold);
        while (!replay.IsDone)
        {
            ThrowIfDisposed();
            if (!await _file.ReadAsync("Replaying a stream", replay, static (session, replay) => replay.Next(session), cancellationToken).ConfigureAwait(false))
                throw SqliteErrors.Missing(_file.Sessions.File, stream, fold.NextVersion);
        }
    }

    private SqliteReplay NewReplay(StreamId stream, EventFold fold) => new(_streams, _rows, stream, fold, _options.ReadPageSize);

    /// <summary>Waits for the appends and the transaction that are under way, and closes the connections. Readings that go on, and waiting for news, fail with <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>A task that ends when the file is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        _pulse.Beat();
        await _committer.DisposeAsync().ConfigureAwait(false);
        await _leases.DisposeAsync().ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask<AppendResult> SubmitAsync(PreparedAppend append, CancellationToken cancellationToken)
    {
        var opening = _file.OpenAsync(cancellationToken);
        return opening.IsCompletedSuccessfully
            ? _committer.SubmitAsync(append, append.Events.Count, cancellationToken)
            : AppendAfterAsync(opening, append, cancellationToken);
    }

    private async ValueTask<AppendResult> AppendAfterAsync(ValueTask opening, PreparedAppend append, CancellationToken cancellationToken)
    {
        await opening.ConfigureAwait(false);
        return await _committer.SubmitAsync(append, append.Events.Count, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<RecordedEvent> ReadStream(StreamId stream, StreamReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Work = "Reading a stream";
        var (page, number, left) = await _file.ReadAsync(Work, (_reader, stream, options), static (session, q) => q._reader.FirstPage(session, q.stream, q.options), cancellationToken).ConfigureAwait(false);
        for (var limit = options.Limit ?? long.MaxValue; ;)
        {
            foreach (var @event in page.Events)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return @event;
            }

            page.Fault?.Throw();
            limit -= page.Given;
            if (page.Rows > 0 && !left.IsEmpty) left = left.After(page.LastVersion);
            if (left.IsEmpty || limit <= 0) yield break;
            ThrowIfDisposed();
            page = await _file.ReadAsync(
                Work,
                (_reader, number, stream, options, left, limit),
                static (session, q) => q._reader.StreamPage(session, q.number, q.stream, q.options, q.left, q.limit),
                cancellationToken).ConfigureAwait(false);
            if (page.Rows > 0 || page.Fault is not null) continue;

            // Somebody has removed the events meanwhile, or before: as an operator may, or by hand.
            if (await _file.ReadAsync(Work, (_streams, stream, left), static (session, q) => q._streams.Lacks(session, q.stream, q.left.From, q.left.To), cancellationToken).ConfigureAwait(false))
                throw SqliteErrors.Missing(_file.Sessions.File, stream, left.Next);
            yield break;
        }
    }

    private async IAsyncEnumerable<RecordedEvent> ReadFeed(string work, GlobalPosition? after, FeedFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _file.OpenAsync(cancellationToken).ConfigureAwait(false);
        RequireOwn(after);
        filter.Scan?.Begin(after);
        var cursor = await _file.ReadAsync(work, (_vocabulary, filter), static (session, q) => SqliteFeedCursor.Open(session, q._vocabulary, q.filter), cancellationToken).ConfigureAwait(false);
        var (position, left) = (after?.Value ?? 0, filter.Limit);
        while (position < cursor.End && left > 0)
        {
            ThrowIfDisposed();
            var page = cursor.GivesNothing
                ? new SqlitePage(0) { ScannedTo = cursor.End }
                : await _file.ReadAsync(work, (_reader, cursor, position, left), static (session, q) => q._reader.FeedPage(session, q.cursor, q.position, q.left), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < page.Events.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // With the last one that it gives of a stored event, the reading has come past it.
                var @event = page.Events[i];
                if (i + 1 == page.Events.Count || page.Events[i + 1].Version != @event.Version || page.Events[i + 1].Stream != @event.Stream) filter.Scan?.Advance(@event.Position);
                yield return @event;
            }

            position = page.ScannedTo;
            left -= page.Given;
            if (position > 0) filter.Scan?.Advance(_reader.Position(position));
            page.Fault?.Throw();
        }

        if (position >= cursor.End) filter.Scan?.Complete();
    }

    private async IAsyncEnumerable<StreamSummary> ListStreams(string category, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        while (true)
        {
            var page = await _file.ReadAsync(
                "Listing the streams of a category",
                (_streams, category, after, _options.ReadPageSize),
                static (session, q) => q._streams.Next(session, q.category, q.after, q.ReadPageSize),
                cancellationToken).ConfigureAwait(false);
            foreach (var stream in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return stream;
            }

            if (page.Count < _options.ReadPageSize) yield break;
            after = page[^1].Stream.Key;
        }
    }

    private void RequireOwn(GlobalPosition? position)
    {
        if (position is { } given && given.StoreId != _file.StoreId) throw new PositionMismatchException(given, _file.StoreId);
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
