using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Checkpoints;

using static CheckpointScene;

/// <summary>Whoever moves a checkpoint can say from where, or keep others from moving it meanwhile.</summary>
internal static class CheckpointGuardRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "a checkpoint that is moved from a place moves only while it stands there", async s =>
        {
            var places = await s.PositionsAsync(4).ConfigureAwait(false);
            var beginning = new GlobalPosition(places[0].StoreId, 0);
            Expect.Equal(CheckpointOutcome.Behind, await MoveFromAsync(s, places[0], places[2]).ConfigureAwait(false), "What becomes of a move from a place where it is not: it is absent");
            Expect.Equal(null, await s.FindAsync().ConfigureAwait(false), "The checkpoint");
            Expect.Equal(CheckpointOutcome.Moved, await MoveFromAsync(s, beginning, places[0]).ConfigureAwait(false), "What becomes of a move from the beginning");
            Expect.Equal(CheckpointOutcome.Behind, await MoveFromAsync(s, beginning, places[1]).ConfigureAwait(false), "What becomes of another one from there");
            Expect.Equal(CheckpointOutcome.Moved, await MoveFromAsync(s, places[0], places[2]).ConfigureAwait(false), "What becomes of a move from where it is");
            Expect.Equal(CheckpointOutcome.Behind, await MoveFromAsync(s, places[1], places[3]).ConfigureAwait(false), "What becomes of a move from an earlier place");
            Expect.Equal(CheckpointOutcome.Behind, await MoveFromAsync(s, places[3], places[3]).ConfigureAwait(false), "What becomes of a move from a later place");
            Expect.Equal((places[2], 0L), Place(await s.FindAsync().ConfigureAwait(false)), "Where it stands");
            await s.MoveAsync(null, name: "claimed").ConfigureAwait(false);
            Expect.Equal(CheckpointOutcome.Moved, await MoveFromAsync(s, beginning, places[0], "claimed").ConfigureAwait(false), "What becomes of a move from the beginning where there is a checkpoint without a position");
            await Expect.ThrowsAsync<PositionMismatchException>(() => MoveFromAsync(s, new GlobalPosition(Guid.NewGuid(), 1), places[3]), "A move from a position of another store").ConfigureAwait(false);
        });
        cases.Add("PR-2", "a locked checkpoint is read with what its transaction has changed", async s =>
        {
            var places = await s.PositionsAsync(2).ConfigureAwait(false);
            await s.CommitAsync(async t =>
            {
                Expect.Equal(null, await t.LockCheckpointAsync(Name).ConfigureAwait(false), "An absent one");
                await t.MoveCheckpointAsync(new Checkpoint(Name, 0, places[0], Token: 3)).ConfigureAwait(false);
                Expect.Equal((places[0], 3L), Place(await t.LockCheckpointAsync(Name).ConfigureAwait(false)), "One that was just made");
                await t.RemoveCheckpointsAsync(Name).ConfigureAwait(false);
                Expect.Equal(null, await t.LockCheckpointAsync(Name).ConfigureAwait(false), "One that was just removed");
                return await t.MoveCheckpointAsync(new Checkpoint(Name, 0, places[1], Token: 4)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            var locked = await s.CommitAsync(t => t.LockCheckpointAsync(Name).AsTask()).ConfigureAwait(false);
            Expect.Equal(await s.FindAsync().ConfigureAwait(false), locked, "The checkpoint");
        });
        cases.Add("PR-2", "who locks a checkpoint finds it where the last one left it, and moves it on", async s =>
        {
            const int Workers = 6;
            const int Rounds = 5;
            var places = await s.PositionsAsync(Workers * Rounds).ConfigureAwait(false);
            await s.MoveAsync(null).ConfigureAwait(false);
            await StoreScene.AllAtOnce(Workers, async _ =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    Expect.Equal(CheckpointOutcome.Moved, await s.CommitAsync(async t =>
                    {
                        var locked = await t.LockCheckpointAsync(Name).ConfigureAwait(false);
                        var next = locked!.Position is { } position ? Array.IndexOf(places, position) + 1 : 0;
                        return await t.MoveCheckpointAsync(new Checkpoint(Name, 0, places[next])).ConfigureAwait(false);
                    }).ConfigureAwait(false), "What became of the move");
                }

                return true;
            }).ConfigureAwait(false);
            Expect.Equal((places[^1], 0L), Place(await s.FindAsync().ConfigureAwait(false)), "Where it stands after as many moves as there are places");
        });
    }

    private static async Task<CheckpointOutcome> MoveFromAsync(StoreScene scene, GlobalPosition from, GlobalPosition to, string name = Name)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var outcome = await transaction.MoveCheckpointAsync(new Checkpoint(name, 0, to) { From = from }).ConfigureAwait(false);
        if (outcome == CheckpointOutcome.Moved) await transaction.CommitAsync().ConfigureAwait(false);
        return outcome;
    }
}
