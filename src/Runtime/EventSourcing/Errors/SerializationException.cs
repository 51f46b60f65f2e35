namespace EventSourcing;

/// <summary>An event cannot be written to JSON, or what is stored cannot be read as the event it should be.</summary>
public sealed class SerializationException : EventSourcingException
{
    /// <summary>Reports a member that cannot be written or read. Thrown by codecs, which know no more than this.</summary>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="member">The path of the member, such as <c>lines[2].price</c>; empty for the event itself.</param>
    /// <param name="byteOffset">Where in the payload, in bytes from its beginning; -1 when writing.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public SerializationException(string problem, string member, long byteOffset = -1, Exception? innerException = null)
        : base(member is { Length: > 0 } ? $"Member '{member}': {problem}" : problem, innerException)
    {
        Problem = problem;
        Member = member ?? "";
        ByteOffset = byteOffset;
    }

    private SerializationException(string message, SerializationException cause, string eventName, StreamId? stream, long version)
        : base(message, cause.InnerException ?? cause)
    {
        Problem = cause.Problem;
        Member = cause.Member;
        ByteOffset = cause.ByteOffset;
        EventName = eventName;
        Stream = stream;
        Version = version;
    }

    /// <summary>What is wrong, without where.</summary>
    public string Problem { get; }

    /// <summary>The path of the member; empty for the event itself.</summary>
    public string Member { get; }

    /// <summary>Where in the payload, in bytes from its beginning; -1 when writing.</summary>
    public long ByteOffset { get; }

    /// <summary>The event's name, or <see langword="null"/> where a codec was used without a store.</summary>
    public string? EventName { get; }

    /// <summary>The stream, or <see langword="null"/> where a codec was used without a store.</summary>
    public StreamId? Stream { get; }

    /// <summary>The event's version in the stream; 0 when writing.</summary>
    public long Version { get; }

    /// <summary>The same error, with the event that could not be written.</summary>
    internal static SerializationException Writing(SerializationException cause, string eventName, StreamId stream) => new(
        $"Event '{eventName}' cannot be written to stream '{stream}'. {cause.Message} Nothing was stored.",
        cause,
        eventName,
        stream,
        version: 0);

    /// <summary>The same error, with the event that could not be read.</summary>
    internal static SerializationException Reading(SerializationException cause, string eventName, int schemaVersion, StreamId stream, long version) => new(
        $"Event '{eventName}' (shape version {schemaVersion}) at version {version} of stream '{stream}' cannot be read: byte {cause.ByteOffset} of its payload. {cause.Message} "
        + "The stored event is untouched. If its shape has changed, raise the version of the event and lead the old shape to the new one.",
        cause,
        eventName,
        stream,
        version);
}
