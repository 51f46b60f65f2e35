namespace EventSourcing.CrashWriter;

/// <summary>A batch that the store has said to be stored.</summary>
/// <param name="Batch">Which batch.</param>
/// <param name="Stream">The key of its stream.</param>
/// <param name="Version">The version of its last event.</param>
/// <param name="Size">How many events it has.</param>
public sealed record Acknowledgement(string Batch, string Stream, long Version, int Size);
