using System.Data.Common;
using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Checkpoints;

using static CheckpointScene;

/// <summary>A commit that moves a checkpoint is the move, and then the commit.</summary>
internal static class CheckpointCommitRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "a commit that moves a checkpoint decides as a move before a commit does", async s =>
        {
            var places = await s.PositionsAsync(3).ConfigureAwait(false);
            var number = 0;
            foreach (var stored in new (GlobalPosition? Position, long Token)?[] { null, (null, 2), (places[1], 2), (places[1], long.MaxValue) })
            {
                foreach (var (position, token, from) in AllMoves(places))
                {
                    var (apart, atOnce) = ($"apart {number}", $"at once {number++}");
                    if (stored is { } there)
                    {
                        await s.MoveAsync(there.Position, there.Token, apart).ConfigureAwait(false);
                        await s.MoveAsync(there.Position, there.Token, atOnce).ConfigureAwait(false);
                    }

                    var move = $"A move of {Text(stored)} to {position} with token {token} from {from}";
                    var expected = await ApartAsync(s, new Checkpoint(apart, 0, position, token) { From = from }).ConfigureAwait(false);
                    Expect.Equal(expected, await AtOnceAsync(s, new Checkpoint(atOnce, 0, position, token) { From = from }).ConfigureAwait(false), move);
                    Expect.Equal(Place(await s.FindAsync(apart).ConfigureAwait(false)), Place(await s.FindAsync(atOnce).ConfigureAwait(false)), $"{move}: where it stands then");
                }
            }
        });
        cases.Add("PR-2", "a commit that cannot move its checkpoint commits nothing, and the transaction can only be undone", async s =>
        {
            var (places, stream) = (await s.PositionsAsync(2).ConfigureAwait(false), StoreScene.NewStream());
            await s.MoveAsync(places[1], token: 5).ConfigureAwait(false);
            foreach (var (token, outcome) in new[] { (5L, CheckpointOutcome.Behind), (4, CheckpointOutcome.Fenced) })
            {
                var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
                await using var t = transaction.ConfigureAwait(false);
                await transaction.NoteAsync(stream, StoreScene.Note()).ConfigureAwait(false);
                Expect.Equal(outcome, await transaction.CommitAsync(new Checkpoint(Name, 0, places[0], token)).ConfigureAwait(false), "What became of it");
                await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().AsTask(), "A commit after it").ConfigureAwait(false);
                await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.NoteAsync(stream, StoreScene.Note()), "An append after it").ConfigureAwait(false);
                await transaction.DisposeAsync().ConfigureAwait(false);
            }

            Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            Expect.Equal((places[1], 5L), Place(await s.FindAsync().ConfigureAwait(false)), "Where the checkpoint stands");
        });
        cases.Add("PR-2", "a commit that moves its checkpoint commits all, and ends the transaction", async s =>
        {
            var (places, stream) = (await s.PositionsAsync(1).ConfigureAwait(false), StoreScene.NewStream());
            var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await using var t = transaction.ConfigureAwait(false);
            await transaction.NoteAsync(stream, StoreScene.Note()).ConfigureAwait(false);
            await transaction.MoveCheckpointAsync(new Checkpoint("before", 0, places[0])).ConfigureAwait(false);
            Expect.Equal(CheckpointOutcome.Moved, await transaction.CommitAsync(new Checkpoint(Name, 0, places[0], 3)).ConfigureAwait(false), "What became of it");
            Expect.Equal(1, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream, before the transaction is disposed of");
            Expect.Equal((places[0], 3L), Place(await s.FindAsync().ConfigureAwait(false)), "Where the checkpoint stands");
            Expect.Equal((places[0], 0L), Place(await s.FindAsync("before").ConfigureAwait(false)), "Where the one stands that was moved before");
            var error = await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(new Checkpoint("later", 0, places[0])).AsTask(), "A second commit").ConfigureAwait(false);
            Expect.True(error.Message.Contains("committed", StringComparison.Ordinal), $"The error says that the transaction was committed: {error.Message}");
        });
        cases.Add("PR-2", "a commit that moves a checkpoint is refused where an earlier one could not be moved, and where its position is another store's", async s =>
        {
            var (places, stream) = (await s.PositionsAsync(2).ConfigureAwait(false), StoreScene.NewStream());
            await s.MoveAsync(places[1]).ConfigureAwait(false);
            await s.UndoAsync(async t =>
            {
                await t.NoteAsync(stream, StoreScene.Note()).ConfigureAwait(false);
                await Expect.ThrowsAsync<PositionMismatchException>(() => t.CommitAsync(new Checkpoint("other", 0, new GlobalPosition(Guid.NewGuid(), 1))).AsTask(), "A commit with a position of another store").ConfigureAwait(false);
                await t.MoveCheckpointAsync(new Checkpoint(Name, 0, places[0])).ConfigureAwait(false);
                return await Expect.ThrowsAsync<InvalidOperationException>(() => t.CommitAsync(new Checkpoint("other", 0, places[0])).AsTask(), "A commit after a refused move").ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            Expect.Equal(null, await s.FindAsync("other").ConfigureAwait(false), "The other checkpoint");
        });
        cases.Add("PR-2", "after an error of the user's own SQL a commit that moves a checkpoint commits all, or nothing and says so", async s =>
        {
            var (places, stream) = (await s.PositionsAsync(1).ConfigureAwait(false), StoreScene.NewStream());
            var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await using var t = transaction.ConfigureAwait(false);
            if (transaction.Connection is null) return;
            await transaction.NoteAsync(stream, StoreScene.Note()).ConfigureAwait(false);
            await Expect.ThrowsAsync<DbException>(() => RowScene.RunAsync(transaction, "SELECT nothing FROM nowhere"), "The SQL").ConfigureAwait(false);
            var isMoved = true;
            try
            {
                await transaction.CommitAsync(new Checkpoint(Name, 0, places[0])).ConfigureAwait(false);
            }
            catch (EventStoreException e)
            {
                Expect.True(!e.OutcomeUnknown, $"The outcome is known: {e.Message}");
                isMoved = false;
            }

            Expect.Equal(isMoved ? 1L : 0L, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            Expect.Equal(isMoved ? (places[0], 0L) : null, Place(await s.FindAsync().ConfigureAwait(false)), "Where the checkpoint stands");
        });
    }

    private static IEnumerable<(GlobalPosition? Position, long Token, GlobalPosition? From)> AllMoves(GlobalPosition[] places) =>
        from position in new GlobalPosition?[] { null, places[0], places[1], places[2] }
        from token in new[] { 1L, 2, 3 }
        from origin in position is null ? [null] : new GlobalPosition?[] { null, new(places[0].StoreId, 0), places[0], places[1] }
        where origin is null || origin < position
        select (position, token, origin);

    private static string Text((GlobalPosition? Position, long Token)? stored) => stored is { } there ? $"what stands at {there.Position} with token {there.Token}" : "what is not there";

    private static async Task<CheckpointOutcome> ApartAsync(StoreScene scene, Checkpoint checkpoint)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var outcome = await transaction.MoveCheckpointAsync(checkpoint).ConfigureAwait(false);
        if (outcome == CheckpointOutcome.Moved) await transaction.CommitAsync().ConfigureAwait(false);
        return outcome;
    }

    private static async Task<CheckpointOutcome> AtOnceAsync(StoreScene scene, Checkpoint checkpoint)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        return await transaction.CommitAsync(checkpoint).ConfigureAwait(false);
    }
}
