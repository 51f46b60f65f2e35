namespace EventSourcing;

/// <summary>The one place where history is kept: streams of events, and the feed of all of them in one order.</summary>
/// <remarks>
/// The meaning of every member is pinned by the store contract suite (<c>EventSourcing.Testing</c>), which every store passes.
/// All members may be called from any number of threads at once.
/// </remarks>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>Appends events to a stream: all of them, or none.</summary>
    /// <param name="stream">The stream; it begins with its first event.</param>
    /// <param name="expected">What the stream's version must be.</param>
    /// <param name="events">The events, in order; at least one.</param>
    /// <param name="cancellationToken">Cancels the append; it is then stored whole or not at all.</param>
    /// <returns>The stream's new version and the places of the first and the last event.</returns>
    /// <remarks>
    /// Appends are idempotent by event id: a batch that is stored already, with the same ids in the same order in the same stream, is not stored
    /// again; the first result is returned again, whatever <paramref name="expected"/> says. So an append whose answer was lost can be sent again.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="events"/> is empty or has a <see langword="null"/>, or <paramref name="expected"/> is unspecified.</exception>
    /// <exception cref="ConcurrencyException">The stream is at another version.</exception>
    /// <exception cref="DuplicateEventException">An event id is stored already, and this is no exact repetition.</exception>
    /// <exception cref="StreamClosedException">The stream is archived or tombstoned; see <see cref="IStreamMaintenance"/>.</exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the store's catalog.</exception>
    /// <exception cref="SerializationException">An event has a value that cannot be stored.</exception>
    /// <exception cref="EventStoreException">The server or file failed; the error says whether the outcome is unknown.</exception>
    ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Reads a stream. An absent stream gives nothing.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">Which events, in which order; <see langword="null"/> for all, forwards.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events, read in pages as they are asked for.</returns>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the global feed up to its end at the time of reading.</summary>
    /// <param name="after">The place to read after, exclusive; <see langword="null"/> for the beginning.</param>
    /// <param name="options">Which events; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events in the order of their positions, read in pages as they are asked for.</returns>
    /// <exception cref="PositionMismatchException"><paramref name="after"/> belongs to another store.</exception>
    /// <exception cref="ArgumentException">An event name of the filter is in no catalog.</exception>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the events of all streams of a category, in the order of the global feed.</summary>
    /// <param name="category">The category; one without streams gives nothing.</param>
    /// <param name="options">Which events; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The events in the order of their positions, read in pages as they are asked for.</returns>
    /// <exception cref="PositionMismatchException"><see cref="CategoryReadOptions.After"/> belongs to another store.</exception>
    /// <exception cref="ArgumentException">An event name of the filter is in no catalog.</exception>
    IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The version of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The version of its last event; 0 for an absent stream.</returns>
    ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default);

    /// <summary>The end of the global feed.</summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The position of the last event, or <see langword="null"/> for an empty store.</returns>
    ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether an event is stored.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>Whether any stream holds it.</returns>
    ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default);
}
