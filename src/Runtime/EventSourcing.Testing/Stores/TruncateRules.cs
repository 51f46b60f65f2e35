namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Streams of which the beginning is removed.</summary>
internal static class TruncateRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var (before, kept) in new[] { (1, 5), (2, 4), (4, 2), (5, 1) })
        {
            cases.Add("ST-10", $"truncating before version {before} of 5 keeps {kept}, with their versions, and the stream's version stays", async s =>
            {
                var stream = await s.StreamOfAsync(5).ConfigureAwait(false);
                var all = await s.ReadAsync(stream).ConfigureAwait(false);
                Expect.Equal(before - 1, await s.Maintenance.TruncateAsync(stream, before).ConfigureAwait(false), "How many events were removed");
                Expect.Equal(5, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
                foreach (var (what, events) in new[] { ("the stream", await s.ReadAsync(stream).ConfigureAwait(false)), ("the feed", await s.ReadAllAsync().ConfigureAwait(false)), ("the category", await s.ReadCategoryAsync(stream.Category).ConfigureAwait(false)) })
                {
                    Expect.Sequence(Numbers(before, 5), TextsOf(events), $"The events, read from {what}");
                    Expect.Sequence(all.Skip(before - 1).Select(e => (e.Version, e.Position)), events.Select(e => (e.Version, e.Position)), $"Their versions and positions, read from {what}");
                }

                Expect.Equal(StreamState.Active, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), "The state of the stream");
            });
        }

        foreach (var (what, options, expected) in new (string What, StreamReadOptions Options, string[] Expected)[]
        {
            ("backwards", new() { Direction = ReadDirection.Backwards }, ["6", "5", "4"]),
            ("from a version that was removed", new() { FromVersion = 2 }, ["4", "5", "6"]),
            ("from the first that was kept", new() { FromVersion = 4 }, ["4", "5", "6"]),
            ("from and to versions that were removed", new() { FromVersion = 1, ToVersion = 3 }, []),
            ("backwards, to versions that were removed", new() { FromVersion = 1, ToVersion = 3, Direction = ReadDirection.Backwards }, []),
            ("up to a version that was kept, with a limit", new() { ToVersion = 5, Limit = 1 }, ["4"]),
            ("backwards, with a limit beyond what was kept", new() { Limit = 5, Direction = ReadDirection.Backwards }, ["6", "5", "4"]),
        })
        {
            cases.Add("ST-10", $"a stream truncated before version 4 of 6, read {what}", async s =>
            {
                var stream = await s.StreamOfAsync(6).ConfigureAwait(false);
                await s.Maintenance.TruncateAsync(stream, 4).ConfigureAwait(false);
                Expect.Sequence(expected, TextsOf(await s.ReadAsync(stream, options).ConfigureAwait(false)), $"The stream read {what}");
            });
        }

        cases.Add("ST-10", "a truncated stream goes on at its version", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            await s.Maintenance.TruncateAsync(stream, 3).ConfigureAwait(false);
            await Expect.ThrowsAsync<ConcurrencyException>(() => s.AppendAsync(stream, ExpectedVersion.Exactly(1), Note()), "An append at the number of events that are left").ConfigureAwait(false);
            Expect.Equal(4, (await s.AppendAsync(stream, ExpectedVersion.Exactly(3), Note("4")).ConfigureAwait(false)).Version, "The version after an append");
            Expect.Sequence(Numbers(3, 4), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events");
        });
        cases.Add("ST-10", "a stream is truncated again further on, and not taken back", async s =>
        {
            var stream = await s.StreamOfAsync(6).ConfigureAwait(false);
            Expect.Equal(2, await s.Maintenance.TruncateAsync(stream, 3).ConfigureAwait(false), "How many events the first call removed");
            Expect.Equal(0, await s.Maintenance.TruncateAsync(stream, 2).ConfigureAwait(false), "How many events a call with a lower version removed");
            Expect.Equal(2, await s.Maintenance.TruncateAsync(stream, 5).ConfigureAwait(false), "How many events a call with a higher version removed");
            Expect.Sequence(Numbers(5, 6), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events");
        });
        cases.Add("ST-10", "an archived stream can be truncated, and stays archived", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            await s.Maintenance.ArchiveAsync(stream).ConfigureAwait(false);
            Expect.Equal(2, await s.Maintenance.TruncateAsync(stream, 3).ConfigureAwait(false), "How many events were removed");
            Expect.Equal(StreamState.Archived, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), "Its state");
        });
        cases.Add("ST-10", "the last event is never removed by truncating, nor is a version below 1 a place to truncate at", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            foreach (var version in new[] { 4L, 99, 0, -1 })
                await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.Maintenance.TruncateAsync(stream, version).AsTask(), $"Truncating before version {version} of 3").ConfigureAwait(false);
            Expect.Equal(3, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events are left");
        });
        cases.Add("ST-10", "an absent stream cannot be truncated", async s =>
        {
            var stream = NewStream();
            Expect.Equal(stream, (await Expect.ThrowsAsync<StreamNotFoundException>(() => s.Maintenance.TruncateAsync(stream, 1).AsTask(), "Truncating an absent stream").ConfigureAwait(false)).Stream, "The stream in the error");
        });
        cases.Add("ST-10", "a truncated stream is listed at its version", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            await s.Maintenance.TruncateAsync(stream, 3).ConfigureAwait(false);
            Expect.Sequence([new StreamSummary(stream, 3)], await ListAsync(s.Directory.ListStreamsAsync(stream.Category)).ConfigureAwait(false), "The streams of the category");
        });
        cases.Add("ST-10", "a long stream is truncated whole", async s =>
        {
            var stream = await s.StreamOfAsync(3_000).ConfigureAwait(false);
            Expect.Equal(2_499, await s.Maintenance.TruncateAsync(stream, 2_500).ConfigureAwait(false), "How many events were removed");
            Expect.Sequence(Numbers(2_500, 3_000), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events");
        });
    }
}
