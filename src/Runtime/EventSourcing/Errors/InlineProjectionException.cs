namespace EventSourcing;

/// <summary>A projection that runs in the transaction of an append could not handle an event. Nothing of the transaction is stored: neither its events nor its rows.</summary>
public sealed class InlineProjectionException : EventSourcingException
{
    /// <summary>Reports a handler that threw.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="event">The event that it was given.</param>
    /// <param name="fault">What it threw.</param>
    public InlineProjectionException(ProjectionDescriptor projection, RecordedEvent @event, Exception fault)
        : base(
            $"The inline projection '{projection?.Name}' could not handle {@event?.Name} of stream '{@event?.Stream}', version {@event?.Version}: {fault?.Message} Nothing of the transaction is stored. "
            + "Correct the projection, or let it run asynchronously, where a failing event is retried and parked and appends go on.",
            fault)
    {
        Projection = projection!.SubscriptionName;
        Stream = @event!.Stream;
        Version = @event.Version;
        EventName = @event.Name;
    }

    /// <summary>Reports a projection that may handle nothing, since its checkpoint does not say that it has handled everything before.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="reason">What is wrong with its checkpoint.</param>
    public InlineProjectionException(ProjectionDescriptor projection, string reason)
        : base($"The inline projection '{projection?.SubscriptionName}' may not handle what is appended: {reason} Nothing of the transaction is stored. Open the store again with InlineProjections.OpenAsync: the projection then catches up.") =>
        Projection = projection!.SubscriptionName;

    /// <summary>The projection's name and version, as <see cref="ProjectionDescriptor.SubscriptionName"/>.</summary>
    public string Projection { get; }

    /// <summary>The stream of the event; <see langword="null"/> where no event was at fault.</summary>
    public StreamId? Stream { get; }

    /// <summary>The event's version; 0 where no event was at fault.</summary>
    public long Version { get; }

    /// <summary>The event's name; <see langword="null"/> where no event was at fault.</summary>
    public string? EventName { get; }
}
