namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>The reader of the model, which follows the feed from its checkpoint again and again.</summary>
/// <param name="Step">How many steps of its reading it has taken.</param>
/// <param name="Readings">How many readings it has finished.</param>
/// <param name="Drawn">The last position drawn, as it has read it.</param>
/// <param name="Lowest">The lowest fence, as it has read it.</param>
/// <param name="Snapshot">The rows that it can see.</param>
/// <param name="Checkpoint">Up to where it has read.</param>
/// <param name="Given">The positions of the events that it has given, as bits.</param>
internal readonly record struct FenceReader(int Step, int Readings, int Drawn, int Lowest, int Snapshot, int Checkpoint, int Given)
{
    /// <summary>The same for the same reader; positions are below 16.</summary>
    public ulong Code =>
        ((ulong)Snapshot << 48) | ((ulong)Given << 32) | ((ulong)Checkpoint << 24) | ((ulong)Math.Min(Lowest, 15) << 16) | ((ulong)Drawn << 8) | ((ulong)Readings << 4) | (uint)Step;
}
