using System.ComponentModel;

namespace EventSourcing;

/// <summary>Makes runs of events for the handlers that take them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HandledEvents
{
    /// <summary>Makes a run of a part of a delivery. Called by emitted code.</summary>
    /// <typeparam name="TEvent">The type of event that the handler takes.</typeparam>
    /// <param name="events">The events that are delivered together.</param>
    /// <param name="start">The place of the run's first event, from 0.</param>
    /// <param name="end">The place after its last event.</param>
    /// <returns>The run, in the order of the delivery.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The places are none in the delivery.</exception>
    /// <exception cref="InvalidCastException">One of the events is none of the type.</exception>
    public static IReadOnlyList<HandledEvent<TEvent>> Run<TEvent>(IReadOnlyList<EventContext> events, int start, int end)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, events.Count);
        var run = new HandledEvent<TEvent>[end - start];
        for (var i = 0; i < run.Length; i++) run[i] = new HandledEvent<TEvent>((TEvent)events[start + i].Event.Data, events[start + i]);
        return run;
    }

    /// <summary>Makes a run of one event. Called by emitted code.</summary>
    /// <typeparam name="TEvent">The type of event that the handler takes.</typeparam>
    /// <param name="data">The event.</param>
    /// <param name="context">Its envelope.</param>
    /// <returns>The run.</returns>
    public static IReadOnlyList<HandledEvent<TEvent>> One<TEvent>(TEvent data, EventContext context)
        where TEvent : notnull => [new HandledEvent<TEvent>(data, context)];
}
