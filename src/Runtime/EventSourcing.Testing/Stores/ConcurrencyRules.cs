namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Many callers at once.</summary>
internal static class ConcurrencyRules
{
    private const int Callers = 16;
    private const int Rounds = 25;

    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-7", "of many that append with one Exactly, one wins and the others learn the actual version", async s =>
        {
            var stream = await s.StreamOfAsync(1).ConfigureAwait(false);
            for (var version = 1; version <= Rounds; version++)
            {
                var expected = version;
                var outcomes = await AllAtOnce(Callers, async i =>
                {
                    try
                    {
                        await s.AppendAsync(stream, ExpectedVersion.Exactly(expected), Note($"{expected}-{i}")).ConfigureAwait(false);
                        return 0;
                    }
                    catch (ConcurrencyException e)
                    {
                        return e.Actual;
                    }
                }).ConfigureAwait(false);
                Expect.Equal(1, outcomes.Count(o => o == 0), $"How many of {Callers} appends with Exactly({expected}) succeed");
                Expect.Equal(Callers - 1, outcomes.Count(o => o == expected + 1), "How many are told the version after the winner's");
            }

            Expect.Equal(Rounds + 1, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("ST-7", "of many that begin a stream with NoStream, one wins", async s =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var stream = NewStream();
                var won = await AllAtOnce(Callers, async _ =>
                {
                    try
                    {
                        await s.AppendAsync(stream, ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
                        return true;
                    }
                    catch (ConcurrencyException)
                    {
                        return false;
                    }
                }).ConfigureAwait(false);
                Expect.Equal(1, won.Count(w => w), $"How many of {Callers} appends with NoStream succeed");
                Expect.Equal(2, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            }
        });
        cases.Add("ST-7", "all that append to one stream with Any succeed, and its versions have no gaps", async s =>
        {
            var stream = NewStream();
            var results = (await AllAtOnce(Callers, i => AppendManyAsync(s, stream, Rounds, i)).ConfigureAwait(false)).SelectMany(r => r).ToArray();
            var events = await s.ReadAsync(stream).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Range(1, Callers * Rounds).Select(v => (long)v), events.Select(e => e.Version), "The versions of the stream");
            Expect.Sequence(events.Select(e => e.Version), results.Select(r => r.Version).Order(), "The versions that the callers were told");
            Expect.Sequence(events.Select(e => e.Position), results.Select(r => r.LastPosition).Order(), "The positions that the callers were told");
            InOrderOfEachCaller(events);
        });
        cases.Add("ST-7", "all that append to streams of their own succeed, whatever they expect", async s =>
        {
            await AllAtOnce(Callers, async i =>
            {
                var stream = NewStream();
                for (var version = 0; version < Rounds; version++)
                {
                    var result = await s.AppendAsync(stream, ExpectedVersion.Exactly(version), Note($"{i}/{version}")).ConfigureAwait(false);
                    Expect.Equal(version + 1, result.Version, "The version after an append to a stream of one's own");
                }

                return true;
            }).ConfigureAwait(false);
            var feed = await s.ReadAllAsync().ConfigureAwait(false);
            Expect.Equal(Callers * Rounds, feed.Count, "How many events are stored");
            Expect.Equal(feed.Count, feed.Select(e => e.Position).Distinct().Count(), "How many positions they have");
            InOrderOfEachCaller(feed);
        });
        cases.Add("ST-7", "an append that conflicts among others harms none of them", async s =>
        {
            var busy = await s.StreamOfAsync(1).ConfigureAwait(false);
            var outcomes = await AllAtOnce(Callers * 2, async i =>
            {
                var stored = 0;
                for (var round = 0; round < Rounds; round++)
                {
                    try
                    {
                        if (i % 2 == 0) await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
                        else await s.AppendAsync(busy, ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
                        stored++;
                    }
                    catch (ConcurrencyException)
                    {
                        Expect.True(i % 2 == 1, "Only the appends to the existing stream conflict");
                    }
                }

                return stored;
            }).ConfigureAwait(false);
            Expect.Equal(Callers * Rounds, outcomes.Sum(), "How many appends succeed");
            Expect.Equal((Callers * Rounds * 2) + 1, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("ST-7", "batches of several callers keep their order in the feed, from the first to the last position that each was given", async s =>
        {
            var results = await AllAtOnce(8, async i =>
            {
                var own = new List<AppendResult>();
                for (var round = 0; round < 10; round++) own.Add(await s.AppendAsync(NewStream($"caller-{i}"), ExpectedVersion.NoStream, Notes(7)).ConfigureAwait(false));
                return own;
            }).ConfigureAwait(false);
            var feed = (await s.ReadAllAsync().ConfigureAwait(false)).ToLookup(e => e.Stream);
            Expect.Equal(80, feed.Count, "How many streams are in the feed");
            foreach (var result in results.SelectMany(own => own))
            {
                var batch = feed[result.Stream].ToList();
                Expect.Sequence([1L, 2, 3, 4, 5, 6, 7], batch.Select(e => e.Version), $"The versions of {result.Stream} in the order of the feed");
                Expect.Equal((result.FirstPosition, result.LastPosition), (batch[0].Position, batch[^1].Position), $"The first and the last position of {result.Stream}");
            }
        });
        cases.Add("ST-4", "who follows the feed while others append misses nothing and sees nothing twice", async s =>
        {
            var writing = AllAtOnce(8, i => AppendManyAsync(s, NewStream(), 100, i));
            var (seen, scan, after) = (new List<RecordedEvent>(), new FeedScan(), (GlobalPosition?)null);
            bool done;
            do
            {
                done = writing.IsCompleted;
                seen.AddRange(await s.ReadAllAsync(after, new() { Scan = scan, Limit = 64 }).ConfigureAwait(false));
                after = scan.Position;
                await Task.Yield();
            }
            while (!done || !scan.ReachedHead);
            await writing.ConfigureAwait(false);
            Expect.Sequence((await s.ReadAllAsync().ConfigureAwait(false)).Select(e => e.Position), seen.Select(e => e.Position), "The feed as it was followed");
            Expect.Equal(800, seen.Count, "How many events were seen");
        });
    }

    private static async Task<AppendResult[]> AppendManyAsync(StoreScene scene, StreamId stream, int count, int caller)
    {
        var results = new AppendResult[count];
        for (var i = 0; i < count; i++) results[i] = await scene.AppendAsync(stream, ExpectedVersion.Any, Note($"{caller}/{i}")).ConfigureAwait(false);
        return results;
    }

    // Somebody who appends, waits and appends again finds the events in that order.
    private static void InOrderOfEachCaller(IEnumerable<RecordedEvent> events)
    {
        foreach (var caller in TextsOf(events).Select(t => t.Split('/')).GroupBy(t => t[0]))
            Expect.Sequence(Numbers(0, caller.Count() - 1), caller.Select(t => t[1]), $"The events of caller {caller.Key}");
    }
}
