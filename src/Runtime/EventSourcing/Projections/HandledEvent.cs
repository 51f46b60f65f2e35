namespace EventSourcing;

/// <summary>One event of a run: events that one handler takes, which were delivered together one after the other, and are handled by one call.</summary>
/// <typeparam name="TEvent">The type of event that the handler takes.</typeparam>
/// <param name="Data">The event.</param>
/// <param name="Context">Its envelope, and what is known of the delivery.</param>
public readonly record struct HandledEvent<TEvent>(TEvent Data, EventContext Context)
    where TEvent : notnull;
