namespace EventSourcing;

/// <summary>An append brings an event of a shape that is only read any more. Nothing was stored.</summary>
public sealed class SupersededEventException : EventSourcingException
{
    internal SupersededEventException(EventDescriptor superseded, IReadOnlyList<EventDescriptor> current, StreamId stream)
        : base($"The append to stream '{stream}' brings a {superseded.EventType.FullName}, which is version {superseded.SchemaVersion} of '{superseded.Name}' and only read any more. "
            + (current.Count == 0
                ? "Append an event of the current shape. Nothing was stored."
                : $"Append {string.Join(" or ", current.Select(c => $"{c.EventType.FullName} ('{c.Name}' version {c.SchemaVersion})"))}. Nothing was stored."))
    {
        EventType = superseded.EventType;
        CurrentTypes = [.. current.Select(c => c.EventType)];
        Stream = stream;
    }

    /// <summary>The event's type.</summary>
    public Type EventType { get; }

    /// <summary>The types that such an event is read as: one of them is to be appended.</summary>
    public IReadOnlyList<Type> CurrentTypes { get; }

    /// <summary>The stream of the refused append.</summary>
    public StreamId Stream { get; }
}
