using System.ComponentModel;
using System.Text.Json.Nodes;

namespace EventSourcing;

/// <summary>Takes what an upcaster returns. Filled by emitted code, which knows the form of the result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UpcastResults
{
    private readonly List<object?> _events = [];

    internal UpcastResults()
    {
    }

    /// <summary>Takes an event.</summary>
    /// <param name="event">The event; <see langword="null"/> is reported as a fault of the upcaster.</param>
    public void Add(object? @event) => _events.Add(@event);

    /// <summary>Takes a sequence of events, in its order.</summary>
    /// <typeparam name="TEvent">The type of its elements.</typeparam>
    /// <param name="events">The events; <see langword="null"/> is reported as a fault of the upcaster.</param>
    public void AddAll<TEvent>(IEnumerable<TEvent>? events)
    {
        if (events is null)
        {
            _events.Add(null);
            return;
        }

        foreach (var @event in events) _events.Add(@event);
    }

    /// <summary>Takes the JSON of another version.</summary>
    /// <param name="json">The JSON; <see langword="null"/> is reported as a fault of the upcaster.</param>
    public void AddJson(JsonObject? json) => Json = json;

    /// <summary>The events, in order.</summary>
    internal IReadOnlyList<object?> Events => _events;

    /// <summary>The JSON, where there is one.</summary>
    internal JsonObject? Json { get; private set; }

    /// <summary>What the upcaster has thrown.</summary>
    internal Exception? Fault { get; set; }
}
