namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>A writer of the model: one transaction with one append of two events.</summary>
/// <param name="Step">How many of its steps it has taken.</param>
/// <param name="Fence">The position that it has read for its fence.</param>
/// <param name="IsLocked">Whether it holds the fence.</param>
/// <param name="Drawn">Its positions, as bits.</param>
/// <param name="Kept">A position that its session has drawn earlier and kept; 0 for none.</param>
/// <param name="Commits">Whether it commits; decided when it ends.</param>
internal readonly record struct FenceWriter(int Step, int Fence, bool IsLocked, int Drawn, int Kept, bool Commits)
{
    public const int Done = 7;

    /// <summary>The same for the same writer; positions are below 16.</summary>
    public uint Code => ((uint)Drawn << 13) | ((uint)Kept << 9) | ((uint)Fence << 5) | ((uint)Step << 2) | (IsLocked ? 2u : 0) | (Commits ? 1u : 0);
}
