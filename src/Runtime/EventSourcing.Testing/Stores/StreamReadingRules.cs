namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What a reading of a stream gives.</summary>
internal static class StreamReadingRules
{
    private const int Many = 2_500;

    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-2", "an absent stream is at version 0 and reads as nothing", async s =>
        {
            await s.StreamOfAsync(1).ConfigureAwait(false);
            foreach (var stream in new[] { NewStream(), NewStream("nowhere") })
            {
                Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of an absent stream");
                Expect.Equal(0, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events it gives forwards");
                Expect.Equal(0, (await s.ReadAsync(stream, new() { Direction = ReadDirection.Backwards }).ConfigureAwait(false)).Count, "How many events it gives backwards");
            }
        });
        cases.Add("ST-3", "the version of a stream is that of its last event", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            Expect.Equal(3, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version after three events");
            await s.AppendAsync(stream, ExpectedVersion.Any, Note()).ConfigureAwait(false);
            Expect.Equal(4, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version after a fourth");
        });
        cases.Add("ST-2", "a stream gives its own events alone", async s =>
        {
            var (first, second) = (await s.StreamOfAsync(2).ConfigureAwait(false), await s.StreamOfAsync(3).ConfigureAwait(false));
            await s.AppendAsync(first, ExpectedVersion.Exactly(2), Notes(1, from: 3)).ConfigureAwait(false);
            Expect.Sequence([first, first, first], (await s.ReadAsync(first).ConfigureAwait(false)).Select(e => e.Stream), "The streams of the first stream's events");
            Expect.Sequence([1L, 2, 3], (await s.ReadAsync(second).ConfigureAwait(false)).Select(e => e.Version), "The versions of the second stream's events");
        });
        AddRanges(cases);
        AddLong(cases);
        AddEnumeration(cases);
    }

    private static void AddRanges(CaseList cases)
    {
        const ReadDirection Forwards = ReadDirection.Forwards;
        const ReadDirection Backwards = ReadDirection.Backwards;
        foreach (var (name, options, first, last) in new (string Name, StreamReadOptions Options, int First, int Last)[]
        {
            ("forwards it gives all, oldest first", new() { Direction = Forwards }, 1, 10),
            ("backwards it gives all, newest first", new() { Direction = Backwards }, 10, 1),
            ("from a version, inclusive", new() { FromVersion = 4 }, 4, 10),
            ("up to a version, inclusive", new() { ToVersion = 4 }, 1, 4),
            ("from one version to another, both inclusive", new() { FromVersion = 3, ToVersion = 7 }, 3, 7),
            ("one version", new() { FromVersion = 5, ToVersion = 5 }, 5, 5),
            ("backwards between the same bounds", new() { Direction = Backwards, FromVersion = 3, ToVersion = 7 }, 7, 3),
            ("at most so many", new() { Limit = 3 }, 1, 3),
            ("at most so many, backwards: the newest", new() { Direction = Backwards, Limit = 3 }, 10, 8),
            ("at most so many from a version", new() { FromVersion = 6, Limit = 2 }, 6, 7),
            ("at most so many back from a version", new() { Direction = Backwards, ToVersion = 6, Limit = 2 }, 6, 5),
            ("a limit beyond the end", new() { FromVersion = 9, Limit = 100 }, 9, 10),
            ("an upper bound beyond the end", new() { FromVersion = 9, ToVersion = long.MaxValue, Limit = long.MaxValue }, 9, 10),
            ("backwards from beyond the end", new() { Direction = Backwards, ToVersion = 99, Limit = 1 }, 10, 10),
            ("from beyond the end: nothing", new() { FromVersion = 11 }, 0, 0),
            ("backwards from beyond the end: nothing", new() { Direction = Backwards, FromVersion = 11 }, 0, 0),
            ("between bounds that cross: nothing", new() { FromVersion = 6, ToVersion = 5 }, 0, 0),
        })
        {
            cases.Add("ST-2", $"a stream of ten, read {name}", async s =>
            {
                var stream = await s.StreamOfAsync(10).ConfigureAwait(false);
                await s.StreamOfAsync(2).ConfigureAwait(false);
                var events = await s.ReadAsync(stream, options).ConfigureAwait(false);
                Expect.Sequence(first == 0 ? [] : Numbers(first, last), TextsOf(events), $"The events of a stream of ten, read {name}");
            });
        }
    }

    private static void AddLong(CaseList cases)
    {
        cases.Add("ST-2", "a long stream is complete and in order in both directions, whatever the store's pages are", async s =>
        {
            var stream = await s.StreamOfAsync(Many).ConfigureAwait(false);
            Expect.Sequence(Numbers(1, Many), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "Read forwards");
            Expect.Sequence(Numbers(Many, 1), TextsOf(await s.ReadAsync(stream, new() { Direction = ReadDirection.Backwards }).ConfigureAwait(false)), "Read backwards");
            Expect.Sequence(Numbers(700, 1_900), TextsOf(await s.ReadAsync(stream, new() { FromVersion = 700, ToVersion = 1_900 }).ConfigureAwait(false)), "Read in part");
            Expect.Sequence(Numbers(Many, Many - 1_499), TextsOf(await s.ReadAsync(stream, new() { Direction = ReadDirection.Backwards, Limit = 1_500 }).ConfigureAwait(false)), "The newest 1,500");
        });
        cases.Add("ST-2", "a stream of large events is complete", async s =>
        {
            var stream = NewStream();
            for (var i = 1; i <= 12; i++) await s.AppendAsync(stream, ExpectedVersion.Exactly(i - 1), Note(new string((char)('a' + i), 200_000))).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Range(1, 12).Select(i => (char)('a' + i)), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)).Select(t => t[^1]), "The last characters of the events");
            Expect.Equal(12, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events the feed has");
        });
    }

    private static void AddEnumeration(CaseList cases)
    {
        cases.Add("ST-2", "a reading that is left in its middle leaves the store as it was", async s =>
        {
            var stream = await s.StreamOfAsync(Many).ConfigureAwait(false);
            for (var round = 0; round < 50; round++)
            {
                await foreach (var @event in s.Store.ReadStreamAsync(stream).ConfigureAwait(false))
                {
                    if (@event.Version == round + 1) break;
                }
            }

            await s.AppendAsync(stream, ExpectedVersion.Exactly(Many), Note()).ConfigureAwait(false);
            Expect.Equal(Many + 1, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events a whole reading gives afterwards");
        });
        cases.Add("ST-2", "a reading can be run again, and sees what was appended since", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            var reading = s.Store.ReadStreamAsync(stream);
            Expect.Equal(2, (await ListAsync(reading).ConfigureAwait(false)).Count, "How many events the first run gives");
            await s.AppendAsync(stream, ExpectedVersion.Any, Note()).ConfigureAwait(false);
            Expect.Equal(3, (await ListAsync(reading).ConfigureAwait(false)).Count, "How many events the second run gives");
        });
        cases.Add("ST-2", "two readings go on side by side", async s =>
        {
            var stream = await s.StreamOfAsync(1_000).ConfigureAwait(false);
            var backwards = s.Store.ReadStreamAsync(stream, new() { Direction = ReadDirection.Backwards }).GetAsyncEnumerator();
            await using var disposal = backwards.ConfigureAwait(false);
            await foreach (var @event in s.Store.ReadStreamAsync(stream).ConfigureAwait(false))
            {
                Expect.True(await backwards.MoveNextAsync().ConfigureAwait(false), "The reading backwards goes on as long as the one forwards");
                Expect.Equal(1_001 - @event.Version, backwards.Current.Version, "The version that the reading backwards gives");
            }
        });
        cases.Add("ST-2", "a reading ends where the stream ended when it began, even if its consumer appends", async s =>
        {
            var stream = await s.StreamOfAsync(600).ConfigureAwait(false);
            var given = 0;
            await foreach (var _ in s.Store.ReadStreamAsync(stream).ConfigureAwait(false))
            {
                await s.AppendAsync(stream, ExpectedVersion.Any, Note()).ConfigureAwait(false);
                if (++given > 600) break;
            }

            Expect.Equal(600, given, "How many events the reading gave");
            Expect.Equal(1_200, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("ST-2", "events before one that cannot be read are given before the error", async s =>
        {
            var stream = NewStream();
            await s.AppendAsync(stream, ExpectedVersion.NoStream, [.. Notes(3), new NewEvent(new NoteSealed(false, true)), Note()]).ConfigureAwait(false);
            foreach (var reading in new[] { s.Store.ReadStreamAsync(stream), s.Store.ReadAllAsync(), s.Store.ReadCategoryAsync(stream.Category) })
            {
                var given = new List<RecordedEvent>();
                var error = await Expect.ThrowsAsync<SerializationException>(
                    async () =>
                    {
                        await foreach (var @event in reading.ConfigureAwait(false)) given.Add(@event);
                    },
                    "A reading over an event that cannot be read").ConfigureAwait(false);
                Expect.Sequence(Numbers(1, 3), TextsOf(given), "The events that were given before the error");
                Expect.Equal((ContractCodecs.Sealed, (StreamId?)stream, 4L), (error.EventName, error.Stream, error.Version), "What the error says");
            }
        });
    }
}
