namespace EventSourcing;

/// <summary>What an append stored.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The version of the last event of the append: the stream's version right after it.</param>
/// <param name="FirstPosition">The place of the first event in the global feed.</param>
/// <param name="LastPosition">The place of the last event in the global feed.</param>
public readonly record struct AppendResult(StreamId Stream, long Version, GlobalPosition FirstPosition, GlobalPosition LastPosition);
