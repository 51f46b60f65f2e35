using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

using static StoreScene;

/// <summary>Appends within a transaction see each other, and one that is refused disturbs nothing.</summary>
internal static class TransactionAppendRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "appends of a transaction to one stream see each other", async s =>
        {
            var stream = NewStream();
            var results = await s.CommitAsync(async t => new[]
            {
                await t.AppendAsync(stream, ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false),
                await t.AppendAsync(stream, ExpectedVersion.Exactly(2), Notes(1, from: 3)).ConfigureAwait(false),
                await t.AppendAsync(stream, ExpectedVersion.StreamExists, Notes(2, from: 4)).ConfigureAwait(false),
            }).ConfigureAwait(false);
            Expect.Sequence([2L, 3, 5], results.Select(r => r.Version), "The versions");
            Expect.True(results.Zip(results.Skip(1)).All(p => p.First.LastPosition < p.Second.FirstPosition), "Positions rise");
            Expect.Sequence(Numbers(1, 5), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events");
        });
        cases.Add("PR-2", "an append that is refused leaves the transaction usable, and what it did before", async s =>
        {
            var (taken, archived, stream, late) = (await s.StreamOfAsync(3).ConfigureAwait(false), await s.StreamOfAsync(1).ConfigureAwait(false), NewStream(), NewStream());
            await s.Maintenance.ArchiveAsync(archived).ConfigureAwait(false);
            var stored = (await s.ReadAsync(taken).ConfigureAwait(false))[0].Metadata.EventId;
            await s.CommitAsync(async t =>
            {
                await t.NoteAsync(stream, Notes(1)).ConfigureAwait(false);
                var conflict = await Expect.ThrowsAsync<ConcurrencyException>(() => t.AppendAsync(taken, ExpectedVersion.Exactly(2), Notes(2)).AsTask(), "An append at a wrong version").ConfigureAwait(false);
                Expect.Equal(3, conflict.Actual, "The version that the error names");
                await Expect.ThrowsAsync<ConcurrencyException>(() => t.AppendAsync(stream, ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append that does not expect what the transaction itself appended").ConfigureAwait(false);
                await Expect.ThrowsAsync<StreamClosedException>(() => t.NoteAsync(archived, Notes(1)), "An append to an archived stream").ConfigureAwait(false);
                await Expect.ThrowsAsync<DuplicateEventException>(() => t.NoteAsync(stream, Note("x", new EventMetadata { EventId = stored }), Note()), "An append with the id of a stored event").ConfigureAwait(false);
                await Expect.ThrowsAsync<UnregisteredEventException>(() => t.NoteAsync(stream, new NewEvent(new NoteForgotten("x"))), "An append of an unregistered event").ConfigureAwait(false);
                await Expect.ThrowsAsync<SerializationException>(() => t.NoteAsync(stream, new NewEvent(new NoteSealed(true, false))), "An append that cannot be written").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentException>(() => t.NoteAsync(stream), "An append without events").ConfigureAwait(false);
                await Expect.ThrowsAsync<ConcurrencyException>(
                    () => t.AppendAsync([new(late, ExpectedVersion.NoStream, Notes(2)), new(taken, ExpectedVersion.NoStream, Notes(2))]).AsTask(), "An append to two streams of which one is refused").ConfigureAwait(false);
                Expect.Equal(1, (await t.AppendAsync(late, ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false)).Version, "The version of the stream that the refused append left alone");
                return await t.AppendAsync(stream, ExpectedVersion.Exactly(1), Notes(1, from: 2)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Sequence(Numbers(1, 2), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "What was appended before and after");
            Expect.Equal((3L, 1L, 1L), (await s.Store.GetVersionAsync(taken).ConfigureAwait(false), await s.Store.GetVersionAsync(archived).ConfigureAwait(false), await s.Store.GetVersionAsync(late).ConfigureAwait(false)), "The versions of the other streams");
        });
        cases.Add("PR-2", "a repeated append stores nothing, and gives what the first one gave", async s =>
        {
            var (stream, notes, more) = (NewStream(), Notes(2), Notes(2, from: 3));
            var first = await s.AppendAsync(stream, ExpectedVersion.NoStream, notes).ConfigureAwait(false);
            var taken = await s.CommitAsync(async t =>
            {
                Expect.Equal(first, await t.AppendAsync(stream, ExpectedVersion.NoStream, notes).ConfigureAwait(false), "What the repetition of a stored append gives");
                var second = await t.AppendAsync(stream, ExpectedVersion.Exactly(2), more).ConfigureAwait(false);
                Expect.Equal(second, await t.AppendAsync(stream, ExpectedVersion.Exactly(2), more).ConfigureAwait(false), "What the repetition of one of the same transaction gives");
                Expect.Sequence([first], await t.AppendAsync([new(stream, ExpectedVersion.Any, notes)]).ConfigureAwait(false), "What the repetition as an append to several streams gives");
                return await t.TakeAppendedAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Sequence(Numbers(3, 4), TextsOf(taken), "The events that are new");
            Expect.Sequence(Numbers(1, 4), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events of the stream");
        });
        cases.Add("PR-2", "a repeated append after a commit is recognized in another transaction", async s =>
        {
            var (stream, notes) = (NewStream(), Notes(3));
            var first = await s.CommitAsync(t => t.NoteAsync(stream, notes)).ConfigureAwait(false);
            Expect.Equal(first, await s.CommitAsync(t => t.NoteAsync(stream, notes)).ConfigureAwait(false), "What the repetition gives");
            Expect.Equal(3, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("PR-2", "a condition sees what its transaction has appended before, and what it appends itself never breaks it", async s =>
        {
            static NewEvent Tagged(string tag) => new(new NoteTaken(tag)) { Tags = [tag] };
            var stream = NewStream();
            var none = new AppendCondition(TagQuery.AllTags("seat:1"));
            await s.CommitAsync(async t =>
            {
                await t.AppendAsync([new(stream, ExpectedVersion.NoStream, [Tagged("seat:1")])], none).ConfigureAwait(false);
                await Expect.ThrowsAsync<AppendConditionException>(() => t.AppendAsync([new(stream, ExpectedVersion.Any, [Tagged("seat:1")])], none).AsTask(), "The same seat once more").ConfigureAwait(false);
                return await t.AppendAsync([new(stream, ExpectedVersion.Any, [Tagged("seat:2")])], new AppendCondition(TagQuery.AllTags("seat:2"))).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await Expect.ThrowsAsync<AppendConditionException>(() => s.CommitAsync(t => t.AppendAsync([new(stream, ExpectedVersion.Any, [Tagged("seat:2")])], new AppendCondition(TagQuery.AllTags("seat:2"))).AsTask()), "A seat that is stored").ConfigureAwait(false);
            Expect.Sequence(["seat:1", "seat:2"], TextsOf(await s.ReadAllAsync(options: new() { Tags = new TagQuery(new TagCriterion("seat:1"), new TagCriterion("seat:2")) }).ConfigureAwait(false)), "The seats, found by their tags");
        });
    }
}
