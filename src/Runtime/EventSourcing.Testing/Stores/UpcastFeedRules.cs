namespace EventSourcing.Testing.Stores;

using static StoreScene;
using static UpcastScene;

/// <summary>The feed and categories, as upcasters lead their events to their current shapes.</summary>
internal static class UpcastFeedRules
{
    public static void AddTo(UpcastCaseList cases)
    {
        cases.Add("the feed and a category give the parts in order, at one position", async s =>
        {
            var store = await s.WriteAsync(new DraftSaved("w"), new DraftsSwapped("x"), new DraftsCounted("0"), new DraftDropped("z")).ConfigureAwait(false);
            foreach (var read in new[] { await ListAsync(store.ReadAllAsync()).ConfigureAwait(false), await ListAsync(store.ReadCategoryAsync("draft")).ConfigureAwait(false) })
            {
                Expect.Sequence(["1:1/1 kept w23", "2:1/2 kept xa", "2:2/2 dropped xb", "4:1/1 dropped z"], Lines(read), "The events");
                Expect.Equal(read[1].Position, read[2].Position, "The position of the second part");
                Expect.Sequence(["2:1/2 kept xa", "2:2/2 dropped xb", "4:1/1 dropped z"], Lines(await ListAsync(store.ReadAllAsync(read[0].Position)).ConfigureAwait(false)), "The feed after the first event");
                Expect.Sequence(["4:1/1 dropped z"], Lines(await ListAsync(store.ReadAllAsync(read[2].Position)).ConfigureAwait(false)), "The feed after both parts");
            }
        });
        cases.Add("a limit of the feed counts stored events that gave something", async s =>
        {
            var store = await s.WriteAsync(new DraftsCounted("0"), new DraftsSwapped("x"), new DraftsCounted("0"), new DraftsCounted("3"), new DraftDropped("z")).ConfigureAwait(false);
            var scan = new FeedScan();
            var read = await ListAsync(store.ReadAllAsync(options: new() { Limit = 2, Scan = scan })).ConfigureAwait(false);
            Expect.Sequence([2L, 2L, 4L, 4L, 4L], read.Select(e => e.Version), "The versions");
            Expect.Equal((read[^1].Position, false), (scan.Position!.Value, scan.ReachedHead), "How far the store has looked");
            Expect.Sequence(["5:1/1 dropped z"], Lines(await ListAsync(store.ReadAllAsync(scan.Position)).ConfigureAwait(false)), "What follows");
        });
        cases.Add("the scan passes an event with its last part, and not before", async s =>
        {
            var store = await s.WriteAsync(new DraftDropped("w"), new DraftsCounted("3"), new DraftDropped("z")).ConfigureAwait(false);
            var positions = (await ListAsync(store.ReadAllAsync()).ConfigureAwait(false)).Select(e => e.Position).Distinct().ToList();
            var (scan, seen) = (new FeedScan(), new List<GlobalPosition?>());
            await foreach (var _ in store.ReadAllAsync(options: new() { Scan = scan }).ConfigureAwait(false)) seen.Add(scan.Position);
            Expect.Sequence([positions[0], positions[0], positions[0], positions[1], positions[2]], seen.Select(p => p!.Value), "How far the store had looked at each event");
        });
        cases.Add("a scan moves over events that became nothing", async s =>
        {
            var store = await s.WriteAsync(new DraftDropped("w"), new DraftsCounted("0"), new DraftsCounted("0")).ConfigureAwait(false);
            var scan = new FeedScan();
            Expect.Equal(1, (await ListAsync(store.ReadAllAsync(options: new() { Scan = scan })).ConfigureAwait(false)).Count, "How many events the feed gives");
            Expect.Equal((await store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far the store has looked");
        });
        AddFilters(cases);
    }

    private static void AddFilters(UpcastCaseList cases)
    {
        cases.Add("a filter by name finds what is of that name now, whatever it was stored as", async s =>
        {
            var store = await s.WriteAsync(new DraftSaved("u"), new DraftDropped("v"), new DraftsSwapped("x"), new DraftsCounted("2"), new DraftsCounted("0")).ConfigureAwait(false);
            await store.AppendAsync(s.Stream, ExpectedVersion.Any, [new NewEvent(new DraftKept("y"))]).ConfigureAwait(false);
            string[] kept = ["1:1/1 kept u23", "3:1/2 kept xa", "4:1/2 kept 1/2", "4:2/2 kept 2/2", "6:1/1 kept y"];
            string[] dropped = ["2:1/1 dropped v", "3:2/2 dropped xb"];
            foreach (var (name, expected) in new[] { (UpcastCatalogs.Saved, kept), (UpcastCatalogs.FormerlySaved, kept), (UpcastCatalogs.Dropped, dropped) })
            {
                var scan = new FeedScan();
                Expect.Sequence(expected, Lines(await ListAsync(store.ReadAllAsync(options: new() { EventNames = [name], Scan = scan })).ConfigureAwait(false)), $"The feed of '{name}'");
                Expect.Equal((await store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far the store has looked");
                Expect.Sequence(expected, Lines(await ListAsync(store.ReadCategoryAsync("draft", new() { EventNames = [name] })).ConfigureAwait(false)), $"The category's '{name}'");
            }
        });
        cases.Add("a limit counts after the filter has dropped parts", async s =>
        {
            var store = await s.WriteAsync(new DraftSaved("u"), new DraftsSwapped("x"), new DraftsCounted("2"), new DraftDropped("v"), new DraftDropped("w")).ConfigureAwait(false);
            var scan = new FeedScan();
            var read = await ListAsync(store.ReadAllAsync(options: new() { EventNames = [UpcastCatalogs.Dropped], Limit = 2, Scan = scan })).ConfigureAwait(false);
            Expect.Sequence(["2:2/2 dropped xb", "4:1/1 dropped v"], Lines(read), "The first two");
            Expect.Sequence(
                ["5:1/1 dropped w"],
                Lines(await ListAsync(store.ReadAllAsync(scan.Position, new() { EventNames = [UpcastCatalogs.Dropped], Limit = 2 })).ConfigureAwait(false)),
                "What follows");
        });
        cases.Add("a filter goes with the scan over hundreds of events of which it passes no part", async s =>
        {
            var store = await s.WriteAsync([.. Enumerable.Range(0, 700).Select(i => (object)(i == 650 ? new DraftsSwapped("x") : new DraftsCounted(i % 2 == 0 ? "0" : "2")))]).ConfigureAwait(false);
            var (scan, given, rounds) = (new FeedScan(), new List<RecordedEvent>(), 0);
            do given.AddRange(await ListAsync(store.ReadAllAsync(scan.Position, new() { EventNames = [UpcastCatalogs.Dropped], Limit = 1, Scan = scan })).ConfigureAwait(false));
            while (!scan.ReachedHead && ++rounds < 700);
            Expect.Sequence(["651:2/2 dropped xb"], Lines(given), "The events");
            Expect.Equal(await store.GetHeadAsync().ConfigureAwait(false), scan.Position, "How far the store has looked");
        });
        cases.Add("a filter refuses a name that no event has any more, and says what such events are read as", async s =>
        {
            var store = await s.WriteAsync(new DraftsSwapped("x")).ConfigureAwait(false);
            var refused = await Expect.ThrowsAsync<ArgumentException>(
                () => ListAsync(store.ReadAllAsync(options: new() { EventNames = [UpcastCatalogs.Swapped] })), "A filter by a superseded name").ConfigureAwait(false);
            Expect.True(refused.Message.Contains(UpcastCatalogs.Dropped, StringComparison.Ordinal) && refused.Message.Contains(UpcastCatalogs.Saved, StringComparison.Ordinal), "The error names the current events");
        });
    }
}
