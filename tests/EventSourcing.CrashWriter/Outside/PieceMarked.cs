namespace EventSourcing.CrashWriter;

/// <summary>Another event of a batch, so that readers can ask for one and not for the other.</summary>
/// <param name="Batch">Which batch.</param>
/// <param name="Index">Which event of the batch, from 0.</param>
/// <param name="Size">How many events the batch has.</param>
public sealed record PieceMarked(string Batch, int Index, int Size);
