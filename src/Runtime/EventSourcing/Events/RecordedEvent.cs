namespace EventSourcing;

/// <summary>An event as a store holds it: the envelope, with the business data in it.</summary>
public sealed class RecordedEvent
{
    /// <summary>The stream that holds the event.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The event's place in its stream, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The event's place in the global feed of its store.</summary>
    public required GlobalPosition Position { get; init; }

    /// <summary>The name under which the event is stored; an alias where it was stored before a renaming.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the shape in which the event is stored, from 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>When the store recorded the event, by the store's clock: UTC, in microseconds.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>
    /// Which of the events it is that the stored one has become, from 1. Upcasters can make several of one: these share all but <see cref="Data"/> and this.
    /// </summary>
    /// <remarks>Whoever keeps a state for each version or position has handled it with the last part that it reads, and not before.</remarks>
    public int Part { get; init; } = 1;

    /// <summary>
    /// How many events the stored one has become, those that a filter has left out included; 1 for an event without upcasters, and 0 only where a reading was asked for
    /// what has become nothing (<see cref="StreamReadOptions.IncludeEmptied"/>).
    /// </summary>
    public int PartCount { get; init; } = 1;

    /// <summary>How many bytes the payload has as it is stored; 0 where the store does not say.</summary>
    public int PayloadSize { get; init; }

    /// <summary>The event itself, in its current shape.</summary>
    public required object Data { get; init; }

    /// <summary>What is known beside the business data.</summary>
    public required EventMetadata Metadata { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Stream}@{Version} {Name} {Data}";
}
