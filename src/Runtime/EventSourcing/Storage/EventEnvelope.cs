using EventSourcing.Serialization;

namespace EventSourcing.Storage;

/// <summary>What all events share that a stored one has become.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The place in it.</param>
/// <param name="Position">The place in the feed.</param>
/// <param name="Name">The stored name.</param>
/// <param name="SchemaVersion">The stored version of the shape.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Metadata">What is known beside the business data.</param>
internal readonly record struct EventEnvelope(
    StreamId Stream,
    long Version,
    GlobalPosition Position,
    string Name,
    int SchemaVersion,
    DateTimeOffset RecordedAt,
    EventMetadata Metadata)
{
    /// <summary>The bytes of the stored payload.</summary>
    public int PayloadSize { get; init; }

    /// <summary>One of the events; where there are none, with index 0, what stands in their place.</summary>
    public RecordedEvent Record(EventParts parts, int index) => new()
    {
        Stream = Stream,
        Version = Version,
        Position = Position,
        Name = Name,
        SchemaVersion = SchemaVersion,
        RecordedAt = RecordedAt,
        Part = Math.Min(index + 1, parts.Count),
        PartCount = parts.Count,
        Data = parts.Count == 0 && index == 0 ? EmptiedEvent.Instance : parts[index],
        Metadata = Metadata,
        PayloadSize = PayloadSize,
    };
}
