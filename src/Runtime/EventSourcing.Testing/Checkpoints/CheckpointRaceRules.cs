using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Checkpoints;

using static CheckpointScene;

/// <summary>Several that move one checkpoint at once: each event counts once.</summary>
internal static class CheckpointRaceRules
{
    private const int Workers = 4;

    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "of transactions that move a checkpoint to one place, one does, and the others are behind", async s =>
        {
            var places = await s.PositionsAsync(10).ConfigureAwait(false);
            foreach (var place in places)
            {
                var outcomes = await StoreScene.AllAtOnce(Workers * 2, _ => s.MoveAsync(place)).ConfigureAwait(false);
                Expect.Sequence(
                    [CheckpointOutcome.Moved, .. Enumerable.Repeat(CheckpointOutcome.Behind, (Workers * 2) - 1)],
                    outcomes.Order(),
                    $"What became of the moves to {place}");
            }
        });
        cases.Add("PR-2", "workers that do not know of each other handle each event once in effect, in order", async s =>
        {
            var (source, target) = (StoreScene.NewStream("source"), StoreScene.NewStream("target"));
            await s.AppendAsync(source, ExpectedVersion.NoStream, StoreScene.Notes(40)).ConfigureAwait(false);
            await StoreScene.AllAtOnce(Workers, async _ =>
            {
                while (await NextAsync(s).ConfigureAwait(false) is { } next) await HandleAsync(s, next, target).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            Expect.Sequence(StoreScene.Numbers(1, 40), StoreScene.TextsOf(await s.ReadAsync(target).ConfigureAwait(false)), "What was made of the events");
        });
    }

    private static async Task<RecordedEvent?> NextAsync(StoreScene scene)
    {
        var checkpoint = await scene.FindAsync().ConfigureAwait(false);
        return (await scene.ReadCategoryAsync("source", new() { After = checkpoint?.Position, Limit = 1 }).ConfigureAwait(false)).SingleOrDefault();
    }

    private static async Task HandleAsync(StoreScene scene, RecordedEvent next, StreamId target)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        await transaction.NoteAsync(target, new NewEvent(next.Data)).ConfigureAwait(false);
        if (await transaction.MoveCheckpointAsync(new Checkpoint(Name, 0, next.Position)).ConfigureAwait(false) == CheckpointOutcome.Moved) await transaction.CommitAsync().ConfigureAwait(false);
    }
}
