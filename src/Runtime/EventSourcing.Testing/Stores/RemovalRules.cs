namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What else is true of removed events: feed, ids, tags, and readings that are under way.</summary>
internal static class RemovalRules
{
    public static void AddTo(CaseList cases)
    {
        AddFeed(cases);
        AddTraces(cases);
        AddReadings(cases);
    }

    private static void AddFeed(CaseList cases)
    {
        cases.Add("ST-10", "the feed passes over removed events, and the order and positions of the others stay", async s =>
        {
            var streams = new[] { await s.StreamOfAsync(4).ConfigureAwait(false), await s.StreamOfAsync(4).ConfigureAwait(false), await s.StreamOfAsync(4).ConfigureAwait(false) };
            var before = await s.ReadAllAsync().ConfigureAwait(false);
            await s.Maintenance.TruncateAsync(streams[0], 3).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(streams[1], ExpectedVersion.Any).ConfigureAwait(false);
            var kept = before.Where((_, i) => i is 2 or 3 or >= 8).ToArray();
            Expect.Sequence(kept.Select(e => (e.Stream, e.Version, e.Position)), (await s.ReadAllAsync().ConfigureAwait(false)).Select(e => (e.Stream, e.Version, e.Position)), "The feed");
            foreach (var checkpoint in before)
            {
                Expect.Sequence(
                    kept.Where(e => e.Position > checkpoint.Position).Select(e => e.Position),
                    (await s.ReadAllAsync(checkpoint.Position).ConfigureAwait(false)).Select(e => e.Position),
                    $"The feed after {checkpoint.Position}, whose event is {(kept.Contains(checkpoint) ? "kept" : "removed")}");
            }
        });
        cases.Add("ST-10", "positions of removed events are not given again, not even those at the end of the feed", async s =>
        {
            for (var round = 0; round < 3; round++)
            {
                await s.StreamOfAsync(1).ConfigureAwait(false);
                var stream = NewStream();
                var removed = await s.AppendAsync(stream, ExpectedVersion.NoStream, Notes(3)).ConfigureAwait(false);
                await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Any).ConfigureAwait(false);
                var next = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note("next")).ConfigureAwait(false);
                Expect.True(next.FirstPosition > removed.LastPosition, $"The next event, at {next.FirstPosition}, lies after the removed ones, up to {removed.LastPosition}");
                Expect.Sequence(["next"], TextsOf(await s.ReadAllAsync(removed.LastPosition).ConfigureAwait(false)), "What a reader finds that had read the removed events");
            }
        });
        cases.Add("ST-10", "the end of the feed is that of the events that are left", async s =>
        {
            var (first, last) = (await s.StreamOfAsync(2).ConfigureAwait(false), await s.StreamOfAsync(2).ConfigureAwait(false));
            var kept = (await s.ReadAsync(first).ConfigureAwait(false))[^1].Position;
            await s.Maintenance.TombstoneAsync(last, ExpectedVersion.Any).ConfigureAwait(false);
            Expect.Equal(kept, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed");
            var scan = new FeedScan();
            Expect.Equal(2, (await s.ReadAllAsync(options: new() { Scan = scan }).ConfigureAwait(false)).Count, "How many events are left");
            Expect.True(scan.ReachedHead && scan.Position >= kept, $"A reading comes to the end of the feed: {scan.Position}");
            await s.Maintenance.TombstoneAsync(first, ExpectedVersion.Any).ConfigureAwait(false);
            Expect.Equal(null, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed that has no events any more");
            Expect.Equal(0, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are left");
        });
        cases.Add("ST-10", "a scan advances over removed events", async s =>
        {
            await s.StreamOfAsync(1).ConfigureAwait(false);
            var removed = await s.StreamOfAsync(1_500).ConfigureAwait(false);
            var last = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note("last")).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(removed, ExpectedVersion.Any).ConfigureAwait(false);
            var scan = new FeedScan();
            Expect.Sequence(["1", "last"], TextsOf(await s.ReadAllAsync(options: new() { Scan = scan }).ConfigureAwait(false)), "The events that are left");
            Expect.Equal((last.LastPosition, true), (scan.Position!.Value, scan.ReachedHead), "How far the store has looked");
            Expect.Equal(1, (await s.ReadAllAsync(options: new() { Limit = 1, Scan = scan }).ConfigureAwait(false)).Count, "How many events a reading with a limit gives");
            Expect.Sequence(["last"], TextsOf(await s.ReadAllAsync(scan.Position).ConfigureAwait(false)), "What is left after it");
        });
    }

    private static void AddTraces(CaseList cases)
    {
        cases.Add("ST-10", "removed events are not found by their ids, and their ids are free", async s =>
        {
            var (stream, batch) = (NewStream(), Notes(3));
            await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
            await s.Maintenance.TruncateAsync(stream, 3).ConfigureAwait(false);
            Expect.Equal(false, await s.Store.ExistsAsync(batch[0].Metadata.EventId).ConfigureAwait(false), "Whether a removed event exists");
            Expect.Equal(null, await s.Directory.FindEventAsync(batch[1].Metadata.EventId).ConfigureAwait(false), "What the id of a removed event finds");
            Expect.Equal(true, await s.Store.ExistsAsync(batch[2].Metadata.EventId).ConfigureAwait(false), "Whether the kept event exists");
            await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Any).ConfigureAwait(false);
            Expect.Equal(false, await s.Store.ExistsAsync(batch[2].Metadata.EventId).ConfigureAwait(false), "Whether the last event exists");
            Expect.Equal(3, (await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, batch).ConfigureAwait(false)).Version, "The version of another stream with the same ids");
        });
        cases.Add("ST-12", "removed events are not found by their tags, and break no condition", async s =>
        {
            var (truncated, tombstoned) = (NewStream(), NewStream());
            await s.AppendAsync(truncated, ExpectedVersion.NoStream, TagRules.Tagged("1", "a", "b"), TagRules.Tagged("2", "b")).ConfigureAwait(false);
            await s.AppendAsync(tombstoned, ExpectedVersion.NoStream, TagRules.Tagged("3", "a", "c")).ConfigureAwait(false);
            await s.Maintenance.TruncateAsync(truncated, 2).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(tombstoned, ExpectedVersion.Any).ConfigureAwait(false);
            Expect.Sequence(["2"], TextsOf(await s.ReadAllAsync(options: new() { Tags = new(new TagCriterion("a"), new TagCriterion("b"), new TagCriterion("c")) }).ConfigureAwait(false)), "The events with one of the tags");
            await s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, Notes(1))], new AppendCondition(new TagQuery(new TagCriterion("a"), new TagCriterion("c")))).ConfigureAwait(false);
            await Expect.ThrowsAsync<AppendConditionException>(
                () => s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, Notes(1))], new AppendCondition(TagQuery.AllTags("b"))).AsTask(), "An append on a condition that a kept event breaks").ConfigureAwait(false);
        });
    }

    private static void AddReadings(CaseList cases)
    {
        foreach (var (what, direction, remove) in new (string What, ReadDirection Direction, Func<StoreScene, StreamId, Task> Remove)[]
        {
            ("truncated, far behind", ReadDirection.Forwards, (s, x) => s.Maintenance.TruncateAsync(x, 3).AsTask()),
            ("truncated, far ahead", ReadDirection.Forwards, (s, x) => s.Maintenance.TruncateAsync(x, 1_990).AsTask()),
            ("truncated, far ahead, while it is read backwards", ReadDirection.Backwards, (s, x) => s.Maintenance.TruncateAsync(x, 1_990).AsTask()),
            ("tombstoned", ReadDirection.Forwards, (s, x) => s.Maintenance.TombstoneAsync(x, ExpectedVersion.Any).AsTask()),
            ("tombstoned while it is read backwards", ReadDirection.Backwards, (s, x) => s.Maintenance.TombstoneAsync(x, ExpectedVersion.Any).AsTask()),
        })
        {
            cases.Add("ST-10", $"a reading of a stream that is {what} gives what it still finds, in order, and ends", async s =>
            {
                var stream = await s.StreamOfAsync(2_000).ConfigureAwait(false);
                var versions = new List<long>();
                await foreach (var @event in s.Store.ReadStreamAsync(stream, new() { Direction = direction }).ConfigureAwait(false))
                {
                    versions.Add(@event.Version);
                    if (versions.Count == 5) await remove(s, stream).ConfigureAwait(false);
                }

                var order = direction == ReadDirection.Forwards ? versions.Order() : versions.OrderDescending();
                Expect.Sequence(order.Distinct(), versions, "The versions that were given");
                var kept = await s.ReadAsync(stream).ConfigureAwait(false);
                Expect.Equal(0, kept.Select(e => e.Version).Except(versions).Count(), "How many of the kept events the reading has missed");
            });
        }

        cases.Add("ST-10", "a reading of the feed in which streams are removed meanwhile misses none of the others", async s =>
        {
            var (removed, kept) = (await s.StreamOfAsync(1_000).ConfigureAwait(false), await s.StreamOfAsync(1_000).ConfigureAwait(false));
            var seen = new List<RecordedEvent>();
            await foreach (var @event in s.Store.ReadAllAsync().ConfigureAwait(false))
            {
                seen.Add(@event);
                if (seen.Count == 5) await s.Maintenance.TombstoneAsync(removed, ExpectedVersion.Any).ConfigureAwait(false);
            }

            Expect.Sequence(Enumerable.Range(1, 1_000).Select(v => (long)v), seen.Where(e => e.Stream == kept).Select(e => e.Version), "The events of the other stream");
        });
    }
}
