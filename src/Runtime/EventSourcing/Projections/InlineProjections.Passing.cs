using EventSourcing.Storage;

namespace EventSourcing;

/// <content>What the store within does by itself.</content>
public sealed partial class InlineProjections : IEventDirectory, IEventReplaySource, IStoredEventSource, IFeedSignal, IFeedHolds, IStreamMaintenance
{
    private readonly IEventDirectory _directory;
    private readonly IEventReplaySource _replay;
    private readonly IStoredEventSource _stored;
    private readonly IFeedSignal _signal;
    private readonly IStreamMaintenance _maintenance;

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Within(_store).ReadStreamAsync(stream, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Within(_store).ReadAllAsync(after, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Within(_store).ReadCategoryAsync(category, options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default) => Within(_store).GetVersionAsync(stream, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default) => Within(_store).GetHeadAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default) => Within(_store).ExistsAsync(eventId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordedEvent?> FindEventAsync(Guid eventId, CancellationToken cancellationToken = default) => Within(_directory).FindEventAsync(eventId, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamSummary> ListStreamsAsync(string category, CancellationToken cancellationToken = default) => Within(_directory).ListStreamsAsync(category, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReplayAsync(StreamId stream, EventFold fold, CancellationToken cancellationToken = default) => Within(_replay).ReplayAsync(stream, fold, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredEvent?> FindStoredAsync(StreamId stream, long version, CancellationToken cancellationToken = default) => Within(_stored).FindStoredAsync(stream, version, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WaitAsync(GlobalPosition? after, TimeSpan atMost, CancellationToken cancellationToken = default) => Within(_signal).WaitAsync(after, atMost, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Empty where nothing can hold back the feed of the store within.</remarks>
    public ValueTask<IReadOnlyList<FeedHold>> GetFeedHoldsAsync(CancellationToken cancellationToken = default) =>
        Within(_store) is IFeedHolds feed ? feed.GetFeedHoldsAsync(cancellationToken) : ValueTask.FromResult<IReadOnlyList<FeedHold>>([]);

    /// <inheritdoc/>
    public ValueTask<StreamState> GetStateAsync(StreamId stream, CancellationToken cancellationToken = default) => Within(_maintenance).GetStateAsync(stream, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ArchiveAsync(StreamId stream, CancellationToken cancellationToken = default) => Within(_maintenance).ArchiveAsync(stream, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RestoreAsync(StreamId stream, CancellationToken cancellationToken = default) => Within(_maintenance).RestoreAsync(stream, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>No event tells projections of it: rows that were derived from what is removed stay.</remarks>
    public ValueTask<long> TruncateAsync(StreamId stream, long beforeVersion, CancellationToken cancellationToken = default) => Within(_maintenance).TruncateAsync(stream, beforeVersion, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>As <see cref="TruncateAsync"/>.</remarks>
    public ValueTask<long> TombstoneAsync(StreamId stream, ExpectedVersion expected, CancellationToken cancellationToken = default) => Within(_maintenance).TombstoneAsync(stream, expected, cancellationToken);

    private TPort Within<TPort>(TPort port)
    {
        ThrowIfDisposed();
        return port;
    }
}
