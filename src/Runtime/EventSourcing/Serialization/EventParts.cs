namespace EventSourcing.Serialization;

/// <summary>
/// What a stored event is read as: one event nearly always, and none or several where an upcaster says so. For authors of stores. The default value has no events.
/// </summary>
public readonly struct EventParts
{
    private readonly object? _one;
    private readonly IReadOnlyList<object>? _several;

    /// <summary>One event.</summary>
    /// <param name="event">The event.</param>
    public EventParts(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        _one = @event;
    }

    /// <summary>Any number of events.</summary>
    /// <param name="events">The events, in order; the list is kept and must not change any more.</param>
    public EventParts(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _several = events;
    }

    /// <summary>How many events there are.</summary>
    public int Count => _one is not null ? 1 : _several?.Count ?? 0;

    /// <summary>An event.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <returns>The event.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such event.</exception>
    public object this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _one ?? _several![index];
        }
    }
}
