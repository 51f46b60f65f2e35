using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>What was appended before a projection ran inline is handled first.</summary>
internal static class InlineHistoryRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var batch in new[] { 1, 3, 500 })
        {
            cases.Add("PR-1", $"a projection over history catches up before it runs inline, with {batch} events in a transaction", async s =>
            {
                var stream = await s.StreamOfAsync(7).ConfigureAwait(false);
                await s.AppendAsync(stream, ExpectedVersion.Any, new NewEvent(new NoteCorrected("of no concern"))).ConfigureAwait(false);
                var options = new InlineProjectionOptions { CatchUpBatchSize = batch };
                var store = await s.OpenAsync(options).ConfigureAwait(false);
                await s.ExpectMirroredAsync().ConfigureAwait(false);
                await store.AppendAsync(stream, ExpectedVersion.Any, Notes(2, from: 8)).ConfigureAwait(false);
                await (await s.OpenAsync(options).ConfigureAwait(false)).AppendAsync(stream, ExpectedVersion.Any, Notes(1, from: 10)).ConfigureAwait(false);
                await s.ExpectMirroredAsync().ConfigureAwait(false);
            });
        }

        cases.Add("PR-1", "a projection that was closed for a while catches up with what was appended around it meanwhile", async s =>
        {
            var store = await s.OpenAsync().ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
            await store.DisposeAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<ObjectDisposedException>(() => store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append after the disposal").ConfigureAwait(false);
            await s.StreamOfAsync(5).ConfigureAwait(false);
            store = await s.OpenAsync().ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false);
            await s.ExpectMirroredAsync().ConfigureAwait(false);
        });
        cases.Add("PR-1", "where history cannot be handled the store is not opened, and goes on there when it is opened again", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            await s.AppendAsync(stream, ExpectedVersion.Any, Note(Mirror.Unreadable)).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<InlineProjectionException>(() => s.OpenAsync(new InlineProjectionOptions { CatchUpBatchSize = 1 }).AsTask(), "Opening it").ConfigureAwait(false);
            Expect.Equal((stream, 3L), (error.Stream!.Value, error.Version), "The event at fault");
            Expect.Sequence([$"{stream.Key}@1 1", $"{stream.Key}@2 2"], await s.MirroredAsync().ConfigureAwait(false), "What is derived of the events before it");
            await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Any).ConfigureAwait(false);
            var store = await s.OpenAsync().ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false);
            Expect.Equal(3, (await s.MirroredAsync().ConfigureAwait(false)).Length, "How many events are derived in all");
        });
        cases.Add("PR-1", "another version of a projection begins anew, under a checkpoint of its own", async s =>
        {
            var store = await s.OpenAsync().ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
            await s.OpenAsync(Mirror.Descriptor(version: 2)).ConfigureAwait(false);
            Expect.Equal(4, (await s.MirroredAsync().ConfigureAwait(false)).Length, "How many events both versions have derived");
            Expect.Sequence(["mirror@1", "mirror@2"], (await s.Transactional.Checkpoints.ListAsync().ConfigureAwait(false)).Select(c => c.Subscription), "The checkpoints");
        });
    }
}
