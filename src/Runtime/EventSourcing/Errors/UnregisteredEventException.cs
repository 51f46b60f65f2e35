namespace EventSourcing;

/// <summary>An event is of a type that the store's catalog does not list. Nothing was stored.</summary>
public sealed class UnregisteredEventException : EventSourcingException
{
    /// <summary>Reports a type that is in no catalog.</summary>
    /// <param name="eventType">The event's type.</param>
    /// <param name="stream">The stream of the refused append.</param>
    public UnregisteredEventException(Type eventType, StreamId stream)
        : base($"The append to stream '{stream}' brings a {eventType?.FullName}, which is not in the store's catalog. "
            + "Mark the type with [DomainEvent], or take it in a [Handles] method, and give the store the DomainEvents.Catalog of an assembly that holds or references it.")
    {
        EventType = eventType!;
        Stream = stream;
    }

    /// <summary>The event's type.</summary>
    public Type EventType { get; }

    /// <summary>The stream of the refused append.</summary>
    public StreamId Stream { get; }
}
