namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What an append to several streams stores and returns.</summary>
internal static class AtomicRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-12", "an append to several streams stores all of them, and returns a result for each in their order", async s =>
        {
            var grown = await s.StreamOfAsync(2).ConfigureAwait(false);
            var fresh = NewStream("order");
            var results = await s.Atomic.AppendAsync([new(fresh, ExpectedVersion.NoStream, Notes(2)), new(grown, ExpectedVersion.Exactly(2), Notes(3, from: 3))]).ConfigureAwait(false);
            var (first, second) = (await s.ReadAsync(fresh).ConfigureAwait(false), await s.ReadAsync(grown).ConfigureAwait(false));
            Expect.Sequence(Numbers(1, 2), TextsOf(first), "The events of the new stream");
            Expect.Sequence(Numbers(1, 5), TextsOf(second), "The events of the stream that was there");
            Expect.Sequence([1L, 2, 3, 4, 5], second.Select(e => e.Version), "Its versions");
            Expect.Sequence(
                [new AppendResult(fresh, 2, first[0].Position, first[1].Position), new AppendResult(grown, 5, second[2].Position, second[4].Position)],
                results,
                "The results");
        });
        cases.Add("ST-12", "positions follow the order in which the streams are given, whatever their names are", async s =>
        {
            StreamId[] streams = [new("note", "b"), new("alpha", "z"), new("note", "a"), new("zeta", "1")];
            for (var round = 1; round <= 2; round++)
            {
                await s.Atomic.AppendAsync([.. streams.Select(x => new StreamAppend(x, ExpectedVersion.Any, Notes(2)))]).ConfigureAwait(false);
                var feed = await s.ReadAllAsync().ConfigureAwait(false);
                Expect.Sequence(streams.SelectMany(x => new[] { x, x }), feed.TakeLast(8).Select(e => e.Stream), "The streams in the order of the feed");
                Array.Reverse(streams);
            }
        });
        cases.Add("ST-12", "an append to one stream through this port is an append like any other", async s =>
        {
            var stream = NewStream();
            var result = (await s.Atomic.AppendAsync([new(stream, ExpectedVersion.NoStream, Notes(2))]).ConfigureAwait(false)).Single();
            Expect.Equal(2, result.Version, "The version after it");
            Expect.Equal(3, (await s.AppendAsync(stream, ExpectedVersion.Exactly(2), Note("3")).ConfigureAwait(false)).Version, "The version after the next");
            Expect.Sequence(Numbers(1, 3), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events");
        });
        cases.Add("ST-12", "events of several streams keep names, metadata and tenants of their own", async s =>
        {
            var (first, second) = (NewStream(), NewStream());
            NewEvent[] mine = [Note("1", MetadataRules.Full()), new(new NoteCorrected("2"))];
            NewEvent[] yours = [Note("3", MetadataRules.Full() with { Tenant = "blue", Actor = null })];
            await s.Atomic.AppendAsync([new(first, ExpectedVersion.NoStream, mine), new(second, ExpectedVersion.NoStream, yours)]).ConfigureAwait(false);
            var feed = await s.ReadAllAsync().ConfigureAwait(false);
            Expect.Sequence(mine.Concat(yours).Select(e => e.Metadata), feed.Select(e => e.Metadata), "The metadata");
            Expect.Sequence([ContractCodecs.Note, ContractCodecs.Correction, ContractCodecs.Note], feed.Select(e => e.Name), "The names");
            Expect.Equal(1, feed.Select(e => e.RecordedAt).Distinct().Count(), "At how many instants they were recorded");
        });
        cases.Add("ST-12", "an append to many streams with many events is stored whole", async s =>
        {
            var streams = Enumerable.Range(0, 200).Select(i => new StreamId("note", $"{i:D3}")).ToArray();
            var results = await s.Atomic.AppendAsync([.. streams.Select(x => new StreamAppend(x, ExpectedVersion.NoStream, Notes(10)))]).ConfigureAwait(false);
            Expect.Sequence(streams.Select(x => (x, 10L)), results.Select(r => (r.Stream, r.Version)), "The results");
            Expect.Equal(2_000, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("ST-12", "callers that append to the same streams in different orders, with Any, all succeed and do not mix", async s =>
        {
            StreamId[] streams = [NewStream(), NewStream(), NewStream()];
            await AllAtOnce(12, async i =>
            {
                for (var round = 0; round < 10; round++)
                {
                    var order = (i % 3) switch { 0 => streams, 1 => [streams[2], streams[1], streams[0]], _ => new[] { streams[1], streams[2], streams[0] } };
                    await s.Atomic.AppendAsync([.. order.Select(x => new StreamAppend(x, ExpectedVersion.Any, [Note($"{i}-{round}"), Note($"{i}-{round}")]))]).ConfigureAwait(false);
                    if (i % 4 == 0) await s.AppendAsync(streams[round % 3], ExpectedVersion.Any, [.. Enumerable.Repeat(0, 6).Select(_ => Note($"single {i}-{round}"))]).ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
            var feed = TextsOf(await s.ReadAllAsync().ConfigureAwait(false)).ToArray();
            Expect.Equal((12 * 10 * 6) + (3 * 10 * 6), feed.Length, "How many events are stored");

            // Those to all three streams exclude each other, and everything else that goes to one of the streams. Two that go to one stream each may run side by side.
            foreach (var places in feed.Index().Where(e => !e.Item.StartsWith("single", StringComparison.Ordinal)).GroupBy(e => e.Item, e => e.Index))
                Expect.Equal(5, places.Max() - places.Min(), $"The distance of the first and the last of the six events of append {places.Key} in the feed");
            foreach (var stream in streams)
            {
                var events = await s.ReadAsync(stream).ConfigureAwait(false);
                Expect.Sequence(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version), "The versions of a stream");
            }
        });
        cases.Add("ST-12", "of callers that append to two streams with the same expectations, one wins", async s =>
        {
            for (var round = 0; round < 10; round++)
            {
                var (first, second) = (NewStream(), NewStream());
                var outcomes = await AllAtOnce(8, async i =>
                {
                    StreamAppend[] appends = [new(first, ExpectedVersion.NoStream, [Note($"{i}")]), new(second, ExpectedVersion.NoStream, [Note($"{i}")])];
                    if (i % 2 == 0) Array.Reverse(appends);
                    try
                    {
                        await s.Atomic.AppendAsync(appends).ConfigureAwait(false);
                        return true;
                    }
                    catch (ConcurrencyException)
                    {
                        return false;
                    }
                }).ConfigureAwait(false);
                Expect.Equal(1, outcomes.Count(o => o), "How many of 8 appends succeed");
                var (one, other) = (await s.ReadAsync(first).ConfigureAwait(false), await s.ReadAsync(second).ConfigureAwait(false));
                Expect.Equal((1, 1), (one.Count, other.Count), "How many events the streams have");
                Expect.Equal(TextsOf(one).Single(), TextsOf(other).Single(), "Whose events they are");
            }
        });
    }
}
