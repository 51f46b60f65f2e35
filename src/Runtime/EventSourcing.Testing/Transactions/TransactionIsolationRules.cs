using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

using static StoreScene;

/// <summary>What others see of a transaction that is open: nothing.</summary>
internal static class TransactionIsolationRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "readers see nothing of a transaction before its commit, and do not wait for it", async s =>
        {
            var (known, fresh) = (await s.StreamOfAsync(1).ConfigureAwait(false), NewStream());
            var notes = Notes(2);
            await s.CommitAsync(async t =>
            {
                await t.NoteAsync(known, Notes(1, from: 2)).ConfigureAwait(false);
                var result = await t.NoteAsync(fresh, notes).ConfigureAwait(false);
                await t.MoveCheckpointAsync(new Checkpoint("readers", 0, result.LastPosition)).ConfigureAwait(false);
                Expect.Equal(1, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events the feed has");
                Expect.Equal(1, (await s.ReadAsync(known).ConfigureAwait(false)).Count, "How many events the known stream has");
                Expect.Equal(0, await s.Store.GetVersionAsync(fresh).ConfigureAwait(false), "The version of the new stream");
                Expect.Equal(false, await s.Store.ExistsAsync(notes[0].Metadata.EventId).ConfigureAwait(false), "Whether an event of it is stored");
                Expect.Equal(null, await s.Transactional.Checkpoints.FindAsync("readers").ConfigureAwait(false), "The checkpoint");
                Expect.Equal(0, (await s.Transactional.Checkpoints.ListAsync().ConfigureAwait(false)).Count, "How many checkpoints there are");
                return true;
            }).ConfigureAwait(false);
            Expect.Equal(4, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events the feed has after the commit");
            Expect.Equal(4, (await s.Store.GetHeadAsync().ConfigureAwait(false) is { } head ? (await s.ReadAllAsync().ConfigureAwait(false)).FindIndex(e => e.Position == head) : -1) + 1, "The place of the head in the feed");
        });
    }
}
