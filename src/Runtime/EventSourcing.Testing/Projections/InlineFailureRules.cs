using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>What cannot be handled cannot be stored.</summary>
internal static class InlineFailureRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-1", "where an inline projection fails nothing is stored, and the error names projection, stream and event", async s =>
        {
            var (store, stream) = (await s.OpenAsync().ConfigureAwait(false), NewStream());
            await store.AppendAsync(stream, ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<InlineProjectionException>(() => store.AppendAsync(stream, ExpectedVersion.Any, [Note("2"), Note(Mirror.Unreadable)]).AsTask(), "An append that the projection cannot handle").ConfigureAwait(false);
            Expect.Equal(("mirror@1", stream, 3L, ContractCodecs.Note), (error.Projection, error.Stream!.Value, error.Version, error.EventName), "What the error says");
            Expect.True(error.InnerException is FormatException, "It has the projection's own error within");
            Expect.Equal(1, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            await s.ExpectMirroredAsync().ConfigureAwait(false);
            await store.AppendAsync(stream, ExpectedVersion.Exactly(1), Notes(1, from: 2)).ConfigureAwait(false);
            await s.ExpectMirroredAsync().ConfigureAwait(false);
        });
        cases.Add("PR-1", "where one of several inline projections fails, the others have derived nothing", async s =>
        {
            var store = await s.OpenAsync(Mirror.Descriptor("first"), new ProjectionDescriptor<Failing>("second", 1, [typeof(NoteTaken)], [], _ => new Failing())).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<InlineProjectionException>(() => store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append that the second projection cannot handle").ConfigureAwait(false);
            Expect.Equal("second@1", error.Projection, "The projection");
            Expect.Equal(0, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("PR-1", "a transaction in which an inline projection has failed can only be undone", async s =>
        {
            var store = await s.OpenAsync().ConfigureAwait(false);
            var transaction = await store.BeginTransactionAsync().ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await transaction.NoteAsync(NewStream(), Note()).ConfigureAwait(false);
                await Expect.ThrowsAsync<InlineProjectionException>(() => transaction.NoteAsync(NewStream(), Note(Mirror.Unreadable)), "An append that the projection cannot handle").ConfigureAwait(false);
                await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().AsTask(), "The commit").ConfigureAwait(false);
                await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.NoteAsync(NewStream(), Note()), "Another append").ConfigureAwait(false);
            }

            Expect.Equal(0, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("PR-1", "a refused append leaves a transaction with inline projections usable", async s =>
        {
            var (store, stream) = (await s.OpenAsync().ConfigureAwait(false), await s.StreamOfAsync(1).ConfigureAwait(false));
            var transaction = await store.BeginTransactionAsync().ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await Expect.ThrowsAsync<ConcurrencyException>(() => transaction.AppendAsync(stream, ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append that conflicts").ConfigureAwait(false);
                await transaction.AppendAsync(stream, ExpectedVersion.Exactly(1), [Note("2")]).ConfigureAwait(false);
                await transaction.CommitAsync().ConfigureAwait(false);
            }

            Expect.Sequence([$"{stream.Key}@2 2"], await s.MirroredAsync().ConfigureAwait(false), "What is derived");
        });
        cases.Add("PR-1", "an inline projection whose checkpoint is gone handles nothing more, and nothing is stored", async s =>
        {
            var store = await s.OpenAsync().ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false);
            await store.Checkpoints.RemoveAsync("mirror@1").ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<InlineProjectionException>(() => store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append after it was removed").ConfigureAwait(false);
            Expect.Equal(("mirror@1", null), (error.Projection, error.Stream), "What the error says");
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
    }

    private sealed class Failing : IProjection
    {
        public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken) => throw new FormatException("Nothing can be read.");
    }
}
