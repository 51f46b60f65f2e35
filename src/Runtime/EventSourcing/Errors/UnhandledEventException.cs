namespace EventSourcing;

/// <summary>An event reached an aggregate that has no handler for it. The aggregate's state is unchanged.</summary>
public sealed class UnhandledEventException : EventSourcingException
{
    /// <summary>Reports an event without a handler.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <param name="eventType">The event's type.</param>
    /// <param name="stream">The aggregate's stream, or <see langword="null"/> where it has none.</param>
    /// <param name="version">The version that the event has, or would have had, in the stream.</param>
    public UnhandledEventException(Type aggregateType, Type eventType, StreamId? stream, long version)
        : base($"{aggregateType?.FullName} has no handler for {eventType?.FullName}{(stream is { } s ? $", version {version} of stream '{s}'" : "")}. "
            + $"Add a method: [Handles] private void On({eventType?.Name} e) …; or, if the event means nothing to this aggregate, say so: [Aggregate(UnhandledEvents = UnhandledEvents.Ignore)].")
    {
        AggregateType = aggregateType!;
        EventType = eventType!;
        Stream = stream;
        Version = version;
    }

    /// <summary>The aggregate's type.</summary>
    public Type AggregateType { get; }

    /// <summary>The event's type.</summary>
    public Type EventType { get; }

    /// <summary>The aggregate's stream, or <see langword="null"/> where it has none.</summary>
    public StreamId? Stream { get; }

    /// <summary>The version that the event has, or would have had, in the stream.</summary>
    public long Version { get; }
}
