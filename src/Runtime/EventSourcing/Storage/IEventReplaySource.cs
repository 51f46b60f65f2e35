namespace EventSourcing.Storage;

/// <summary>
/// What a store may offer beside <see cref="IEventStore"/>: to apply a stream to a fold straight from its rows, without an envelope for each event. For authors
/// of stores; <c>EventReplayContract</c> pins the meaning.
/// </summary>
/// <remarks>Repositories replay this way where a store offers it, and read the stream where it does not. A decorator of a store need not offer it.</remarks>
public interface IEventReplaySource
{
    /// <summary>Applies the events of a stream, as <see cref="IEventStore.ReadStreamAsync"/> gives them forwards, to a fold.</summary>
    /// <param name="stream">The stream; an absent one applies nothing.</param>
    /// <param name="fold">What the events are applied to; it says where the replay begins and ends.</param>
    /// <param name="cancellationToken">Stops the replay between pages of events.</param>
    /// <returns>A task that ends when the fold has what it wants, or the stream has no more.</returns>
    /// <exception cref="UnknownEventException">The catalog cannot read an event; those before it are applied.</exception>
    /// <exception cref="SerializationException">An event cannot be read as what it should be; those before it are applied.</exception>
    ValueTask ReplayAsync(StreamId stream, EventFold fold, CancellationToken cancellationToken = default);
}
