namespace EventSourcing.CrashWriter;

/// <summary>One of the events of a batch: enough to see from outside whether the batch is whole.</summary>
/// <param name="Batch">Which batch.</param>
/// <param name="Index">Which event of the batch, from 0.</param>
/// <param name="Size">How many events the batch has.</param>
public sealed record PieceWritten(string Batch, int Index, int Size)
{
    /// <summary>The events of a batch.</summary>
    public static NewEvent[] BatchOf(string batch, int size, params string[] tags) => [.. Enumerable.Range(0, size).Select(i => new NewEvent(new PieceWritten(batch, i, size)) { Tags = tags })];
}
