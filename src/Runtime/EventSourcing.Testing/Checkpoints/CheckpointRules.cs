using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Checkpoints;

using static CheckpointScene;

/// <summary>Checkpoints move forward, and for the holder of the latest lease alone.</summary>
internal static class CheckpointRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("SU-2", "a checkpoint is absent before it is moved, and then as it was moved", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            Expect.Equal(null, await s.FindAsync().ConfigureAwait(false), "The checkpoint before");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(places[1], token: 7).ConfigureAwait(false), "What became of it");
            var found = await s.FindAsync().ConfigureAwait(false);
            Expect.Equal((Name, 0, (GlobalPosition?)places[1], 7L), (found!.Subscription, found.Partition, found.Position, found.Token), "The checkpoint");
            Expect.True(found.MovedAt is { Offset.Ticks: 0 }, $"It says in UTC when it was moved: {found.MovedAt:O}");
        });
        cases.Add("PR-2", "a checkpoint never goes back, and does not stay where it is", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            await s.MoveAsync(places[1], token: 1).ConfigureAwait(false);
            foreach (var token in new[] { 1L, 2 })
            {
                Expect.Equal(CheckpointOutcome.Behind, await s.MoveAsync(places[1], token).ConfigureAwait(false), $"What becomes of a move to where it is, with token {token}");
                Expect.Equal(CheckpointOutcome.Behind, await s.MoveAsync(places[0], token).ConfigureAwait(false), $"What becomes of a move back, with token {token}");
            }

            Expect.Equal((places[1], 1L), Place(await s.FindAsync().ConfigureAwait(false)), "Where it stands");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(places[2], token: 1).ConfigureAwait(false), "What becomes of a move forward");
            Expect.Equal((places[2], 1L), Place(await s.FindAsync().ConfigureAwait(false)), "Where it stands then");
        });
        cases.Add("SU-5", "who holds an older lease cannot move a checkpoint, wherever to", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            await s.MoveAsync(places[0], token: 5).ConfigureAwait(false);
            foreach (var position in new GlobalPosition?[] { places[0], places[2], null })
                Expect.Equal(CheckpointOutcome.Fenced, await s.MoveAsync(position, token: 4).ConfigureAwait(false), $"What becomes of a move to {position} with an older token");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(places[1], token: 6).ConfigureAwait(false), "What becomes of a move with a later token");
            Expect.Equal(CheckpointOutcome.Fenced, await s.MoveAsync(places[2], token: 5).ConfigureAwait(false), "What becomes of a move by the former holder");
            Expect.Equal((places[1], 6L), Place(await s.FindAsync().ConfigureAwait(false)), "Where it stands");
        });
        cases.Add("SU-5", "a move without a position makes the checkpoint, or gives it the later token", async s =>
        {
            var places = await s.PositionsAsync(2).ConfigureAwait(false);
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(null).ConfigureAwait(false), "What becomes of the first");
            Expect.Equal((null, 0L), Place(await s.FindAsync().ConfigureAwait(false)), "The checkpoint");
            Expect.Equal(CheckpointOutcome.Behind, await s.MoveAsync(null).ConfigureAwait(false), "What becomes of the second");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(null, token: 2).ConfigureAwait(false), "What becomes of one with a later token");
            Expect.Equal(CheckpointOutcome.Fenced, await s.MoveAsync(places[0], token: 1).ConfigureAwait(false), "What becomes of a move with an older token");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(places[0], token: 2).ConfigureAwait(false), "What becomes of a move with that token");
            Expect.Equal(CheckpointOutcome.Moved, await s.MoveAsync(null, token: 3).ConfigureAwait(false), "What becomes of one with a still later token");
            Expect.Equal((places[0], 3L), Place(await s.FindAsync().ConfigureAwait(false)), "The checkpoint at the end");
        });
        cases.Add("PR-2", "a transaction whose checkpoint could not be moved refuses to commit", async s =>
        {
            var (places, stream) = (await s.PositionsAsync(2).ConfigureAwait(false), StoreScene.NewStream());
            await s.MoveAsync(places[1]).ConfigureAwait(false);
            var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await transaction.NoteAsync(stream, StoreScene.Note()).ConfigureAwait(false);
                Expect.Equal(CheckpointOutcome.Behind, await transaction.MoveCheckpointAsync(new Checkpoint(Name, 0, places[0])).ConfigureAwait(false), "What became of the move");
                var error = await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().AsTask(), "The commit").ConfigureAwait(false);
                Expect.True(error.Message.Contains(Name, StringComparison.Ordinal) && error.Message.Contains("Behind", StringComparison.Ordinal), $"The error says why: {error.Message}");
            }

            Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("SU-2", "checkpoints of other names and partitions have nothing to do with each other", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            string[] names = ["a", "A", "a ", "ä", "имя", "n/👩‍👧", "'; --", "100%_", new string('n', 200), new string('键', 200)];
            foreach (var name in names) await s.MoveAsync(places[0], token: 1, name).ConfigureAwait(false);
            await s.MoveAsync(places[1], token: 2, "a", partition: 1).ConfigureAwait(false);
            await s.MoveAsync(places[2], token: 3, "a", partition: int.MaxValue).ConfigureAwait(false);
            foreach (var name in names) Expect.Equal((places[0], 1L), Place(await s.FindAsync(name).ConfigureAwait(false)), $"The checkpoint of '{name}'");
            var listed = await s.Transactional.Checkpoints.ListAsync("a").ConfigureAwait(false);
            Expect.Sequence([(0, places[0], 1L), (1, places[1], 2L), (int.MaxValue, places[2], 3L)], listed.Select(c => (c.Partition, c.Position!.Value, c.Token)), "Those of 'a'");
            var all = await s.Transactional.Checkpoints.ListAsync().ConfigureAwait(false);
            Expect.Sequence(
                names.Concat(["a", "a"]).OrderBy(n => n, Comparer<string>.Create((x, y) => System.Text.Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(y)))),
                all.Select(c => c.Subscription),
                "The names of all");
            Expect.Equal(0, (await s.Transactional.Checkpoints.ListAsync("nobody").ConfigureAwait(false)).Count, "How many a name has that nobody uses");
        });
        cases.Add("SU-2", "a position of another store is refused, and the transaction goes on", async s =>
        {
            var places = await s.PositionsAsync(1).ConfigureAwait(false);
            var foreign = new GlobalPosition(Guid.NewGuid(), 1);
            await s.CommitAsync(async t =>
            {
                await Expect.ThrowsAsync<PositionMismatchException>(() => t.MoveCheckpointAsync(new Checkpoint(Name, 0, foreign)).AsTask(), "A move to a position of another store").ConfigureAwait(false);
                return await t.MoveCheckpointAsync(new Checkpoint(Name, 0, places[0])).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal((places[0], 0L), Place(await s.FindAsync().ConfigureAwait(false)), "Where it stands");
        });
        cases.Add("SU-2", "names, partitions and tokens that cannot be are refused", async s =>
        {
            var places = await s.PositionsAsync(1).ConfigureAwait(false);
            var checkpoints = s.Transactional.Checkpoints;
            foreach (var name in new[] { "", new string('n', 201), "a\0b", "half of a pair \ud800" })
            {
                await Expect.ThrowsAsync<ArgumentException>(() => s.MoveAsync(places[0], name: name), $"A move under a name of {name.Length} characters").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentException>(() => checkpoints.FindAsync(name).AsTask(), "Looking for it").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentException>(() => checkpoints.ListAsync(name).AsTask(), "Listing it").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentException>(() => checkpoints.RemoveAsync(name).AsTask(), "Removing it").ConfigureAwait(false);
            }

            await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.MoveAsync(places[0], partition: -1), "A move of partition -1").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => checkpoints.FindAsync(Name, -1).AsTask(), "Looking for partition -1").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.MoveAsync(places[0], token: -1), "A move with token -1").ConfigureAwait(false);
            Expect.Equal(0, (await checkpoints.ListAsync().ConfigureAwait(false)).Count, "How many checkpoints there are");
        });
    }
}
