using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

using static StoreScene;

/// <summary>Many transactions, and appends outside of them, at once.</summary>
internal static class TransactionRaceRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "transactions and single appends that go to one stream at once all succeed, and it has no gap", async s =>
        {
            var stream = NewStream();
            await AllAtOnce(12, async i =>
            {
                for (var round = 0; round < 10; round++)
                {
                    if (i % 3 == 0) await s.AppendAsync(stream, ExpectedVersion.Any, Note($"{i}-{round}"), Note($"{i}-{round}")).ConfigureAwait(false);
                    else if (i % 3 == 1) await s.CommitAsync(t => t.NoteAsync(stream, Note($"{i}-{round}"), Note($"{i}-{round}"))).ConfigureAwait(false);
                    else await s.UndoAsync(t => t.NoteAsync(stream, Note("undone"))).ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
            var events = await s.ReadAsync(stream).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Range(1, 8 * 10 * 2).Select(v => (long)v), events.Select(e => e.Version), "The versions");
            Expect.True(events.Chunk(2).All(pair => pair[0].Data.Equals(pair[1].Data)), "The two events of an append stand beside each other");
            Expect.True(!TextsOf(events).Contains("undone"), "No event is there that was undone");
            Expect.Sequence(events.Select(e => e.Position), (await s.ReadAllAsync().ConfigureAwait(false)).Select(e => e.Position), "The positions in the feed");
        });
        cases.Add("PR-2", "of transactions that append at one version, one wins", async s =>
        {
            for (var round = 0; round < 10; round++)
            {
                var stream = NewStream();
                var won = await AllAtOnce(6, async i =>
                {
                    try
                    {
                        await s.CommitAsync(t => t.AppendAsync(stream, ExpectedVersion.NoStream, Notes(2)).AsTask()).ConfigureAwait(false);
                        return true;
                    }
                    catch (ConcurrencyException)
                    {
                        return false;
                    }
                }).ConfigureAwait(false);
                Expect.Equal(1, won.Count(w => w), "How many of 6 succeed");
                Expect.Equal(2, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            }
        });
        cases.Add("ST-4", "a commit wakes who waits for news of the feed", async s =>
        {
            if (s.Store is not IFeedSignal signal) return;
            var waiting = signal.WaitAsync(after: null, Patience * 5).AsTask();
            await s.CommitAsync(t => t.NoteAsync(NewStream(), Note())).ConfigureAwait(false);
            await waiting.ConfigureAwait(false);
        });
    }
}
