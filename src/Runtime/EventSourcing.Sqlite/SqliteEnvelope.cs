using EventSourcing.Serialization;

namespace EventSourcing.Sqlite;

/// <summary>What the events share that a row has become.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The place in it.</param>
/// <param name="Position">The place in the feed.</param>
/// <param name="Type">The stored name and version of the shape.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Metadata">What is known beside the business data.</param>
internal readonly record struct SqliteEnvelope(StreamId Stream, long Version, GlobalPosition Position, SqliteEventType Type, DateTimeOffset RecordedAt, EventMetadata Metadata)
{
    /// <summary>One of the events; where there are none, what stands in their place.</summary>
    public RecordedEvent Record(EventParts parts, int index) => new()
    {
        Stream = Stream,
        Version = Version,
        Position = Position,
        Name = Type.Name,
        SchemaVersion = Type.SchemaVersion,
        RecordedAt = RecordedAt,
        Part = Math.Min(index + 1, parts.Count),
        PartCount = parts.Count,
        Data = parts.Count == 0 ? EmptiedEvent.Instance : parts[index],
        Metadata = Metadata,
    };
}
