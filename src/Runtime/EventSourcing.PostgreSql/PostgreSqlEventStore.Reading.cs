using EventSourcing.PostgreSql;
using EventSourcing.Storage;

namespace EventSourcing;

public sealed partial class PostgreSqlEventStore : IEventStore, IEventDirectory, IEventReplaySource
{
    private volatile PostgreSqlReaders? _readers;

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return Meter.Read(stream, PostgreSqlStreamReader.ReadAsync(this, stream, options ?? StreamReadOptions.Default, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return PostgreSqlFeedReader.ReadAsync(this, "Reading the feed", after, FeedFilter.Of(_database.Serializer.Catalog, options), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return PostgreSqlFeedReader.ReadAsync(this, $"Reading the category '{category}'", options?.After, FeedFilter.Of(_database.Serializer.Catalog, category, options), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        PreparedAppend.RequireNamed(stream);
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        return await readers.Streams.VersionAsync("Asking for the version of a stream", PostgreSqlScope.TenantOf(readers.Info), stream, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        var end = await readers.Fence.LookAsync("Asking for the end of the feed", PostgreSqlScope.TenantOf(readers.Info), cancellationToken).ConfigureAwait(false);
        return end.Last == 0 ? null : readers.Decoder.Position(end.Last);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default)
    {
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        return await readers.Lookup.ExistsAsync(PostgreSqlScope.TenantOf(readers.Info), eventId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<RecordedEvent?> FindEventAsync(Guid eventId, CancellationToken cancellationToken = default)
    {
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        return await readers.Lookup.FindAsync(PostgreSqlScope.TenantOf(readers.Info), eventId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamSummary> ListStreamsAsync(string category, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentException.ThrowIfNullOrEmpty(category);
        return PostgreSqlStreams.ListAsync(this, category, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReplayAsync(StreamId stream, EventFold fold, CancellationToken cancellationToken = default)
    {
        PreparedAppend.RequireNamed(stream);
        return Meter.ReplayAsync(stream, fold, this, static (store, stream, fold, token) => store.Replay(stream, fold, token), cancellationToken);
    }

    private async ValueTask Replay(StreamId stream, EventFold fold, CancellationToken cancellationToken)
    {
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        await readers.Replay.RunAsync(PostgreSqlScope.TenantOf(readers.Info), stream, fold, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What reads the store, which is opened on first use.</summary>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    internal ValueTask<PostgreSqlReaders> ReadersAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return _readers is { } readers ? ValueTask.FromResult(readers) : new ValueTask<PostgreSqlReaders>(OpenReadersAsync(cancellationToken));
    }

    private async Task<PostgreSqlReaders> OpenReadersAsync(CancellationToken cancellationToken)
    {
        var readers = new PostgreSqlReaders(_database, await _database.OpenAsync(cancellationToken).ConfigureAwait(false));

        // A first reading would stumble over each type otherwise.
        await readers.Streams.LoadTypesAsync("Reading the event types", cancellationToken).ConfigureAwait(false);
        return Interlocked.CompareExchange(ref _readers, readers, null) ?? readers;
    }
}
