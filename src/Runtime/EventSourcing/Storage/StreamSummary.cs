namespace EventSourcing;

/// <summary>A stream in a listing.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The version of its last event.</param>
public readonly record struct StreamSummary(StreamId Stream, long Version)
{
    /// <summary>Whether the stream is archived. A tombstoned one is not listed.</summary>
    public bool IsArchived { get; init; }
}
