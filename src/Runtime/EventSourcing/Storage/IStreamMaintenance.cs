namespace EventSourcing;

/// <summary>What operators do with single streams. Every store of this framework implements it beside <see cref="IEventStore"/>.</summary>
/// <remarks>
/// The feed stays valid: positions of what is removed are left out and never given to other events, the order of the others stays, and checkpoints mean what they meant. Readers that have
/// seen removed events are not told: tell them by events of your own before.
/// </remarks>
public interface IStreamMaintenance
{
    /// <summary>The state of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The state; <see cref="StreamState.Active"/> for an absent stream.</returns>
    ValueTask<StreamState> GetStateAsync(StreamId stream, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes a stream to appends. It can be read as before, and stays in the feed, unless a reading asks for <see cref="FeedReadOptions.SkipArchived"/>. An archived stream stays so.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the change; it is then done or not done.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="StreamNotFoundException">The stream has no events.</exception>
    /// <exception cref="StreamClosedException">It is tombstoned.</exception>
    ValueTask ArchiveAsync(StreamId stream, CancellationToken cancellationToken = default);

    /// <summary>Opens an archived stream again. An active one stays so.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the change; it is then done or not done.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="StreamNotFoundException">The stream has no events.</exception>
    /// <exception cref="StreamClosedException">It is tombstoned.</exception>
    ValueTask RestoreAsync(StreamId stream, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes the events of a stream before a version, for good. The versions of the others stay, and so does the stream's version. What was removed cannot be replayed: an
    /// aggregate needs a snapshot at <paramref name="beforeVersion"/> - 1 or later.
    /// </summary>
    /// <param name="stream">The stream; active or archived.</param>
    /// <param name="beforeVersion">The lowest version that is kept, from 1 to the stream's version: the last event is never removed so.</param>
    /// <param name="cancellationToken">Cancels the change; it is then done or not done.</param>
    /// <returns>How many events were removed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beforeVersion"/> is less than 1 or greater than the stream's version.</exception>
    /// <exception cref="StreamNotFoundException">The stream has no events.</exception>
    /// <exception cref="StreamClosedException">It is tombstoned.</exception>
    ValueTask<long> TruncateAsync(StreamId stream, long beforeVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes all events of a stream, for good, and closes its id for ever: it reads as absent, at version 0, and every append to it is refused. A tombstoned stream stays so, whatever
    /// <paramref name="expected"/> says.
    /// </summary>
    /// <param name="stream">The stream; active or archived.</param>
    /// <param name="expected">What its version must be.</param>
    /// <param name="cancellationToken">Cancels the change; it is then done or not done.</param>
    /// <returns>How many events were removed.</returns>
    /// <exception cref="ArgumentException"><paramref name="expected"/> is unspecified.</exception>
    /// <exception cref="ConcurrencyException">The stream is at another version.</exception>
    /// <exception cref="StreamNotFoundException">The stream has no events, and <paramref name="expected"/> allows for it.</exception>
    ValueTask<long> TombstoneAsync(StreamId stream, ExpectedVersion expected, CancellationToken cancellationToken = default);
}
