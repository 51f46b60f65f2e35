namespace EventSourcing;

/// <summary>A handler raised an event. Handlers run again at every replay, which must not write history.</summary>
public sealed class RaiseNotAllowedException : EventSourcingException
{
    /// <summary>Reports an event that was raised while another one was applied.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <param name="eventType">The type of the event that was raised.</param>
    /// <param name="stream">The aggregate's stream, or <see langword="null"/> where it has none.</param>
    public RaiseNotAllowedException(Type aggregateType, Type eventType, StreamId? stream)
        : base($"{aggregateType?.Name}{(stream is { } s ? $" '{s}'" : "")} raised {eventType?.Name} while it was applying another event. "
            + "A [Handles] method only changes state: raise the event in the method that took the decision.")
    {
        AggregateType = aggregateType!;
        EventType = eventType!;
        Stream = stream;
    }

    /// <summary>The aggregate's type.</summary>
    public Type AggregateType { get; }

    /// <summary>The type of the event that was raised.</summary>
    public Type EventType { get; }

    /// <summary>The aggregate's stream, or <see langword="null"/> where it has none.</summary>
    public StreamId? Stream { get; }
}
