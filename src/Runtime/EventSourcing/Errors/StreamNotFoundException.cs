namespace EventSourcing;

/// <summary>An operation on a stream found no events in it.</summary>
public sealed class StreamNotFoundException : EventSourcingException
{
    /// <summary>Reports an absent stream.</summary>
    /// <param name="stream">The stream.</param>
    public StreamNotFoundException(StreamId stream)
        : base($"Stream '{stream}' has no events. Check its category and key, and that this is the store that should hold it.") => Stream = stream;

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }
}
