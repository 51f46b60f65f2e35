using EventSourcing.Storage;

namespace EventSourcing.Testing.Stores;

using static UpcastScene;

/// <summary>Streams, replays and single events, as upcasters lead them to their current shapes.</summary>
internal static class UpcastStreamRules
{
    public static void AddTo(UpcastCaseList cases)
    {
        cases.Add("a stored shape is led along its chain, and the envelope keeps what is stored", async s =>
        {
            var store = await s.WriteAsync(new DraftSaved("x")).ConfigureAwait(false);
            var read = (await s.ReadAsync(store).ConfigureAwait(false)).Single();
            Expect.Equal(new DraftKept("x23"), read.Data, "The event");
            Expect.Equal((UpcastCatalogs.Saved, 1, 1L, 1, 1), (read.Name, read.SchemaVersion, read.Version, read.Part, read.PartCount), "Its envelope");
        });
        cases.Add("a former name with a former version is led along the same chain", async s =>
        {
            var before = await s.OpenAsync(UpcastCatalogs.BeforeFirst).ConfigureAwait(false);
            await before.AppendAsync(s.Stream, ExpectedVersion.Any, [new NewEvent(new DraftSaved("x"))]).ConfigureAwait(false);
            var third = await s.OpenAsync(UpcastCatalogs.Third).ConfigureAwait(false);
            Expect.Sequence(["1:1/1 kept x23"], Lines(await s.ReadAsync(third).ConfigureAwait(false)), "The stream");
        });
        cases.Add("what the third version appends is read as it is", async s =>
        {
            var store = await s.WriteAsync(new DraftSaved("x")).ConfigureAwait(false);
            await store.AppendAsync(s.Stream, ExpectedVersion.Exactly(1), [new NewEvent(new DraftKept("y"))]).ConfigureAwait(false);
            Expect.Sequence(["1:1/1 kept x23", "2:1/1 kept y"], Lines(await s.ReadAsync(store).ConfigureAwait(false)), "The stream");
        });
        cases.Add("an upcaster gets the metadata of the event", async s =>
        {
            var first = await s.OpenAsync(UpcastCatalogs.First).ConfigureAwait(false);
            await first.AppendAsync(s.Stream, ExpectedVersion.Any, [new NewEvent(new DraftSigned("x"), new EventMetadata { Actor = "Ada" })]).ConfigureAwait(false);
            var third = await s.OpenAsync(UpcastCatalogs.Third).ConfigureAwait(false);
            Expect.Sequence(["1:1/1 kept x by Ada"], Lines(await s.ReadAsync(third).ConfigureAwait(false)), "The stream");
            var fold = new RecordingFold(usesMetadata: false);
            await Source(third).ReplayAsync(s.Stream, fold).ConfigureAwait(false);
            Expect.Sequence([new DraftKept("x by Ada")], fold.Applied.Select(a => a.Event), "A replay that does not use metadata itself");
        });
        cases.Add("the parts of an event share its envelope, and are told apart by their number", async s =>
        {
            var store = await s.WriteAsync(new DraftDropped("w"), new DraftsSwapped("x"), new DraftDropped("z")).ConfigureAwait(false);
            var read = await s.ReadAsync(store).ConfigureAwait(false);
            Expect.Sequence(["1:1/1 dropped w", "2:1/2 kept xa", "2:2/2 dropped xb", "3:1/1 dropped z"], Lines(read), "The stream");
            Expect.Equal((read[1].Position, read[1].Metadata, read[1].RecordedAt), (read[2].Position, read[2].Metadata, read[2].RecordedAt), "What the parts share");
            Expect.Equal(3, await store.GetVersionAsync(s.Stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("a stream read backwards gives the parts backwards", async s =>
        {
            var store = await s.WriteAsync(new DraftDropped("w"), new DraftsSwapped("x"), new DraftsCounted("0"), new DraftsCounted("3")).ConfigureAwait(false);
            Expect.Sequence(
                ["4:3/3 kept 3/3", "4:2/3 kept 2/3", "4:1/3 kept 1/3", "2:2/2 dropped xb", "2:1/2 kept xa", "1:1/1 dropped w"],
                Lines(await s.ReadAsync(store, new() { Direction = ReadDirection.Backwards }).ConfigureAwait(false)),
                "The stream backwards");
        });
        cases.Add("bounds and limits of a stream count stored events; one that became nothing does not count", async s =>
        {
            var store = await s.WriteAsync(new DraftDropped("u"), new DraftsCounted("0"), new DraftsSwapped("x"), new DraftsCounted("0"), new DraftDropped("z")).ConfigureAwait(false);
            foreach (var (options, expected) in new (StreamReadOptions, string[])[]
            {
                (new() { Limit = 2 }, ["1:1/1 dropped u", "3:1/2 kept xa", "3:2/2 dropped xb"]),
                (new() { Limit = 2, Direction = ReadDirection.Backwards }, ["5:1/1 dropped z", "3:2/2 dropped xb", "3:1/2 kept xa"]),
                (new() { FromVersion = 2, Limit = 1 }, ["3:1/2 kept xa", "3:2/2 dropped xb"]),
                (new() { FromVersion = 3, ToVersion = 4 }, ["3:1/2 kept xa", "3:2/2 dropped xb"]),
                (new() { FromVersion = 4, Limit = 9 }, ["5:1/1 dropped z"]),
                (new() { ToVersion = 2, FromVersion = 2 }, []),
            })
                Expect.Sequence(expected, Lines(await s.ReadAsync(store, options).ConfigureAwait(false)), $"The stream with {options}");
        });
        cases.Add("an event that became nothing is given to whoever asks for it, and counts then", async s =>
        {
            var store = await s.WriteAsync(new DraftsCounted("0"), new DraftDropped("x"), new DraftsCounted("0")).ConfigureAwait(false);
            var all = await s.ReadAsync(store, new() { IncludeEmptied = true }).ConfigureAwait(false);
            Expect.Sequence([1L, 2L, 3L], all.Select(e => e.Version), "The versions");
            Expect.Sequence([0, 1, 0], all.Select(e => e.PartCount), "Their numbers of parts");
            Expect.Sequence([0, 1, 0], all.Select(e => e.Part), "Their parts");
            Expect.True(ReferenceEquals(EmptiedEvent.Instance, all[0].Data), "The data is EmptiedEvent.Instance");
            Expect.Sequence([3L, 2L], (await s.ReadAsync(store, new() { IncludeEmptied = true, Limit = 2, Direction = ReadDirection.Backwards }).ConfigureAwait(false)).Select(e => e.Version), "The versions backwards, two of them");
        });
        AddLong(cases);
    }

    private static void AddLong(UpcastCaseList cases)
    {
        foreach (var (events, limit) in new[] { (1_000, 700), (600, 255), (600, 256), (600, 257) })
        {
            cases.Add($"a limit of {limit} is kept over pages in which every other event of {events} became nothing", async s =>
            {
                var stored = Enumerable.Range(0, events).Select(i => (object)new DraftsCounted(i % 2 == 0 ? "0" : i % 4 == 1 ? "1" : "2")).ToArray();
                var store = await s.WriteAsync(stored).ConfigureAwait(false);
                foreach (var direction in new[] { ReadDirection.Forwards, ReadDirection.Backwards })
                {
                    var read = await s.ReadAsync(store, new() { Limit = limit, Direction = direction }).ConfigureAwait(false);
                    var versions = Enumerable.Range(1, events).Where(v => v % 2 == 0);
                    if (direction == ReadDirection.Backwards) versions = versions.Reverse();
                    Expect.Sequence(versions.Take(limit).Select(v => (long)v), read.Select(e => e.Version).Distinct(), $"The versions {direction}");
                }
            });
        }

        cases.Add("a replay applies all parts of an event under its one version, and passes over one that became nothing", async s =>
        {
            var store = await s.WriteAsync(new DraftsSwapped("x"), new DraftsCounted("0"), new DraftsCounted("2"), new DraftsCounted("0")).ConfigureAwait(false);
            var fold = new RecordingFold();
            await Source(store).ReplayAsync(s.Stream, fold).ConfigureAwait(false);
            Expect.Sequence([1L, 2L, 3L, 4L], fold.Versions, "The versions that were applied");
            Expect.Sequence(["kept xa", "dropped xb", "kept 1/2", "kept 2/2"], fold.Applied.Select(a => TextOf(a.Event)), "What was applied");
            var bounded = new RecordingFold(from: 2, to: 3);
            await Source(store).ReplayAsync(s.Stream, bounded).ConfigureAwait(false);
            Expect.Sequence([2L, 3L], bounded.Versions, "The versions of a replay from 2 to 3");
        });
        cases.Add("an event that is sought by its id is given as its first part", async s =>
        {
            var store = await s.WriteAsync(new DraftsSwapped("x"), new DraftsCounted("0")).ConfigureAwait(false);
            var all = await s.ReadAsync(store, new() { IncludeEmptied = true }).ConfigureAwait(false);
            var directory = store as IEventDirectory ?? throw new ContractViolationException("The store is asked for an event by its id", nameof(IEventDirectory), store.GetType().Name);
            var found = await directory.FindEventAsync(all[0].Metadata.EventId).ConfigureAwait(false);
            Expect.Sequence(["1:1/2 kept xa"], Lines([found!]), "The event");
            Expect.Equal(null, await directory.FindEventAsync(all[^1].Metadata.EventId).ConfigureAwait(false), "An event that became nothing");
            Expect.True(await store.ExistsAsync(all[^1].Metadata.EventId).ConfigureAwait(false), "It is stored all the same");
        });
    }

    private static IEventReplaySource Source(IEventStore store) => store as IEventReplaySource
        ?? throw new ContractViolationException("The store is asked to replay a stream", nameof(IEventReplaySource), store.GetType().Name);
}
