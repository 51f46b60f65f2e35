namespace EventSourcing;

/// <summary>
/// What a store answers beside appending and reading: one event by its id, and the streams of a category. Every store of this framework
/// implements it beside <see cref="IEventStore"/>; it stands apart so that a decorator of a store need not.
/// </summary>
public interface IEventDirectory
{
    /// <summary>Finds an event by its id.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>
    /// The event, or <see langword="null"/> where no stream holds it, or upcasters leave nothing of it. Where they make several of it, the first: <see cref="RecordedEvent.PartCount"/>
    /// says so, and a reading of its stream at its version gives all.
    /// </returns>
    ValueTask<RecordedEvent?> FindEventAsync(Guid eventId, CancellationToken cancellationToken = default);

    /// <summary>Lists the streams of a category, in ordinal order of their keys' UTF-8 bytes.</summary>
    /// <param name="category">The category; one without streams gives nothing.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The streams with their versions, read in pages as they are asked for.</returns>
    IAsyncEnumerable<StreamSummary> ListStreamsAsync(string category, CancellationToken cancellationToken = default);
}
