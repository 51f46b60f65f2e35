using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

using static StoreScene;

/// <summary>All of a transaction, or nothing.</summary>
internal static class TransactionRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "what a transaction appends and the checkpoint that it moves are there when it is committed", async s =>
        {
            var (one, other) = (NewStream(), NewStream("order"));
            var results = await s.CommitAsync(async t =>
            {
                AppendResult[] appended = [await t.NoteAsync(one, Notes(2)).ConfigureAwait(false), await t.NoteAsync(other, Notes(3)).ConfigureAwait(false)];
                Expect.Equal(CheckpointOutcome.Moved, await t.MoveCheckpointAsync(new Checkpoint("readers", 0, appended[1].LastPosition)).ConfigureAwait(false), "What became of the checkpoint");
                return appended;
            }).ConfigureAwait(false);
            var feed = await s.ReadAllAsync().ConfigureAwait(false);
            Expect.Sequence([one, one, other, other, other], feed.Select(e => e.Stream), "The streams in the order of the feed");
            Expect.Sequence(
                [new AppendResult(one, 2, feed[0].Position, feed[1].Position), new AppendResult(other, 3, feed[2].Position, feed[4].Position)],
                results,
                "The results");
            Expect.Equal(feed[4].Position, (await s.Transactional.Checkpoints.FindAsync("readers").ConfigureAwait(false))?.Position, "Where the checkpoint stands");
        });
        cases.Add("PR-2", "a transaction that is not committed leaves nothing", async s =>
        {
            var (known, fresh) = (await s.StreamOfAsync(2).ConfigureAwait(false), NewStream("never-committed"));
            var notes = Notes(2);
            await s.UndoAsync(async t =>
            {
                await t.NoteAsync(fresh, notes).ConfigureAwait(false);
                var result = await t.NoteAsync(known, Notes(1, from: 3)).ConfigureAwait(false);
                Expect.Equal(3, result.Version, "The version within the transaction");
                return await t.MoveCheckpointAsync(new Checkpoint("readers", 0, result.LastPosition)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal((2L, 0L), (await s.Store.GetVersionAsync(known).ConfigureAwait(false), await s.Store.GetVersionAsync(fresh).ConfigureAwait(false)), "The versions of both streams");
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events the feed has");
            Expect.Equal(false, await s.Store.ExistsAsync(notes[0].Metadata.EventId).ConfigureAwait(false), "Whether one of the events is stored");
            Expect.Equal(null, await s.Transactional.Checkpoints.FindAsync("readers").ConfigureAwait(false), "The checkpoint");

            // The same events, and another category and type in the place of those that were undone.
            Expect.Equal(2, (await s.AppendAsync(fresh, ExpectedVersion.NoStream, notes).ConfigureAwait(false)).Version, "The version after the events are appended again");
            var next = NewStream("another");
            await s.AppendAsync(next, ExpectedVersion.NoStream, new NewEvent(new NoteCorrected("later"))).ConfigureAwait(false);
            Expect.Sequence([fresh.Category, fresh.Category, "another"], (await s.ReadAllAsync().ConfigureAwait(false)).Skip(2).Select(e => e.Stream.Category), "The categories of what came later");
            Expect.Equal(ContractCodecs.Correction, (await s.ReadAsync(next).ConfigureAwait(false)).Single().Name, "The name of the last event");
        });
        cases.Add("PR-2", "a transaction that does nothing can be committed and undone", async s =>
        {
            await s.CommitAsync(t => Task.FromResult(true)).ConfigureAwait(false);
            await s.UndoAsync(t => Task.FromResult(true)).ConfigureAwait(false);
            Expect.Equal(null, await s.Store.GetHeadAsync().ConfigureAwait(false), "The head");
        });
        cases.Add("PR-2", "what is appended is given as it will be read, each event once", async s =>
        {
            var (one, other) = (NewStream(), NewStream("order"));
            NewEvent[] mine = [Note("1", Stores.MetadataRules.Full()), new(new NoteCorrected("2"))];
            var (first, second, third) = await s.CommitAsync(async t =>
            {
                await t.NoteAsync(one, mine).ConfigureAwait(false);
                await t.NoteAsync(other, Notes(2)).ConfigureAwait(false);
                var early = await t.TakeAppendedAsync().ConfigureAwait(false);
                await t.AppendAsync([new(other, ExpectedVersion.Exactly(2), Notes(1, from: 3)), new(one, ExpectedVersion.Exactly(2), Notes(2, from: 3))]).ConfigureAwait(false);
                return (early, await t.TakeAppendedAsync().ConfigureAwait(false), await t.TakeAppendedAsync().ConfigureAwait(false));
            }).ConfigureAwait(false);
            Expect.Equal((4, 3, 0), (first.Count, second.Count, third.Count), "How many events are given each time");
            Expect.Sequence(TransactionScene.Whole(await s.ReadAllAsync().ConfigureAwait(false)), TransactionScene.Whole(first.Concat(second)), "The events");
        });
        cases.Add("PR-2", "a store with transactions says which events it knows, and leases work", async s =>
        {
            Expect.True(ReferenceEquals(ContractCodecs.Catalog, s.Transactional.Catalog), "The catalog is the one that the store was made with");
            var lease = await s.Transactional.Leases.TryAcquireAsync("work", "alice", TimeSpan.FromHours(1)).ConfigureAwait(false);
            Expect.Equal(1, lease?.Token, "The token of the first lease");
            Expect.Equal(null, await s.Transactional.Leases.TryAcquireAsync("work", "bob", TimeSpan.FromHours(1)).ConfigureAwait(false), "What another one gets");
        });
    }
}
