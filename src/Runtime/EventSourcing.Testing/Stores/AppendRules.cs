namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What an append stores and returns.</summary>
internal static class AppendRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-1", "an append returns the stream, its new version and the positions of its first and last event", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            var result = await s.AppendAsync(stream, ExpectedVersion.Exactly(2), Notes(3, from: 3)).ConfigureAwait(false);
            var events = await s.ReadAsync(stream).ConfigureAwait(false);
            Expect.Equal(new AppendResult(stream, 5, events[2].Position, events[4].Position), result, "The result of an append of three events to a stream at version 2");
        });
        cases.Add("ST-1", "a batch is stored in its order, with versions from 1 without gaps", async s =>
        {
            var stream = await s.StreamOfAsync(5).ConfigureAwait(false);
            var events = await s.ReadAsync(stream).ConfigureAwait(false);
            Expect.Sequence(Numbers(1, 5), TextsOf(events), "The events of a batch of five");
            Expect.Sequence([1L, 2, 3, 4, 5], events.Select(e => e.Version), "Their versions");
        });
        cases.Add("ST-1", "an event comes back with its stream, name, shape version and data", async s =>
        {
            var stream = NewStream();
            await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("first"), new NewEvent(new NoteCorrected("second"))).ConfigureAwait(false);
            var events = await s.ReadAsync(stream).ConfigureAwait(false);
            Expect.Sequence([stream, stream], events.Select(e => e.Stream), "The streams of the events");
            Expect.Sequence([ContractCodecs.Note, ContractCodecs.Correction], events.Select(e => e.Name), "Their names");
            Expect.Sequence([1, ContractCodecs.CorrectionVersion], events.Select(e => e.SchemaVersion), "The versions of their shapes");
            Expect.Sequence([new NoteTaken("first"), (object)new NoteCorrected("second")], events.Select(e => e.Data), "Their data");
        });
        AddAccepted(cases);
        AddRefused(cases);
        AddNames(cases);
        AddLarge(cases);
    }

    private static void AddAccepted(CaseList cases)
    {
        foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.NoStream })
        {
            cases.Add("ST-1", $"{expected} begins a stream", async s =>
                Expect.Equal(1, (await s.AppendAsync(NewStream(), expected, Note()).ConfigureAwait(false)).Version, $"The version after the first event, appended with {expected}"));
        }

        foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.StreamExists, ExpectedVersion.Exactly(2) })
        {
            cases.Add("ST-1", $"{expected} goes on with a stream at version 2", async s =>
            {
                var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
                Expect.Equal(3, (await s.AppendAsync(stream, expected, Note()).ConfigureAwait(false)).Version, $"The version after the third event, appended with {expected}");
            });
        }
    }

    private static void AddRefused(CaseList cases)
    {
        foreach (var (expected, version) in new[]
        {
            (ExpectedVersion.NoStream, 2), (ExpectedVersion.Exactly(1), 2), (ExpectedVersion.Exactly(3), 2), (ExpectedVersion.StreamExists, 0), (ExpectedVersion.Exactly(1), 0),
        })
        {
            cases.Add("ST-1", $"{expected} is refused {(version == 0 ? "where there is no stream" : $"at version {version}")}, with expected and actual version, and nothing is stored", async s =>
            {
                var stream = version == 0 ? NewStream() : await s.StreamOfAsync(version).ConfigureAwait(false);
                var head = await s.Store.GetHeadAsync().ConfigureAwait(false);
                var refused = Note("refused");
                var error = await Expect.ThrowsAsync<ConcurrencyException>(() => s.AppendAsync(stream, expected, refused), $"An append with {expected} at version {version}").ConfigureAwait(false);
                Expect.Equal((stream, expected, (long)version), (error.Stream, error.Expected, error.Actual), "What the error says");
                Expect.Equal(version, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version after the refusal");
                Expect.Equal(head, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed after the refusal");
                Expect.Equal(false, await s.Store.ExistsAsync(refused.Metadata.EventId).ConfigureAwait(false), "Whether the refused event exists");
            });
        }
    }

    private static void AddNames(CaseList cases)
    {
        cases.Add("ST-1", "one key in two categories names two streams", async s =>
        {
            var (first, second) = (new StreamId("note", "1"), new StreamId("order", "1"));
            await s.AppendAsync(first, ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
            await s.AppendAsync(second, ExpectedVersion.NoStream, Note("other")).ConfigureAwait(false);
            Expect.Sequence(["1", "2"], TextsOf(await s.ReadAsync(first).ConfigureAwait(false)), $"The events of {first}");
            Expect.Sequence(["other"], TextsOf(await s.ReadAsync(second).ConfigureAwait(false)), $"The events of {second}");
        });
        cases.Add("ST-1", "keys that differ in case, in a trailing space or in the composition of a letter name different streams", async s =>
        {
            string[] keys = ["key", "KEY", "key ", " key", "caf\u00e9", "cafe\u0301", "1", "01", "1.0"];
            foreach (var key in keys)
                Expect.Equal(1, (await s.AppendAsync(new StreamId("note", key), ExpectedVersion.NoStream, Note()).ConfigureAwait(false)).Version, $"The version of a new stream with key '{key}'");
        });
        cases.Add("ST-1", "names of streams in any script, with any punctuation and up to their full length come back as they went in", async s =>
        {
            foreach (var stream in new[]
            {
                new StreamId("заметка", "ключ-1"), new StreamId("笔记", "键/一"), new StreamId("note", "🗒️/👩‍👩‍👧"), new StreamId("note", "100%_[a]*?'\"\\;--"),
                new StreamId(new string('c', StreamId.MaxCategoryLength), new string('k', StreamId.MaxKeyLength)), new StreamId("note", new string('键', StreamId.MaxKeyLength)),
            })
            {
                await s.AppendAsync(stream, ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
                Expect.Equal(stream, (await s.ReadAsync(stream).ConfigureAwait(false)).Single().Stream, "The name of the stream");
            }

            Expect.Equal(6, (await s.ReadAllAsync().ConfigureAwait(false)).Select(e => e.Stream).Distinct().Count(), "How many streams are in the feed");
        });
    }

    private static void AddLarge(CaseList cases)
    {
        cases.Add("ST-1", "an event of 1 MiB comes back as it went in", async s =>
        {
            var text = string.Concat(Enumerable.Repeat("0123456789абвгд€🗒", 60_000));
            var stream = NewStream();
            await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("before"), Note(text), Note("after")).ConfigureAwait(false);
            Expect.Sequence(["before", text, "after"], TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events around a large one");
        });
        cases.Add("ST-1", "a batch of 10,000 events is stored whole", async s =>
        {
            var stream = await s.StreamOfAsync(10_000).ConfigureAwait(false);
            Expect.Equal(10_000, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            Expect.Sequence(Numbers(1, 10_000), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "Its events");
            Expect.Sequence(Numbers(1, 10_000), TextsOf(await s.ReadAllAsync().ConfigureAwait(false)), "The feed");
        });
    }
}
