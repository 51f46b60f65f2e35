namespace EventSourcing;

/// <summary>An import came upon an event that cannot be stored as it is. The events of earlier batches stay stored; those of this batch are not.</summary>
public sealed class PostgreSqlImportException : EventSourcingException
{
    /// <summary>Reports an event that cannot be imported.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="stream">The event's stream.</param>
    /// <param name="version">The version that the source gives it; <see langword="null"/> where it gives none.</param>
    /// <param name="eventId">The event's id.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public PostgreSqlImportException(string message, StreamId stream, long? version, Guid eventId, Exception? innerException = null)
        : base(message, innerException)
    {
        Stream = stream;
        Version = version;
        EventId = eventId;
    }

    /// <summary>The event's stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The version that the source gives the event; <see langword="null"/> where it gives none.</summary>
    public long? Version { get; }

    /// <summary>The event's id.</summary>
    public Guid EventId { get; }
}
