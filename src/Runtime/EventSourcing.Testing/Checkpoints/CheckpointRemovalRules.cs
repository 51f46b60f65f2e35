using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Checkpoints;

using static CheckpointScene;

/// <summary>Checkpoints are removed by themselves, and within a transaction.</summary>
internal static class CheckpointRemovalRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "removed checkpoints are those of one subscription, and it can begin anew", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            for (var partition = 0; partition < 3; partition++) await s.MoveAsync(places[2], token: 9, partition: partition).ConfigureAwait(false);
            await s.MoveAsync(places[1], name: "others").ConfigureAwait(false);
            Expect.Equal(3, await s.Transactional.Checkpoints.RemoveAsync(Name).ConfigureAwait(false), "How many are removed");
            Expect.Equal(0, await s.Transactional.Checkpoints.RemoveAsync(Name).ConfigureAwait(false), "How many are removed again");
            Expect.Sequence(["others"], (await s.Transactional.Checkpoints.ListAsync().ConfigureAwait(false)).Select(c => c.Subscription), "What is left");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(places[0]).ConfigureAwait(false), "What becomes of a move to an earlier place, with an older token");
        });
        cases.Add("PR-2", "what is moved after a removal in one transaction begins anew", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            for (var partition = 0; partition < 2; partition++) await s.MoveAsync(places[2], token: 9, partition: partition).ConfigureAwait(false);
            await s.UndoAsync(t => t.RemoveCheckpointsAsync(Name).AsTask()).ConfigureAwait(false);
            Expect.Equal(2, (await s.Transactional.Checkpoints.ListAsync(Name).ConfigureAwait(false)).Count, "How many there are after the removal was undone");
            await s.CommitAsync(async t =>
            {
                Expect.Equal(2, await t.RemoveCheckpointsAsync(Name).ConfigureAwait(false), "How many are removed");
                for (var partition = 0; partition < 3; partition++)
                    Expect.Equal(CheckpointOutcome.Moved, await t.MoveCheckpointAsync(new Checkpoint(Name, partition, places[partition])).ConfigureAwait(false), $"What becomes of partition {partition}");
                return true;
            }).ConfigureAwait(false);
            Expect.Sequence(places, (await s.Transactional.Checkpoints.ListAsync(Name).ConfigureAwait(false)).Select(c => c.Position!.Value), "Where the partitions stand");
        });
        cases.Add("PR-2", "a cancelled removal removes nothing", async s =>
        {
            var (places, cancelled) = (await s.PositionsAsync(1).ConfigureAwait(false), new CancellationToken(canceled: true));
            await s.MoveAsync(places[0]).ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Transactional.Checkpoints.RemoveAsync(Name, cancelled).AsTask(), "A removal with a cancelled token").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Transactional.Checkpoints.FindAsync(Name, 0, cancelled).AsTask(), "A look with a cancelled token").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Transactional.Checkpoints.ListAsync(Name, cancelled).AsTask(), "A list with a cancelled token").ConfigureAwait(false);
            Expect.Equal((places[0], 0L), Place(await s.FindAsync().ConfigureAwait(false)), "The checkpoint");
        });
    }
}
