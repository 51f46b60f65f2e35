namespace EventSourcing;

/// <summary>An upcaster has thrown, or has given what cannot be an event. What is stored is untouched.</summary>
public sealed class UpcastException : EventSourcingException
{
    internal UpcastException(string problem, string upcaster, string eventName, int schemaVersion, StreamId stream, long version, Exception? innerException = null)
        : base(
            $"The upcaster {upcaster} cannot read event '{eventName}' (shape version {schemaVersion}) at version {version} of stream '{stream}': {problem} "
            + "The stored event is untouched. Correct the upcaster: it must lead every event of its shape to a current one.",
            innerException)
    {
        Problem = problem;
        Upcaster = upcaster;
        EventName = eventName;
        SchemaVersion = schemaVersion;
        Stream = stream;
        Version = version;
    }

    /// <summary>What is wrong, as a sentence.</summary>
    public string Problem { get; }

    /// <summary>The method that failed; of a chain, the one in it that did.</summary>
    public string Upcaster { get; }

    /// <summary>The name under which the event is stored.</summary>
    public string EventName { get; }

    /// <summary>The version of the shape in which the event is stored.</summary>
    public int SchemaVersion { get; }

    /// <summary>The stream that holds the event.</summary>
    public StreamId Stream { get; }

    /// <summary>The event's version in the stream.</summary>
    public long Version { get; }
}
