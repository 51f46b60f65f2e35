namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>The global feed: one order of all events, and places in it.</summary>
internal static class FeedRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-4", "an empty store has no end and gives nothing", async s =>
        {
            var scan = new FeedScan();
            Expect.Equal(null, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of an empty feed");
            Expect.Equal(0, (await s.ReadAllAsync(options: new() { Scan = scan }).ConfigureAwait(false)).Count, "How many events it gives");
            Expect.Equal((null, true), (scan.Position, scan.ReachedHead), "How far the store has looked");
        });
        cases.Add("ST-4", "the feed gives all streams' events in the order of their appends, at rising positions", async s =>
        {
            var (first, second) = (NewStream(), NewStream("order"));
            await s.AppendAsync(first, ExpectedVersion.Any, Notes(2)).ConfigureAwait(false);
            await s.AppendAsync(second, ExpectedVersion.Any, Notes(1, from: 3)).ConfigureAwait(false);
            await s.AppendAsync(first, ExpectedVersion.Any, Notes(2, from: 4)).ConfigureAwait(false);
            var feed = await s.ReadAllAsync().ConfigureAwait(false);
            Expect.Sequence(Numbers(1, 5), TextsOf(feed), "The feed");
            Expect.Sequence([first, first, second, first, first], feed.Select(e => e.Stream), "Its streams");
            Expect.True(feed.Zip(feed.Skip(1)).All(pair => pair.First.Position < pair.Second.Position), "Each position lies behind the one before");
        });
        cases.Add("ST-4", "the positions of an append are those of its events in every reading", async s =>
        {
            await s.StreamOfAsync(3).ConfigureAwait(false);
            var stream = NewStream();
            var result = await s.AppendAsync(stream, ExpectedVersion.Any, Notes(2)).ConfigureAwait(false);
            foreach (var events in new[] { await s.ReadAsync(stream).ConfigureAwait(false), [.. (await s.ReadAllAsync().ConfigureAwait(false)).Skip(3)] })
                Expect.Sequence([result.FirstPosition, result.LastPosition], events.Select(e => e.Position), "The positions of the events");
        });
        cases.Add("ST-4", "the end of the feed is the position of its last event", async s =>
        {
            var result = await s.AppendAsync(NewStream(), ExpectedVersion.Any, Notes(3)).ConfigureAwait(false);
            Expect.Equal(result.LastPosition, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed");
        });
        AddPaging(cases);
        AddPositions(cases);
    }

    private static void AddPaging(CaseList cases)
    {
        cases.Add("ST-4", "the feed goes on after a position, without the event there", async s =>
        {
            await s.StreamOfAsync(5).ConfigureAwait(false);
            var feed = await s.ReadAllAsync().ConfigureAwait(false);
            for (var i = 0; i < feed.Count; i++)
                Expect.Sequence(Numbers(1, 5).Skip(i + 1), TextsOf(await s.ReadAllAsync(feed[i].Position).ConfigureAwait(false)), $"The feed after event {i + 1}");
        });
        cases.Add("ST-4", "after the end of the feed there is nothing, until something is appended", async s =>
        {
            await s.StreamOfAsync(3).ConfigureAwait(false);
            var head = await s.Store.GetHeadAsync().ConfigureAwait(false);
            var scan = new FeedScan();
            Expect.Equal(0, (await s.ReadAllAsync(head, new() { Scan = scan }).ConfigureAwait(false)).Count, "How many events lie after the end");
            Expect.Equal((head, true), (scan.Position, scan.ReachedHead), "How far the store has looked");
            await s.AppendAsync(NewStream(), ExpectedVersion.Any, Note("new")).ConfigureAwait(false);
            Expect.Sequence(["new"], TextsOf(await s.ReadAllAsync(head).ConfigureAwait(false)), "The feed after the former end");
        });
        cases.Add("ST-4", "pages by a limit give everything once", async s =>
        {
            await s.StreamOfAsync(1_000).ConfigureAwait(false);
            var (given, scan, after) = (new List<RecordedEvent>(), new FeedScan(), (GlobalPosition?)null);
            do
            {
                var page = await s.ReadAllAsync(after, new() { Limit = 17, Scan = scan }).ConfigureAwait(false);
                Expect.True(page.Count <= 17, "A page has at most as many events as the limit says");
                given.AddRange(page);
                after = scan.Position;
            }
            while (!scan.ReachedHead && given.Count <= 1_000);
            Expect.Sequence(Numbers(1, 1_000), TextsOf(given), "The pages one after the other");
        });
        cases.Add("ST-4", "a reading of the feed ends where the feed ended when it began, even if its consumer appends", async s =>
        {
            await s.StreamOfAsync(600).ConfigureAwait(false);
            var given = 0;
            await foreach (var _ in s.Store.ReadAllAsync().ConfigureAwait(false))
            {
                await s.AppendAsync(NewStream(), ExpectedVersion.Any, Note()).ConfigureAwait(false);
                if (++given > 600) break;
            }

            Expect.Equal(600, given, "How many events the reading gave");
        });
        cases.Add("ST-4", "a reading that is left says how far it has come", async s =>
        {
            await s.StreamOfAsync(500).ConfigureAwait(false);
            var (scan, last) = (new FeedScan(), (GlobalPosition?)null);
            await foreach (var @event in s.Store.ReadAllAsync(options: new() { Scan = scan }).ConfigureAwait(false))
            {
                last = @event.Position;
                if (@event.Version == 123) break;
            }

            Expect.Equal((last, false), (scan.Position, scan.ReachedHead), "How far the store has looked");
        });
    }

    private static void AddPositions(CaseList cases)
    {
        cases.Add("ST-4", "a position can be kept as text", async s =>
        {
            await s.StreamOfAsync(3).ConfigureAwait(false);
            var feed = await s.ReadAllAsync().ConfigureAwait(false);
            var kept = GlobalPosition.Parse(feed[1].Position.ToString());
            Expect.Equal(feed[1].Position, kept, "The position, written and read");
            Expect.Sequence(["3"], TextsOf(await s.ReadAllAsync(kept).ConfigureAwait(false)), "The feed after it");
        });
        cases.Add("ST-4", "positions of two stores are never equal and refuse to be ordered", async s =>
        {
            var other = await s.AnotherStoreAsync().ConfigureAwait(false);
            var here = (await s.AppendAsync(NewStream(), ExpectedVersion.Any, Note()).ConfigureAwait(false)).LastPosition;
            var there = (await other.AppendAsync(NewStream(), ExpectedVersion.Any, [Note()]).ConfigureAwait(false)).LastPosition;
            Expect.True(here != there, "The positions differ");
            await Expect.ThrowsAsync<PositionMismatchException>(() => Task.FromResult(here < there), "A comparison of positions of two stores").ConfigureAwait(false);
        });
        cases.Add("ST-4", "a position of another store is refused", async s =>
        {
            var other = await s.AnotherStoreAsync().ConfigureAwait(false);
            var there = (await other.AppendAsync(NewStream(), ExpectedVersion.Any, [Note()]).ConfigureAwait(false)).LastPosition;
            await s.StreamOfAsync(2).ConfigureAwait(false);
            await Expect.ThrowsAsync<PositionMismatchException>(() => s.ReadAllAsync(there), "A reading of the feed after a position of another store").ConfigureAwait(false);
            await Expect.ThrowsAsync<PositionMismatchException>(() => s.ReadCategoryAsync("note", new() { After = there }), "A reading of a category after a position of another store").ConfigureAwait(false);
        });
    }
}
