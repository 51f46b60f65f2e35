namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Streams that are closed to appends, and opened again.</summary>
internal static class ArchiveRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-10", "a stream is active, also one that does not exist", async s =>
        {
            Expect.Equal(StreamState.Active, await s.Maintenance.GetStateAsync(NewStream()).ConfigureAwait(false), "The state of an absent stream");
            Expect.Equal(StreamState.Active, await s.Maintenance.GetStateAsync(await s.StreamOfAsync(1).ConfigureAwait(false)).ConfigureAwait(false), "The state of a stream");
        });
        cases.Add("ST-10", "an archived stream refuses every append, and stays as it is", async s =>
        {
            var stream = await ArchivedAsync(s, 2).ConfigureAwait(false);
            foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.Exactly(2), ExpectedVersion.StreamExists, ExpectedVersion.NoStream, ExpectedVersion.Exactly(1) })
            {
                var error = await Expect.ThrowsAsync<StreamClosedException>(() => s.AppendAsync(stream, expected, Note()), $"An append with {expected} to an archived stream").ConfigureAwait(false);
                Expect.Equal((stream, StreamState.Archived), (error.Stream, error.State), "What the error says");
            }

            Expect.Equal(StreamState.Archived, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), "Its state");
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("ST-10", "an archived stream refuses an append to several streams whole", async s =>
        {
            var (archived, other) = (await ArchivedAsync(s, 1).ConfigureAwait(false), NewStream());
            var error = await Expect.ThrowsAsync<StreamClosedException>(
                () => s.Atomic.AppendAsync([new(other, ExpectedVersion.NoStream, Notes(1)), new(archived, ExpectedVersion.Any, Notes(1))]).AsTask(), "An append to an archived stream and another").ConfigureAwait(false);
            Expect.Equal((archived, StreamState.Archived), (error.Stream, error.State), "What the error says");
            Expect.Equal(0, await s.Store.GetVersionAsync(other).ConfigureAwait(false), "The version of the other stream");
        });
        cases.Add("ST-10", "an archived stream can be read as before, by every reading", async s =>
        {
            var stream = await ArchivedAsync(s, 3).ConfigureAwait(false);
            Expect.Sequence(Numbers(1, 3), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "Its events");
            Expect.Sequence(Numbers(1, 3), TextsOf(await s.ReadAllAsync().ConfigureAwait(false)), "The feed");
            Expect.Sequence(Numbers(1, 3), TextsOf(await s.ReadCategoryAsync(stream.Category).ConfigureAwait(false)), "Its category");
            Expect.Equal(3, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "Its version");
        });
        cases.Add("ST-10", "a repetition of an append to a stream that was archived since gets the first result", async s =>
        {
            var (stream, batch) = (NewStream(), Notes(2));
            var first = await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
            await s.Maintenance.ArchiveAsync(stream).ConfigureAwait(false);
            Expect.Equal(first, await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false), "The result of the repetition");
            await Expect.ThrowsAsync<DuplicateEventException>(() => s.AppendAsync(stream, ExpectedVersion.Any, Note("other", batch[1].Metadata)), "A duplicate for an archived stream").ConfigureAwait(false);
        });
        cases.Add("ST-10", "a restored stream takes events again", async s =>
        {
            var stream = await ArchivedAsync(s, 2).ConfigureAwait(false);
            await s.Maintenance.RestoreAsync(stream).ConfigureAwait(false);
            Expect.Equal(StreamState.Active, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), "Its state");
            Expect.Equal(3, (await s.AppendAsync(stream, ExpectedVersion.Exactly(2), Note("3")).ConfigureAwait(false)).Version, "Its version after an append");
        });
        cases.Add("ST-10", "archiving an archived stream, and restoring an active one, changes nothing", async s =>
        {
            var stream = await ArchivedAsync(s, 1).ConfigureAwait(false);
            await s.Maintenance.ArchiveAsync(stream).ConfigureAwait(false);
            Expect.Equal(StreamState.Archived, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), "The state of the archived stream");
            var active = await s.StreamOfAsync(1).ConfigureAwait(false);
            await s.Maintenance.RestoreAsync(active).ConfigureAwait(false);
            Expect.Equal(StreamState.Active, await s.Maintenance.GetStateAsync(active).ConfigureAwait(false), "The state of the active stream");
        });
        cases.Add("ST-10", "an absent stream can be neither archived nor restored", async s =>
        {
            var stream = NewStream();
            Expect.Equal(stream, (await Expect.ThrowsAsync<StreamNotFoundException>(() => s.Maintenance.ArchiveAsync(stream).AsTask(), "Archiving an absent stream").ConfigureAwait(false)).Stream, "The stream in the error");
            await Expect.ThrowsAsync<StreamNotFoundException>(() => s.Maintenance.RestoreAsync(stream).AsTask(), "Restoring an absent stream").ConfigureAwait(false);
            Expect.Equal(1, (await s.AppendAsync(stream, ExpectedVersion.NoStream, Note()).ConfigureAwait(false)).Version, "The version after a first append");
        });
        cases.Add("ST-10", "a listing says which streams are archived", async s =>
        {
            var (archived, active) = (await ArchivedAsync(s, 2).ConfigureAwait(false), await s.StreamOfAsync(1).ConfigureAwait(false));
            Expect.Sequence(
                new[] { new StreamSummary(archived, 2) { IsArchived = true }, new StreamSummary(active, 1) }.OrderBy(x => x.Stream.Key, StringComparer.Ordinal),
                await ListAsync(s.Directory.ListStreamsAsync(archived.Category)).ConfigureAwait(false),
                "The streams of the category");
        });
        AddSkipping(cases);
        cases.Add("ST-10", "maintenance can be cancelled, ends with the store, and refuses what names no stream", async s =>
        {
            var (stream, cancelled) = (await s.StreamOfAsync(2).ConfigureAwait(false), new CancellationToken(canceled: true));
            var calls = new (string What, Func<StreamId, CancellationToken, Task> Call)[]
            {
                ("Asking for the state", (x, token) => s.Maintenance.GetStateAsync(x, token).AsTask()),
                ("Archiving", (x, token) => s.Maintenance.ArchiveAsync(x, token).AsTask()),
                ("Restoring", (x, token) => s.Maintenance.RestoreAsync(x, token).AsTask()),
                ("Truncating", (x, token) => s.Maintenance.TruncateAsync(x, 2, token).AsTask()),
                ("Tombstoning", (x, token) => s.Maintenance.TombstoneAsync(x, ExpectedVersion.Any, token).AsTask()),
            };
            foreach (var (what, call) in calls)
            {
                await Expect.ThrowsAsync<OperationCanceledException>(() => call(stream, cancelled), $"{what} with a cancelled token").ConfigureAwait(false);
                await Expect.ThrowsAsync<ArgumentException>(() => call(default, default), $"{what} of default(StreamId)").ConfigureAwait(false);
            }

            Expect.Equal((StreamState.Active, 2), (await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), (await s.ReadAsync(stream).ConfigureAwait(false)).Count), "The stream after all that");
            await s.Store.DisposeAsync().ConfigureAwait(false);
            foreach (var (what, call) in calls) await Expect.ThrowsAsync<ObjectDisposedException>(() => call(stream, default), $"{what} after the store was disposed of").ConfigureAwait(false);
        });
    }

    private static void AddSkipping(CaseList cases)
    {
        cases.Add("ST-10", "a reading of the feed leaves archived streams out where it is asked to", async s =>
        {
            var skipping = new FeedReadOptions { SkipArchived = true };
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note("a1"), Note("a2")).ConfigureAwait(false);
            var archived = NewStream();
            await s.AppendAsync(archived, ExpectedVersion.NoStream, Note("b1"), Note("b2")).ConfigureAwait(false);
            await s.AppendAsync(NewStream("order"), ExpectedVersion.NoStream, Note("c1"), Note("c2")).ConfigureAwait(false);
            await s.Maintenance.ArchiveAsync(archived).ConfigureAwait(false);
            Expect.Sequence(["a1", "a2", "c1", "c2"], TextsOf(await s.ReadAllAsync(options: skipping).ConfigureAwait(false)), "The feed without archived streams");
            Expect.Sequence(["a1", "a2", "c1"], TextsOf(await s.ReadAllAsync(options: skipping with { Limit = 3 }).ConfigureAwait(false)), "The same with a limit");
            Expect.Sequence(["c1", "c2"], TextsOf(await s.ReadAllAsync(options: skipping with { Categories = ["order"] }).ConfigureAwait(false)), "The same of one category");
            Expect.Sequence(["a1", "a2", "b1", "b2", "c1", "c2"], TextsOf(await s.ReadAllAsync().ConfigureAwait(false)), "The feed as it is by default");
            await s.Maintenance.RestoreAsync(archived).ConfigureAwait(false);
            Expect.Sequence(["a1", "a2", "b1", "b2", "c1", "c2"], TextsOf(await s.ReadAllAsync(options: skipping).ConfigureAwait(false)), "The feed after the stream was restored");
        });
        cases.Add("ST-10", "a reading that leaves archived streams out still advances to the end of the feed", async s =>
        {
            await s.Maintenance.ArchiveAsync(await s.StreamOfAsync(1_200).ConfigureAwait(false)).ConfigureAwait(false);
            var scan = new FeedScan();
            Expect.Equal(0, (await s.ReadAllAsync(options: new() { SkipArchived = true, Scan = scan }).ConfigureAwait(false)).Count, "How many events are given");
            Expect.Equal((await s.Store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far the store has looked");
        });
    }

    private static async Task<StreamId> ArchivedAsync(StoreScene scene, int count)
    {
        var stream = await scene.StreamOfAsync(count).ConfigureAwait(false);
        await scene.Maintenance.ArchiveAsync(stream).ConfigureAwait(false);
        return stream;
    }
}
