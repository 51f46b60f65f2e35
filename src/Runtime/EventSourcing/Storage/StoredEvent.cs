using EventSourcing.Serialization;

namespace EventSourcing.Storage;

/// <summary>An event as a store keeps it: the envelope, and the business data still serialized. For authors of stores.</summary>
public sealed class StoredEvent
{
    /// <summary>The stream that holds the event.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The event's place in its stream, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The event's place in the global feed.</summary>
    public required GlobalPosition Position { get; init; }

    /// <summary>The name under which the event is stored.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the shape in which the event is stored, from 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>When the store recorded the event: UTC, in microseconds.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The business data: JSON in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What is known beside the business data.</summary>
    public required EventMetadata Metadata { get; init; }

    /// <summary>Reads the business data, and leads it to the current shape where it has another.</summary>
    /// <param name="serializer">Reads the events that the store knows.</param>
    /// <returns>The event; where upcasters read it, all events that it has become, or none.</returns>
    /// <exception cref="UnknownEventException">The catalog cannot read an event of this name and version of its shape.</exception>
    /// <exception cref="SerializationException">The payload is not that of such an event.</exception>
    /// <exception cref="UpcastException">An upcaster has failed.</exception>
    public EventParts Read(EventSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return serializer.Read(serializer.Resolve(Name, SchemaVersion, Stream, Version), Payload.Span, Metadata, Stream, Version);
    }

    /// <summary>Puts one of the events that <see cref="Read"/> gave into the envelope.</summary>
    /// <param name="parts">What <see cref="Read"/> gave.</param>
    /// <param name="index">Which of them, from 0; 0 too where there are none, for <see cref="StreamReadOptions.IncludeEmptied"/>.</param>
    /// <returns>The event.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such event.</exception>
    public RecordedEvent Record(EventParts parts, int index) =>
        new EventEnvelope(Stream, Version, Position, Name, SchemaVersion, RecordedAt, Metadata) { PayloadSize = Payload.Length }.Record(parts, index);

    /// <summary>Whether an event of an append says the same as this one, for the same tenant; who tried, when and why may differ.</summary>
    internal bool HasContentOf(PreparedEvent other) =>
        Name == other.Descriptor.Name
        && SchemaVersion == other.Descriptor.SchemaVersion
        && Payload.Span.SequenceEqual(other.Payload)
        && Metadata.Tenant == other.Metadata.Tenant;
}
