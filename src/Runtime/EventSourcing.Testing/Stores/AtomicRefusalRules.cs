namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>An append to several streams that is refused in one of them stores nothing in any.</summary>
internal static class AtomicRefusalRules
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static void AddTo(CaseList cases)
    {
        AddConflicts(cases);
        AddArguments(cases);
        cases.Add("ST-12", "a stored event id in one of the streams refuses the whole", async s =>
        {
            var (stored, stream) = (Note(), await s.StreamOfAsync(1).ConfigureAwait(false));
            await s.AppendAsync(stream, ExpectedVersion.Any, stored).ConfigureAwait(false);
            var target = NewStream();
            var error = await RefusedAsync<DuplicateEventException>(s, [new(NewStream(), ExpectedVersion.NoStream, Notes(2)), new(target, ExpectedVersion.NoStream, [Note(), stored])]).ConfigureAwait(false);
            Expect.Equal((stored.Metadata.EventId, target, (StreamId?)stream, 2L), (error.EventId, error.Stream, error.StoredIn, error.StoredVersion), "What the error says");
        });
        cases.Add("ST-12", "an id twice in two of the streams refuses the whole", async s =>
        {
            var (twice, second) = (Note(), NewStream());
            var error = await RefusedAsync<DuplicateEventException>(s, [new(NewStream(), ExpectedVersion.NoStream, [twice]), new(second, ExpectedVersion.NoStream, [Note(), twice])]).ConfigureAwait(false);
            Expect.Equal((twice.Metadata.EventId, second, null, 0L), (error.EventId, error.Stream, error.StoredIn, error.StoredVersion), "What the error says");
        });
        cases.Add("ST-12", "an event that no catalog lists, and one that cannot be written, refuse the whole", async s =>
        {
            await RefusedAsync<UnregisteredEventException>(s, [new(NewStream(), ExpectedVersion.NoStream, Notes(2)), new(NewStream(), ExpectedVersion.NoStream, [new(new NoteForgotten("x"))])]).ConfigureAwait(false);
            await RefusedAsync<SerializationException>(s, [new(NewStream(), ExpectedVersion.NoStream, Notes(2)), new(NewStream(), ExpectedVersion.NoStream, [new(new NoteSealed(true, false))])]).ConfigureAwait(false);
        });
        cases.Add("ST-12", "a refused append leaves its ids free, and its streams as they were", async s =>
        {
            var (taken, free, batch) = (await s.StreamOfAsync(1).ConfigureAwait(false), NewStream(), Notes(2));
            await RefusedAsync<ConcurrencyException>(s, [new(free, ExpectedVersion.NoStream, batch), new(taken, ExpectedVersion.NoStream, [Note()])]).ConfigureAwait(false);
            Expect.Equal(0, await s.Store.GetVersionAsync(free).ConfigureAwait(false), "The version of the stream without conflict");
            Expect.Equal(2, (await s.AppendAsync(free, ExpectedVersion.NoStream, batch).ConfigureAwait(false)).Version, "The version after the same events alone");
        });
        cases.Add("ST-12", "an append to several streams with a cancelled token stores nothing, and one to a store that was disposed of is refused", async s =>
        {
            StreamAppend[] appends = [new(NewStream(), ExpectedVersion.NoStream, Notes(1)), new(NewStream(), ExpectedVersion.NoStream, Notes(1))];
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Atomic.AppendAsync(appends, null, Cancelled).AsTask(), "An append with a cancelled token").ConfigureAwait(false);
            Expect.Equal(null, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed");
            await s.Store.DisposeAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<ObjectDisposedException>(() => s.Atomic.AppendAsync(appends).AsTask(), "An append after the store was disposed of").ConfigureAwait(false);
        });
    }

    private static void AddConflicts(CaseList cases)
    {
        foreach (var (expected, version) in new[]
        {
            (ExpectedVersion.NoStream, 2), (ExpectedVersion.Exactly(1), 2), (ExpectedVersion.Exactly(3), 2), (ExpectedVersion.StreamExists, 0), (ExpectedVersion.Exactly(1), 0),
        })
        {
            foreach (var place in new[] { 0, 1, 2 })
            {
                cases.Add("ST-12", $"{expected} in stream {place + 1} of 3, {(version == 0 ? "where there is none" : $"at version {version}")}, refuses all three, and nothing is stored", async s =>
                {
                    var stream = version == 0 ? NewStream() : await s.StreamOfAsync(version).ConfigureAwait(false);
                    var appends = new List<StreamAppend> { new(NewStream(), ExpectedVersion.Any, Notes(2)), new(NewStream(), ExpectedVersion.NoStream, Notes(2)) };
                    appends.Insert(place, new StreamAppend(stream, expected, [Note("refused")]));
                    var error = await RefusedAsync<ConcurrencyException>(s, appends).ConfigureAwait(false);
                    Expect.Equal((stream, expected, (long)version), (error.Stream, error.Expected, error.Actual), "What the error says");
                });
            }
        }
    }

    private static void AddArguments(CaseList cases)
    {
        var stream = NewStream();
        foreach (var (what, appends) in new (string What, IReadOnlyList<StreamAppend>? Appends)[]
        {
            ("without any stream", []),
            ("with null in place of the list", null),
            ("with null in place of a stream", [new(NewStream(), ExpectedVersion.Any, Notes(1)), null!]),
            ("with a stream twice", [new(stream, ExpectedVersion.Any, Notes(1)), new(NewStream(), ExpectedVersion.Any, Notes(1)), new(stream, ExpectedVersion.Any, Notes(1))]),
            ("with a stream without events", [new(NewStream(), ExpectedVersion.Any, Notes(1)), new(NewStream(), ExpectedVersion.Any, [])]),
            ("with null in place of a stream's events", [new(NewStream(), ExpectedVersion.Any, Notes(1)), new(NewStream(), ExpectedVersion.Any, null!)]),
            ("with null in place of an event", [new(NewStream(), ExpectedVersion.Any, Notes(1)), new(NewStream(), ExpectedVersion.Any, [Note(), null!])]),
            ("with an expectation that is not specified", [new(NewStream(), ExpectedVersion.Any, Notes(1)), new(NewStream(), default, Notes(1))]),
            ("with a stream that is none", [new(NewStream(), ExpectedVersion.Any, Notes(1)), new(default, ExpectedVersion.Any, Notes(1))]),
        })
        {
            cases.Add("ST-12", $"an append {what} is refused", async s => await RefusedAsync<ArgumentException>(s, appends!).ConfigureAwait(false));
        }

        cases.Add("ST-12", "a stream that is named twice is named in the error", async s =>
        {
            var error = await Expect.ThrowsAsync<ArgumentException>(
                () => s.Atomic.AppendAsync([new(stream, ExpectedVersion.Any, Notes(1)), new(stream, ExpectedVersion.Any, Notes(1))]).AsTask(), "An append with a stream twice").ConfigureAwait(false);
            Expect.True(error.Message.Contains(stream.ToString(), StringComparison.Ordinal), $"The error names the stream: {error.Message}");
        });
    }

    private static async Task<TException> RefusedAsync<TException>(StoreScene scene, IReadOnlyList<StreamAppend> appends)
        where TException : Exception
    {
        var before = await scene.ReadAllAsync().ConfigureAwait(false);
        var error = await Expect.ThrowsAsync<TException>(() => scene.Atomic.AppendAsync(appends).AsTask(), "An append of which one part cannot be stored").ConfigureAwait(false);
        Expect.Sequence(before.Select(e => e.Position), (await scene.ReadAllAsync().ConfigureAwait(false)).Select(e => e.Position), "The feed after the refusal");
        return error;
    }
}
