namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Appends to several streams are idempotent by event id, as a whole.</summary>
internal static class AtomicRepetitionRules
{
    public static void AddTo(CaseList cases)
    {
        AddRepetitions(cases);
        AddParts(cases);
        AddOthers(cases);
    }

    private static void AddRepetitions(CaseList cases)
    {
        foreach (var expected in new[] { ExpectedVersion.NoStream, ExpectedVersion.Any, ExpectedVersion.StreamExists, ExpectedVersion.Exactly(99) })
        {
            cases.Add("ST-12", $"a repeated append to several streams gets the first results again and stores nothing, when it expects {expected}", async s =>
            {
                var appends = TwoStreams();
                var first = await s.Atomic.AppendAsync(appends).ConfigureAwait(false);
                await s.AppendAsync(appends[0].Stream, ExpectedVersion.Any, Note("later")).ConfigureAwait(false);
                var second = await s.Atomic.AppendAsync([.. appends.Select(a => a with { Expected = expected })]).ConfigureAwait(false);
                Expect.Sequence(first, second, "The results of the repetition");
                Expect.Equal(6, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
            });
        }

        cases.Add("ST-12", "another attempt, at another instant, is a repetition, and what was stored first stays", async s =>
        {
            var metadata = MetadataRules.Full();
            var (one, two) = (NewStream(), NewStream());
            StreamAppend[] Attempt(EventMetadata m) => [new(one, ExpectedVersion.NoStream, [Note("x", m)]), new(two, ExpectedVersion.NoStream, [Note("y", metadata with { EventId = new Guid("00112233-4455-6677-8899-aabbccddeeff") })])];
            var first = await s.Atomic.AppendAsync(Attempt(metadata)).ConfigureAwait(false);
            Expect.Sequence(first, await s.Atomic.AppendAsync(Attempt(metadata with { OccurredAt = metadata.OccurredAt.AddSeconds(1), Actor = "other" })).ConfigureAwait(false), "The results of the repetition");
            Expect.Equal(metadata, (await s.ReadAsync(one).ConfigureAwait(false)).Single().Metadata, "The metadata that is stored");
        });
        cases.Add("ST-12", "one append to several streams that many send at once is stored once, and all get one answer", async s =>
        {
            var appends = TwoStreams();
            var results = await AllAtOnce(16, async _ => await s.Atomic.AppendAsync(appends).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var result in results) Expect.Sequence(results[0], result, "The answer");
            Expect.Equal(5, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("ST-12", "a stream's share is known again as an append to that stream alone", async s =>
        {
            var appends = TwoStreams();
            var first = await s.Atomic.AppendAsync(appends).ConfigureAwait(false);
            Expect.Equal(first[1], await s.AppendAsync(appends[1].Stream, ExpectedVersion.NoStream, [.. appends[1].Events]).ConfigureAwait(false), "The result of the repetition of one share");
        });
    }

    private static void AddParts(CaseList cases) => cases.Add("ST-12", "a part of each stream's share is a repetition and gets its own places", async s =>
    {
        var appends = TwoStreams();
        var first = await s.Atomic.AppendAsync(appends).ConfigureAwait(false);
        var part = await s.Atomic.AppendAsync([appends[0] with { Events = [appends[0].Events[0]] }, appends[1] with { Events = [.. appends[1].Events.Skip(1)] }]).ConfigureAwait(false);
        Expect.Equal((1L, first[0].FirstPosition), (part[0].Version, part[0].LastPosition), "Where the first stream's event is");
        Expect.Equal((3L, first[1].LastPosition), (part[1].Version, part[1].LastPosition), "Where the last of the second stream's events is");
        Expect.Equal(5, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
    });

    private static void AddOthers(CaseList cases)
    {
        foreach (var (what, change) in new (string What, Func<StreamAppend[], StreamAppend[]> Change)[]
        {
            ("with one more stream", a => [.. a, new(NewStream(), ExpectedVersion.Any, Notes(1))]),
            ("with its streams in another order", a => [a[1], a[0]]),
            ("with one more event in a stream", a => [a[0], a[1] with { Events = [.. a[1].Events, Note("more")] }]),
            ("with one event less in a stream, and another in its place", a => [a[0], a[1] with { Events = [.. a[1].Events.SkipLast(1), Note("other")] }]),
            ("with a stream's events in another order", a => [a[0] with { Events = [.. a[0].Events.Reverse()] }, a[1]]),
            ("with its shares exchanged", a => [a[0] with { Events = a[1].Events }, a[1] with { Events = a[0].Events }]),
            ("with another stream in place of one", a => [a[0], a[1] with { Stream = NewStream() }]),
        })
        {
            cases.Add("ST-12", $"a stored append {what} is refused whole", async s =>
            {
                var appends = TwoStreams();
                await s.Atomic.AppendAsync(appends).ConfigureAwait(false);
                var changed = change(appends);
                foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.NoStream })
                {
                    var error = await Expect.ThrowsAsync<DuplicateEventException>(
                        () => s.Atomic.AppendAsync([.. changed.Select(a => a with { Expected = expected })]).AsTask(), $"A stored append {what}, with {expected}").ConfigureAwait(false);
                    Expect.True(appends.Any(a => a.Stream == error.StoredIn && a.Events.Any(e => e.Metadata.EventId == error.EventId)), $"The error says where the id is stored: {error.Message}");
                    Expect.Equal(5, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
                }
            });
        }

        cases.Add("ST-12", "a single stream's stored batch together with new events for another is refused whole", async s =>
        {
            var (stream, batch) = (NewStream(), Notes(2));
            await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
            await Expect.ThrowsAsync<DuplicateEventException>(
                () => s.Atomic.AppendAsync([new(stream, ExpectedVersion.Any, batch), new(NewStream(), ExpectedVersion.Any, Notes(1))]).AsTask(), "A repetition of a part").ConfigureAwait(false);
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
    }

    private static StreamAppend[] TwoStreams() =>
        [new(NewStream(), ExpectedVersion.NoStream, Notes(2)), new(NewStream("order"), ExpectedVersion.NoStream, Notes(3))];
}
