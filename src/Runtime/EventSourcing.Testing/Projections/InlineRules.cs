using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>What is appended is handled before the append returns, in its transaction.</summary>
internal static class InlineRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-1", "when an append returns, what an inline projection derives of it is stored, and its checkpoint stands there", async s =>
        {
            var (store, stream) = (await s.OpenAsync().ConfigureAwait(false), NewStream());
            var first = await store.AppendAsync(stream, ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
            Expect.Sequence([$"{stream.Key}@1 1", $"{stream.Key}@2 2"], await s.MirroredAsync().ConfigureAwait(false), "What is derived of the first append");
            var second = await store.AppendAsync(stream, ExpectedVersion.Exactly(2), Notes(1, from: 3)).ConfigureAwait(false);
            await s.ExpectMirroredAsync().ConfigureAwait(false);
            Expect.True(first.LastPosition < second.FirstPosition, "Positions rise");
            Expect.Equal(second.LastPosition, (await store.Checkpoints.FindAsync("mirror@1").ConfigureAwait(false))?.Position, "Where the checkpoint stands");
        });
        cases.Add("PR-1", "an inline projection is given events as they are read afterwards", async s =>
        {
            var seen = new List<RecordedEvent>();
            var store = await s.OpenAsync(new InlineProjectionOptions { Services = type => type == typeof(List<RecordedEvent>) ? seen : null }).ConfigureAwait(false);
            var stream = await s.StreamOfAsync(1).ConfigureAwait(false);
            seen.Clear();
            await store.AppendAsync(stream, ExpectedVersion.Any, [Note("2", Stores.MetadataRules.Full()), new(new NoteCorrected("3")), Note("4")]).ConfigureAwait(false);
            var stored = (await s.ReadAsync(stream).ConfigureAwait(false)).Where(e => e.Version > 1 && e.Data is NoteTaken);
            Expect.Sequence(TransactionScene.Whole(stored), TransactionScene.Whole(seen), "The events");
        });
        cases.Add("PR-1", "what concerns no inline projection leaves its checkpoint alone", async s =>
        {
            var store = await s.OpenAsync().ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, [new NewEvent(new NoteCorrected("x"))]).ConfigureAwait(false);
            await store.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, [new NewEvent(new NoteCorrected("y"))])]).ConfigureAwait(false);
            Expect.Equal(null, (await store.Checkpoints.FindAsync("mirror@1").ConfigureAwait(false))!.Position, "Where the checkpoint stands");
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("PR-1", "a repeated append is not handled again", async s =>
        {
            var (store, stream, notes) = (await s.OpenAsync().ConfigureAwait(false), NewStream(), Notes(2));
            var first = await store.AppendAsync(stream, ExpectedVersion.NoStream, notes).ConfigureAwait(false);
            Expect.Equal(first, await store.AppendAsync(stream, ExpectedVersion.NoStream, notes).ConfigureAwait(false), "What the repetition gives");
            await s.ExpectMirroredAsync().ConfigureAwait(false);
        });
        cases.Add("PR-1", "an append to several streams is handled in the order of the feed", async s =>
        {
            var (store, one, other) = (await s.OpenAsync().ConfigureAwait(false), NewStream(), NewStream("order"));
            await store.AppendAsync([new(one, ExpectedVersion.NoStream, Notes(2)), new(other, ExpectedVersion.NoStream, Notes(3))]).ConfigureAwait(false);
            await s.ExpectMirroredAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<ConcurrencyException>(() => store.AppendAsync([new(one, ExpectedVersion.Exactly(2), Notes(2)), new(other, ExpectedVersion.NoStream, Notes(3))]).AsTask(), "An append of which one stream conflicts").ConfigureAwait(false);
            Expect.Equal(5, (await s.MirroredAsync().ConfigureAwait(false)).Length, "How many events are derived");
        });
        cases.Add("PR-1", "several inline projections each handle what is appended", async s =>
        {
            var store = await s.OpenAsync(Mirror.Descriptor("second"), Mirror.Descriptor("first")).ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(3)).ConfigureAwait(false);
            await s.ExpectMirroredAsync("first").ConfigureAwait(false);
            await s.ExpectMirroredAsync("second").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.OpenAsync(Mirror.Descriptor(), Mirror.Descriptor()).AsTask(), "Opening with one projection twice").ConfigureAwait(false);
        });
        cases.Add("PR-1", "what is appended in a transaction is handled in it, and undone with it", async s =>
        {
            var (store, stream) = (await s.OpenAsync().ConfigureAwait(false), NewStream());
            var undone = await store.BeginTransactionAsync().ConfigureAwait(false);
            await using (undone.ConfigureAwait(false))
            {
                await undone.NoteAsync(stream, Notes(2)).ConfigureAwait(false);
                var taken = await undone.TakeAppendedAsync().ConfigureAwait(false);
                Expect.Sequence([typeof(NoteTaken), typeof(NoteTaken), typeof(NoteCorrected), typeof(NoteCorrected)], taken.Select(e => e.Data.GetType()), "The types of what the transaction has appended");
            }

            Expect.Equal(0, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
            var committed = await store.BeginTransactionAsync().ConfigureAwait(false);
            await using var t = committed.ConfigureAwait(false);
            await committed.NoteAsync(stream, Notes(2)).ConfigureAwait(false);
            var last = await committed.NoteAsync(NewStream(), Notes(1)).ConfigureAwait(false);
            await committed.CommitAsync().ConfigureAwait(false);
            await s.ExpectMirroredAsync().ConfigureAwait(false);
            Expect.Equal(last.LastPosition, (await store.Checkpoints.FindAsync("mirror@1").ConfigureAwait(false))?.Position, "Where the checkpoint stands");
        });
    }
}
