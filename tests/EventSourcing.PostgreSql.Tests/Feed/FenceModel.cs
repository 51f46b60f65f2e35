using System.Collections.Immutable;
using System.Globalization;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>
/// The protocol of the feed as a machine of single steps, and a search through every order in which they can happen: some writers that each append two events and commit or roll back, a
/// reader that follows, and a server that may crash once. Every state that can be reached is looked at.
/// </summary>
/// <param name="writers">How many writers.</param>
/// <param name="readings">How many readings the reader makes at most.</param>
/// <param name="crashes">Whether the server may crash.</param>
/// <param name="flaw">What is wrong with it.</param>
internal sealed class FenceModel(int writers, int readings, bool crashes, FenceFlaw flaw)
{
    private enum ReaderStep
    {
        Drawn,
        Lowest,
        Snapshot,
        Rows,
    }

    private enum WriterStep
    {
        Fence,
        Lock,
        First,
        Second,
        Commit,
        Unlock,
    }

    private ReaderStep[] ReaderSteps => flaw switch
    {
        FenceFlaw.LocksBeforeDrawn => [ReaderStep.Lowest, ReaderStep.Drawn, ReaderStep.Snapshot, ReaderStep.Rows],
        FenceFlaw.OldSnapshot => [ReaderStep.Drawn, ReaderStep.Snapshot, ReaderStep.Lowest, ReaderStep.Rows],
        _ => [ReaderStep.Drawn, ReaderStep.Lowest, ReaderStep.Snapshot, ReaderStep.Rows],
    };

    // The fifth and sixth step are the end; which of them comes first is the server's.
    private WriterStep[] WriterSteps => flaw switch
    {
        FenceFlaw.LockAfterDrawing => [WriterStep.First, WriterStep.Second, WriterStep.Fence, WriterStep.Lock, WriterStep.Commit, WriterStep.Unlock],
        FenceFlaw.UnlockBeforeVisible => [WriterStep.Fence, WriterStep.Lock, WriterStep.First, WriterStep.Second, WriterStep.Unlock, WriterStep.Commit],
        _ => [WriterStep.Fence, WriterStep.Lock, WriterStep.First, WriterStep.Second, WriterStep.Commit, WriterStep.Unlock],
    };

    /// <summary>Looks at every state.</summary>
    /// <returns>How many there are, and the shortest way to one in which the reader has passed a committed event; <see langword="null"/> where there is none.</returns>
    public (int States, string? Trace) Search()
    {
        var start = Start();
        var origins = new Dictionary<(UInt128, UInt128), (FenceState? Before, string Who)> { [start.Key] = (null, "start") };
        var open = new Queue<FenceState>([start]);
        while (open.TryDequeue(out var state))
        {
            foreach (var (who, next) in Next(state))
            {
                if (!origins.TryAdd(next.Key, (state, who))) continue;
                if (next.Skipped != 0) return (origins.Count, Trace(origins, next));
                open.Enqueue(next);
            }
        }

        return (origins.Count, null);
    }

    private FenceState Start()
    {
        // With CACHE 2 each session has drawn two positions for an earlier append, and has one of them left.
        var kept = flaw == FenceFlaw.CachedPositions;
        var all = Enumerable.Range(0, writers).Select(i => new FenceWriter(0, 0, false, 0, kept ? (2 * i) + 2 : 0, false)).ToImmutableArray();
        var last = kept ? 2 * writers : 0;
        return new FenceState(last, last, false, 0, all, new FenceReader(0, 0, 0, 0, 0, 0, 0));
    }

    private IEnumerable<(string Who, FenceState State)> Next(FenceState state)
    {
        for (var i = 0; i < state.Writers.Length; i++)
        {
            if (state.Writers[i].Step == FenceWriter.Done) continue;
            var step = WriterSteps[state.Writers[i].Step];
            yield return ("writer", Write(state, i, step, commits: true));
            if (step == WriterSteps[4]) yield return ("writer that rolls back", Write(state, i, step, commits: false));
        }

        if (state.Reader.Readings < readings) yield return ("reader", Read(state, ReaderSteps[state.Reader.Step]));
        if (crashes && !state.HasCrashed) yield return ("crash", Crash(state));
    }

    private FenceState Write(FenceState state, int index, WriterStep step, bool commits)
    {
        var writer = state.Writers[index];
        if (step == WriterSteps[4]) writer = writer with { Commits = commits };
        var after = writer with { Step = writer.Step + 1 == WriterSteps.Length ? FenceWriter.Done : writer.Step + 1 };
        switch (step)
        {
            case WriterStep.Fence:
                return state.With(index, after with { Fence = state.Last });
            case WriterStep.Lock:
                return state.With(index, after with { IsLocked = true });
            case WriterStep.First or WriterStep.Second:
                var position = writer.Kept > 0 ? writer.Kept : state.Last + 1;
                return (state with { Last = Math.Max(state.Last, position) }).With(index, after with { Drawn = writer.Drawn | (1 << position), Kept = 0 });
            case WriterStep.Commit when writer.Commits:
                return (state with { Visible = state.Visible | writer.Drawn, Durable = state.Last }).With(index, after);
            case WriterStep.Unlock:
                return state.With(index, after with { IsLocked = false });
            default:
                return state.With(index, after);
        }
    }

    private FenceState Read(FenceState state, ReaderStep step)
    {
        var reader = state.Reader with { Step = state.Reader.Step + 1 };
        return step switch
        {
            ReaderStep.Drawn => state with { Reader = reader with { Drawn = state.Last } },
            ReaderStep.Lowest => state with { Reader = reader with { Lowest = state.LowestFence } },
            ReaderStep.Snapshot => state with { Reader = reader with { Snapshot = state.Visible } },
            _ => state with { Reader = Rows(reader) },
        };
    }

    private FenceReader Rows(FenceReader reader)
    {
        var ceiling = Math.Min(reader.Drawn, reader.Lowest);
        var rows = reader.Snapshot & ((2 << ceiling) - 1);
        var end = flaw == FenceFlaw.CheckpointAtCeiling ? ceiling : FenceState.Highest(rows);
        var given = end > reader.Checkpoint ? rows & ~((2 << reader.Checkpoint) - 1) : 0;
        return new FenceReader(0, reader.Readings + 1, 0, 0, 0, Math.Max(reader.Checkpoint, end), reader.Given | given);
    }

    // What was not on disk is gone, and with it whoever was under way; the reader goes on from its checkpoint.
    private static FenceState Crash(FenceState state) => state with
    {
        HasCrashed = true,
        Last = state.Durable,
        Writers = [.. state.Writers.Select(w => w.Step == 0 ? w : default(FenceWriter) with { Step = FenceWriter.Done })],
        Reader = new FenceReader(0, state.Reader.Readings, 0, 0, 0, state.Reader.Checkpoint, state.Reader.Given),
    };

    private static string Describe(string who, FenceState state) => string.Create(
        CultureInfo.InvariantCulture,
        $"{who}: last {state.Last}, drawn [{string.Join("; ", state.Writers.Select(w => Positions(w.Drawn)))}], fences [{string.Join(", ", state.Writers.Where(w => w.IsLocked).Select(w => w.Fence))}], visible [{Positions(state.Visible)}], reader after step {state.Reader.Step} of reading {state.Reader.Readings + 1} with checkpoint {state.Reader.Checkpoint}, given [{Positions(state.Reader.Given)}]");

    private static string Positions(int bits) => string.Join(", ", Enumerable.Range(0, 32).Where(i => (bits & (1 << i)) != 0));

    private static string Trace(Dictionary<(UInt128, UInt128), (FenceState? Before, string Who)> origins, FenceState end)
    {
        var steps = new List<string> { $"skipped: [{Positions(end.Skipped)}]" };
        for (FenceState? state = end; state is not null;)
        {
            var (before, who) = origins[state.Key];
            steps.Add(Describe(who, state));
            state = before;
        }

        steps.Reverse();
        return string.Join(Environment.NewLine, steps);
    }
}
