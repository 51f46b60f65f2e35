namespace EventSourcing;

/// <summary>An event id is stored already, with other content or in another stream. Nothing was stored.</summary>
/// <remarks>
/// A batch that repeats a stored one exactly (same stream, ids, order and content) is no error: the append returns the first result again.
/// </remarks>
public sealed class DuplicateEventException : EventSourcingException
{
    /// <summary>Reports an id that is stored already.</summary>
    /// <param name="eventId">The id.</param>
    /// <param name="stream">The stream of the refused append.</param>
    /// <param name="storedIn">The stream that holds the id, or <see langword="null"/> where the batch itself has it twice.</param>
    /// <param name="storedVersion">The version at which it is stored; 0 where the batch itself has it twice.</param>
    public DuplicateEventException(Guid eventId, StreamId stream, StreamId? storedIn, long storedVersion)
        : base(storedIn is { } where
            ? $"The append to stream '{stream}' brings event id {eventId}, which is stored already in stream '{where}' at version {storedVersion}, and is no exact repetition of the batch that stored it. "
                + "Give every new event an id of its own; to retry an append, send the same events again, whole and in the same order."
            : $"The append to stream '{stream}' brings event id {eventId} twice. Give every event an id of its own.")
    {
        EventId = eventId;
        Stream = stream;
        StoredIn = storedIn;
        StoredVersion = storedVersion;
    }

    /// <summary>The id.</summary>
    public Guid EventId { get; }

    /// <summary>The stream of the refused append.</summary>
    public StreamId Stream { get; }

    /// <summary>The stream that holds the id, or <see langword="null"/> where the batch itself has it twice.</summary>
    public StreamId? StoredIn { get; }

    /// <summary>The version at which the id is stored; 0 where the batch itself has it twice.</summary>
    public long StoredVersion { get; }
}
