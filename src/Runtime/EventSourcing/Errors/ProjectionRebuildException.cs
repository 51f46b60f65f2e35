namespace EventSourcing;

/// <summary>A projection could not be rebuilt, compared or reset. The tables that serve are as they were.</summary>
public sealed class ProjectionRebuildException : EventSourcingException
{
    /// <summary>Reports a handler that threw.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="event">The event that it was given.</param>
    /// <param name="fault">What it threw.</param>
    public ProjectionRebuildException(ProjectionDescriptor projection, RecordedEvent @event, Exception fault)
        : base(
            $"The rebuild of '{projection?.SubscriptionName}' has stopped: it could not handle {@event?.Name} of stream '{@event?.Stream}', version {@event?.Version}, at {@event?.Position}: {fault?.Message} "
            + "The tables that serve are as they were. Correct the projection and rebuild again: it goes on in front of this event, or begins anew with RebuildOptions.Resume set to false.",
            fault)
    {
        Projection = projection!.SubscriptionName;
        Stream = @event!.Stream;
        Version = @event.Version;
        Position = @event.Position;
        EventName = @event.Name;
    }

    /// <summary>Reports what is no event's fault.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="reason">What is wrong, and what to do: sentences.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public ProjectionRebuildException(ProjectionDescriptor projection, string reason, Exception? innerException)
        : base($"The projection '{projection?.SubscriptionName}': {reason} The tables that serve are as they were.", innerException) =>
        Projection = projection!.SubscriptionName;

    /// <summary>Reports an event that cannot be read.</summary>
    internal ProjectionRebuildException(ProjectionDescriptor projection, StreamId stream, long version, GlobalPosition position, string eventName, Exception fault, string? advice)
        : base(
            $"The work on '{projection.SubscriptionName}' has stopped: {eventName} of stream '{stream}', version {version}, at {position}, cannot be read: {fault.Message} The tables that serve are as they were. "
            + (advice ?? "Let the program read it and rebuild again, which goes on in front of this event, or let RebuildOptions.OnError park or skip such events."),
            fault)
    {
        Projection = projection.SubscriptionName;
        (Stream, Version, Position, EventName) = (stream, version, position, eventName);
    }

    /// <summary>The projection's name and version, as <see cref="ProjectionDescriptor.SubscriptionName"/>.</summary>
    public string Projection { get; }

    /// <summary>The stream of the event; <see langword="null"/> where no event was at fault.</summary>
    public StreamId? Stream { get; }

    /// <summary>The event's version; 0 where no event was at fault.</summary>
    public long Version { get; }

    /// <summary>The event's place in the feed; <see langword="null"/> where no event was at fault.</summary>
    public GlobalPosition? Position { get; }

    /// <summary>The event's name; <see langword="null"/> where no event was at fault.</summary>
    public string? EventName { get; }
}
