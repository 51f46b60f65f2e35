using System.Collections.Immutable;
using System.Numerics;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>A state of the model: the server, its writers, and a reader that follows the feed.</summary>
/// <param name="Last">The sequence's last value.</param>
/// <param name="Durable">That value as a crash would leave it: what the log on disk says, which every commit brings up to date.</param>
/// <param name="HasCrashed">Whether the server has crashed; it does so once.</param>
/// <param name="Visible">The positions of committed rows, as bits.</param>
/// <param name="Writers">The writers.</param>
/// <param name="Reader">The reader.</param>
internal sealed record FenceState(int Last, int Durable, bool HasCrashed, int Visible, ImmutableArray<FenceWriter> Writers, FenceReader Reader)
{
    /// <summary>The lowest fence that is held; none is above every position.</summary>
    public int LowestFence => Writers.Where(w => w.IsLocked).Select(w => w.Fence).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>A committed event that the reader has passed without giving it: what must never be.</summary>
    public int Skipped => Visible & ~Reader.Given & ((2 << Reader.Checkpoint) - 1);

    /// <summary>The same for the same state. Which of the writers it is makes no difference.</summary>
    public (UInt128 Writers, UInt128 Others) Key
    {
        get
        {
            Span<uint> codes = stackalloc uint[Writers.Length];
            for (var i = 0; i < codes.Length; i++) codes[i] = Writers[i].Code;
            codes.Sort();
            var writers = UInt128.Zero;
            foreach (var code in codes) writers = (writers << 32) | code;
            var rest = (UInt128)(uint)Visible;
            rest = (rest << 4) | (uint)Last;
            rest = (rest << 4) | (uint)Durable;
            rest = (rest << 1) | (HasCrashed ? 1u : 0);
            return (writers, (rest << 64) | Reader.Code);
        }
    }

    /// <summary>The highest of some positions; 0 for none.</summary>
    public static int Highest(int positions) => positions == 0 ? 0 : BitOperations.Log2((uint)positions);

    public FenceState With(int writer, FenceWriter changed) => this with { Writers = Writers.SetItem(writer, changed) };
}
