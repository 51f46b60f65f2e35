namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Appends are idempotent by event id.</summary>
internal static class RepetitionRules
{
    public static void AddTo(CaseList cases)
    {
        AddRepetitions(cases);
        AddOtherCuts(cases);
        AddOtherContent(cases);
        AddOtherBatches(cases);
    }

    private static void AddRepetitions(CaseList cases)
    {
        foreach (var expected in new[] { ExpectedVersion.NoStream, ExpectedVersion.Any, ExpectedVersion.StreamExists, ExpectedVersion.Exactly(3), ExpectedVersion.Exactly(99) })
        {
            cases.Add("ST-1", $"a repeated batch gets the first result again and stores nothing, when it expects {expected}", async s =>
            {
                var (stream, batch) = (NewStream(), Notes(3));
                var first = await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
                var second = await s.AppendAsync(stream, expected, batch).ConfigureAwait(false);
                Expect.Equal(first, second, "The result of the repetition");
                Expect.Equal(3, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
            });
        }

        cases.Add("ST-1", "a batch is known again after other appends to its stream and to others", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            var batch = Notes(2, from: 3);
            var first = await s.AppendAsync(stream, ExpectedVersion.Exactly(2), batch).ConfigureAwait(false);
            await s.StreamOfAsync(3).ConfigureAwait(false);
            await s.AppendAsync(stream, ExpectedVersion.Exactly(4), Notes(2, from: 5)).ConfigureAwait(false);
            Expect.Equal(first, await s.AppendAsync(stream, ExpectedVersion.Exactly(2), batch).ConfigureAwait(false), "The result of the repetition");
            Expect.Sequence(Numbers(1, 6), TextsOf(await s.ReadAsync(stream).ConfigureAwait(false)), "The events of the stream");
        });
        cases.Add("ST-1", "a single event is known again, with all of its metadata", async s =>
        {
            var (stream, note) = (NewStream(), Note("x", MetadataRules.Full()));
            var first = await s.AppendAsync(stream, ExpectedVersion.NoStream, note).ConfigureAwait(false);
            Expect.Equal(first, await s.AppendAsync(stream, ExpectedVersion.NoStream, note).ConfigureAwait(false), "The result of the repetition");
        });
        foreach (var (what, change) in new (string What, Func<EventMetadata, EventMetadata> Change)[]
        {
            ("instant", m => m with { OccurredAt = m.OccurredAt.AddMicroseconds(1) }),
            ("traceparent", m => m with { TraceParent = "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-01" }),
            ("actor", m => m with { Actor = "other" }),
            ("correlation", m => m with { CorrelationId = Guid.NewGuid() }),
            ("cause", m => m with { CausationId = null }),
            ("set of tags", m => m with { Tags = new HashSet<string> { "other" } }),
            ("set of headers", m => m with { Headers = new Dictionary<string, string> { ["other"] = "1" } }),
        })
        {
            cases.Add("ST-1", $"another attempt, with another {what}, is a repetition, and what was stored first stays", async s =>
            {
                var (stream, metadata) = (NewStream(), MetadataRules.Full());
                var first = await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("x", metadata)).ConfigureAwait(false);
                var second = await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("x", change(metadata))).ConfigureAwait(false);
                Expect.Equal(first, second, "The result of the repetition");
                Expect.Equal(metadata, (await s.ReadAsync(stream).ConfigureAwait(false)).Single().Metadata, "The metadata that is stored");
            });
        }

        cases.Add("ST-1", "one batch that many send at once is stored once, and all get one result", async s =>
        {
            var (stream, batch) = (NewStream(), Notes(3));
            var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => s.AppendAsync(stream, ExpectedVersion.NoStream, batch)))).ConfigureAwait(false);
            Expect.Equal(1, results.Distinct().Count(), "How many different results there are");
            Expect.Equal(3, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
    }

    // What is stored does not say which append stored it: whoever sends what follows each other in a stream gets the places of just that.
    private static void AddOtherCuts(CaseList cases)
    {
        foreach (var (what, first, count) in new (string What, int First, int Count)[] { ("beginning", 0, 2), ("middle", 1, 2), ("end", 2, 2), ("last event", 3, 1) })
        {
            cases.Add("ST-1", $"the {what} of a stored batch, sent by itself, is a repetition and gets its own places", async s =>
            {
                var (stream, batch) = (NewStream(), Notes(4));
                var whole = await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
                var events = await s.ReadAsync(stream).ConfigureAwait(false);
                var expected = new AppendResult(stream, first + count, events[first].Position, events[first + count - 1].Position);
                foreach (var version in new[] { ExpectedVersion.NoStream, ExpectedVersion.Any, ExpectedVersion.Exactly(4) })
                    Expect.Equal(expected, await s.AppendAsync(stream, version, batch[first..(first + count)]).ConfigureAwait(false), $"The result with {version}");
                Expect.Equal(whole, await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false), "The result of the whole batch");
                Expect.Equal(4, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
            });
        }

        cases.Add("ST-1", "two stored batches that follow each other, sent as one, are a repetition of both", async s =>
        {
            var (stream, one, two) = (NewStream(), Notes(2), Notes(3, from: 3));
            var first = await s.AppendAsync(stream, ExpectedVersion.NoStream, one).ConfigureAwait(false);
            await s.StreamOfAsync(1).ConfigureAwait(false);
            var second = await s.AppendAsync(stream, ExpectedVersion.Exactly(2), two).ConfigureAwait(false);
            var both = await s.AppendAsync(stream, ExpectedVersion.NoStream, [.. one, .. two]).ConfigureAwait(false);
            Expect.Equal(new AppendResult(stream, 5, first.FirstPosition, second.LastPosition), both, "The result of both as one");
            Expect.Equal(6, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
    }

    private static void AddOtherContent(CaseList cases)
    {
        var metadata = MetadataRules.Full();
        foreach (var (what, other) in new (string What, NewEvent Other)[]
        {
            ("other data", Note("y", metadata)),
            ("another event type", new NewEvent(new NoteCorrected("x"), metadata)),
            ("another tenant", Note("x", metadata with { Tenant = "other" })),
            ("no tenant", Note("x", metadata with { Tenant = null })),
        })
        {
            cases.Add("ST-1", $"a stored id with {what} is a duplicate", async s =>
            {
                var stream = NewStream();
                await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("x", metadata)).ConfigureAwait(false);
                await RefusedAsDuplicate(s, stream, ExpectedVersion.Any, [other], metadata.EventId, stream, 1).ConfigureAwait(false);
            });
        }
    }

    private static void AddOtherBatches(CaseList cases)
    {
        cases.Add("ST-1", "a stored id in another stream is a duplicate, and the error says where it is stored", async s =>
        {
            var stream = await s.StreamOfAsync(1).ConfigureAwait(false);
            var note = Note();
            await s.AppendAsync(stream, ExpectedVersion.Any, note).ConfigureAwait(false);
            await RefusedAsDuplicate(s, NewStream(), ExpectedVersion.NoStream, [note], note.Metadata.EventId, stream, 2).ConfigureAwait(false);
        });
        cases.Add("ST-1", "a duplicate is told before a version conflict", async s =>
        {
            var (stream, note) = (NewStream(), Note());
            await s.AppendAsync(stream, ExpectedVersion.Any, note).ConfigureAwait(false);
            await RefusedAsDuplicate(s, NewStream(), ExpectedVersion.Exactly(5), [note], note.Metadata.EventId, stream, 1).ConfigureAwait(false);
        });
        foreach (var (what, change) in new (string What, Func<NewEvent[], NewEvent[]> Change)[]
        {
            ("in another order", b => [b[0], b[2], b[1]]),
            ("with one more event", b => [.. b, Note("more")]),
            ("behind a new event", b => [Note("new"), .. b]),
            ("with a gap", b => [b[0], b[2]]),
            ("with another event in its middle", b => [b[0], Note("other"), b[2]]),
        })
        {
            cases.Add("ST-1", $"a stored batch {what} is refused whole", async s =>
            {
                var (stream, batch) = (NewStream(), Notes(3));
                await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
                var changed = change(batch);
                foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.Exactly(3), ExpectedVersion.NoStream })
                    await RefusedAsDuplicate(s, stream, expected, changed, batch[0].Metadata.EventId, stream, 1).ConfigureAwait(false);
            });
        }

        cases.Add("ST-1", "an id twice in one batch is refused, and the batch with it", async s =>
        {
            var (stream, note) = (NewStream(), Note());
            var error = await Expect.ThrowsAsync<DuplicateEventException>(() => s.AppendAsync(stream, ExpectedVersion.Any, Note(), note, note), "An append with one id twice").ConfigureAwait(false);
            Expect.Equal((note.Metadata.EventId, stream, null, 0L), (error.EventId, error.Stream, error.StoredIn, error.StoredVersion), "What the error says");
            Expect.Equal(null, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed after the refusal");
        });
        cases.Add("ST-1", "a refused batch leaves its ids free, and its stream as it was", async s =>
        {
            var (stored, fresh, stream) = (Note(), Notes(2), NewStream());
            await s.StreamOfAsync(1).ConfigureAwait(false);
            await s.AppendAsync(NewStream(), ExpectedVersion.Any, stored).ConfigureAwait(false);
            await Expect.ThrowsAsync<DuplicateEventException>(() => s.AppendAsync(stream, ExpectedVersion.NoStream, [.. fresh, stored]), "An append that ends in a stored event").ConfigureAwait(false);
            Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
            Expect.Equal(2, (await s.AppendAsync(stream, ExpectedVersion.NoStream, fresh).ConfigureAwait(false)).Version, "The version after the new events alone");
            Expect.Equal(4, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
    }

    private static async Task RefusedAsDuplicate(StoreScene scene, StreamId stream, ExpectedVersion expected, NewEvent[] events, Guid id, StreamId storedIn, long storedVersion)
    {
        var before = await scene.ReadAllAsync().ConfigureAwait(false);
        var error = await Expect.ThrowsAsync<DuplicateEventException>(() => scene.AppendAsync(stream, expected, events), $"An append of stored ids with {expected}").ConfigureAwait(false);
        Expect.Equal((id, stream, (StreamId?)storedIn, storedVersion), (error.EventId, error.Stream, error.StoredIn, error.StoredVersion), "What the error says");
        Expect.Sequence(before.Select(e => e.Position), (await scene.ReadAllAsync().ConfigureAwait(false)).Select(e => e.Position), "The feed after the refusal");
    }
}
