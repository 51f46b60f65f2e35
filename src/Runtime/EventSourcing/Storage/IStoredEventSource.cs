namespace EventSourcing.Storage;

/// <summary>
/// What a store may offer beside <see cref="IEventStore"/>: an event as it is stored, also where nothing can read it, so that somebody can find out what it is. For authors of stores;
/// <c>StoredEventContract</c> pins the meaning.
/// </summary>
/// <remarks>Dead letters of events that cannot be read are the poorer without it: they have neither the event's id nor its payload.</remarks>
public interface IStoredEventSource
{
    /// <summary>Finds an event.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="version">The event's version in it, from 1.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The event with its payload, whatever the catalog knows of it; <see langword="null"/> where there is none of that version, or none any more.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="version"/> is less than 1.</exception>
    /// <exception cref="SerializationException">What is stored beside the payload cannot be read.</exception>
    ValueTask<StoredEvent?> FindStoredAsync(StreamId stream, long version, CancellationToken cancellationToken = default);
}
