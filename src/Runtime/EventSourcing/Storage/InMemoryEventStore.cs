using System.Runtime.CompilerServices;
using System.Text;
using EventSourcing.Diagnostics;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>
/// A store in the memory of the process, for tests, prototypes and short-lived work: what it holds ends with it. It keeps serialized events, so that it
/// refuses and preserves what a durable store does.
/// </summary>
/// <remarks>All members may be called from any number of threads at once. A reading ends where the feed or stream ended when it began.</remarks>
public sealed partial class InMemoryEventStore : IEventStore, IEventDirectory, IEventReplaySource
{
    /// <summary>Measures what stores in memory do.</summary>
    internal static readonly StoreMeter Meter = new("memory");

    private const int PageSize = 256;

    private readonly Lock _gate;
    private readonly InMemoryHistory _history;
    private readonly EventSerializer _serializer;
    private readonly TimeProvider _clock;
    private volatile bool _disposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="catalog">The events that it knows.</param>
    /// <param name="clock">What <see cref="RecordedEvent.RecordedAt"/> is taken from, and what waiting for news goes by; <see langword="null"/> for the system's clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> is <see langword="null"/>.</exception>
    public InMemoryEventStore(EventCatalog catalog, TimeProvider? clock = null)
        : this(catalog, clock, new Lock(), new InMemoryHistory(clock ?? TimeProvider.System))
    {
    }

    private InMemoryEventStore(EventCatalog catalog, TimeProvider? clock, Lock gate, InMemoryHistory history)
    {
        _gate = gate;
        _history = history;
        _serializer = new EventSerializer(catalog);
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>
    /// Opens what the store holds once more, with another catalog: as a later build of a program opens the database that an earlier one wrote. For tests of upcasters and
    /// renamings.
    /// </summary>
    /// <param name="catalog">The events that the other store knows.</param>
    /// <returns>A store over the same events. Each of the two is disposed of by itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> is <see langword="null"/>.</exception>
    public InMemoryEventStore Reopen(EventCatalog catalog) => new(catalog, _clock, _gate, _history);

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var append = PreparedAppend.Create(_serializer, stream, expected, events);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        return Meter.AppendAsync(append, this, static (store, append, token) => store.Write(append, static (history, append, recordedAt) => history.Append(append, recordedAt), token), cancellationToken);
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
        return ReadFeed(after, FeedFilter.Of(_serializer.Catalog, options), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return ReadFeed(options?.After, FeedFilter.Of(_serializer.Catalog, category, options), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        PreparedAppend.RequireNamed(stream);
        return Answer(stream, static (history, stream) => history.StatusOf(stream).Version, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default) =>
        Answer(0, static (history, _) => history.Head, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        Answer(eventId, static (history, id) => history.Find(id) is not null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RecordedEvent?> FindEventAsync(Guid eventId, CancellationToken cancellationToken = default)
    {
        var stored = await Answer(eventId, static (history, id) => history.Find(id), cancellationToken).ConfigureAwait(false);
        return stored?.Read(_serializer) is { Count: > 0 } parts ? stored.Record(parts, 0) : null;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamSummary> ListStreamsAsync(string category, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentException.ThrowIfNullOrEmpty(category);
        return ListStreams(category, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReplayAsync(StreamId stream, EventFold fold, CancellationToken cancellationToken = default) =>
        Meter.ReplayAsync(stream, fold, this, static (store, stream, fold, token) => store.Replay(stream, fold, token), cancellationToken);

    private async ValueTask Replay(StreamId stream, EventFold fold, CancellationToken cancellationToken)
    {
        var last = Math.Min(await GetVersionAsync(stream, cancellationToken).ConfigureAwait(false), fold.LastVersion);
        while (fold.NextVersion <= last)
        {
            var range = StreamRange.Of(new StreamReadOptions { FromVersion = fold.NextVersion }, last);
            var page = await Answer((stream, range), static (history, s) => history.Page(s.stream, s.range, PageSize), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0) return;
            foreach (var stored in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!fold.Apply(stored.Version, stored.Read(_serializer), stored.Metadata)) return;
            }
        }
    }

    /// <summary>Ends the use of the store. What it holds can no longer be read, and who waits for news gets an <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _history.Pulse.Beat();
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<RecordedEvent> ReadStream(StreamId stream, StreamReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = await GetVersionAsync(stream, cancellationToken).ConfigureAwait(false);
        var (range, left) = (StreamRange.Of(options, end), options.Limit ?? long.MaxValue);
        while (!range.IsEmpty && left > 0)
        {
            var count = (int)Math.Min(PageSize, left);
            var page = await Answer((stream, range, count), static (history, s) => history.Page(s.stream, s.range, s.count), cancellationToken).ConfigureAwait(false);

            // Somebody may remove events while others are read.
            if (page.Count == 0) yield break;
            foreach (var stored in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var parts = stored.Read(_serializer);
                if (parts.Count == 0 && !options.IncludeEmptied) continue;
                for (var i = 0; i < Math.Max(parts.Count, 1); i++) yield return stored.Record(parts, options.Direction == ReadDirection.Forwards ? i : Math.Max(parts.Count, 1) - 1 - i);
                left--;
            }

            range = range.After(page[^1].Version);
        }
    }

    private async IAsyncEnumerable<RecordedEvent> ReadFeed(GlobalPosition? after, FeedFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RequireOwn(after);
        filter.Scan?.Begin(after);
        var end = (await GetHeadAsync(cancellationToken).ConfigureAwait(false))?.Value ?? 0;
        var (position, left) = (after?.Value ?? 0, filter.IsEmpty ? 0 : filter.Limit);
        if (filter.IsEmpty) position = Skip(filter.Scan, position, end);

        while (position < end && left > 0)
        {
            var (page, scannedTo) = await Answer((position, end, filter.SkipArchived), static (history, s) => history.Page(s.position, s.end, PageSize, s.SkipArchived), cancellationToken).ConfigureAwait(false);
            foreach (var stored in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (filter.Passes(stored))
                {
                    var parts = stored.Read(_serializer);
                    var last = parts.Count - 1;
                    while (last >= 0 && !filter.PassesPart(parts[last], stored.Metadata)) last--;
                    if (last >= 0) left--;
                    for (var i = 0; i <= last; i++)
                    {
                        // With the last one that it gives, the reading has come past the event.
                        if (i == last) filter.Scan?.Advance(stored.Position);
                        if (i == last || filter.PassesPart(parts[i], stored.Metadata)) yield return stored.Record(parts, i);
                    }
                }

                position = stored.Position.Value;
                filter.Scan?.Advance(stored.Position);
                if (left == 0) break;
            }

            // Behind the last one that was given there may be places of removed events.
            if (left > 0) position = Skip(filter.Scan, position, scannedTo);
        }

        if (position >= end) filter.Scan?.Complete();
    }

    private long Skip(FeedScan? scan, long position, long end)
    {
        if (position >= end) return position;
        scan?.Advance(_history.PositionOf(end));
        return end;
    }

    private async IAsyncEnumerable<StreamSummary> ListStreams(string category, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var streams = await Answer(category, static (history, category) => history.StreamsOf(category), cancellationToken).ConfigureAwait(false);

        // Ordinal order of UTF-16 differs from that of UTF-8 beyond the basic plane.
        foreach (var summary in streams.OrderBy(s => Encoding.UTF8.GetBytes(s.Stream.Key), Utf8Order.Instance))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return summary;
        }
    }

    private ValueTask<TResult> Write<TAppend, TResult>(TAppend append, Func<InMemoryHistory, TAppend, DateTimeOffset, TResult> write, CancellationToken cancellationToken) => Change(
        (append, write, Clock: _clock),
        static (history, s) =>
        {
            var result = s.write(history, s.append, Microseconds.Truncate(s.Clock.GetUtcNow()));
            history.Pulse.Beat();
            return result;
        },
        cancellationToken);

    private ValueTask<TResult> Change<TState, TResult>(TState state, Func<InMemoryHistory, TState, TResult> change, CancellationToken cancellationToken)
    {
        if (!_history.Turn.Wait(0, CancellationToken.None)) return ChangeInTurnAsync(state, change, cancellationToken);
        try
        {
            lock (_gate) return ValueTask.FromResult(change(_history, state));
        }
        catch (Exception e) when (e is EventSourcingException or ArgumentException)
        {
            return ValueTask.FromException<TResult>(e);
        }
        finally
        {
            _history.Turn.Release();
        }
    }

    private async ValueTask<TResult> ChangeInTurnAsync<TState, TResult>(TState state, Func<InMemoryHistory, TState, TResult> change, CancellationToken cancellationToken)
    {
        await _history.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfDisposed();
            lock (_gate) return change(_history, state);
        }
        finally
        {
            _history.Turn.Release();
        }
    }

    private ValueTask<TAnswer> Answer<TQuestion, TAnswer>(TQuestion question, Func<InMemoryHistory, TQuestion, TAnswer> answer, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<TAnswer>(cancellationToken);
        lock (_gate) return ValueTask.FromResult(answer(_history, question));
    }

    private void RequireOwn(GlobalPosition? position)
    {
        if (position is { } given && given.StoreId != _history.StoreId) throw new PositionMismatchException(given, _history.StoreId);
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private sealed class Utf8Order : IComparer<byte[]>
    {
        public static Utf8Order Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
