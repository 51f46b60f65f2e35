namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Streams that are removed for ever.</summary>
internal static class TombstoneRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.StreamExists, ExpectedVersion.Exactly(3) })
        {
            cases.Add("ST-10", $"a tombstoned stream, expected at {expected}, reads as absent", async s =>
            {
                var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
                Expect.Equal(3, await s.Maintenance.TombstoneAsync(stream, expected).ConfigureAwait(false), "How many events were removed");
                Expect.Equal(StreamState.Tombstoned, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false), "Its state");
                Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "Its version");
                Expect.Equal(0, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events it gives forwards");
                Expect.Equal(0, (await s.ReadAsync(stream, new() { Direction = ReadDirection.Backwards }).ConfigureAwait(false)).Count, "How many events it gives backwards");
                Expect.Equal(0, (await ListAsync(s.Directory.ListStreamsAsync(stream.Category)).ConfigureAwait(false)).Count, "How many streams are listed");
            });
        }

        cases.Add("ST-10", "a tombstoned stream refuses every append, for ever", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Any).ConfigureAwait(false);
            foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.NoStream, ExpectedVersion.StreamExists, ExpectedVersion.Exactly(0), ExpectedVersion.Exactly(2) })
            {
                var error = await Expect.ThrowsAsync<StreamClosedException>(() => s.AppendAsync(stream, expected, Note()), $"An append with {expected} to a tombstoned stream").ConfigureAwait(false);
                Expect.Equal((stream, StreamState.Tombstoned), (error.Stream, error.State), "What the error says");
            }

            var other = NewStream();
            await Expect.ThrowsAsync<StreamClosedException>(
                () => s.Atomic.AppendAsync([new(other, ExpectedVersion.NoStream, Notes(1)), new(stream, ExpectedVersion.NoStream, Notes(1))]).AsTask(), "An append to a tombstoned stream and another").ConfigureAwait(false);
            Expect.Equal(0, await s.Store.GetVersionAsync(other).ConfigureAwait(false), "The version of the other stream");
        });
        foreach (var (expected, version) in new[] { (ExpectedVersion.Exactly(1), 2), (ExpectedVersion.Exactly(3), 2), (ExpectedVersion.NoStream, 2), (ExpectedVersion.StreamExists, 0), (ExpectedVersion.Exactly(2), 0) })
        {
            cases.Add("ST-10", $"tombstoning with {expected} conflicts {(version == 0 ? "where there is no stream" : $"at version {version}")}, and nothing is removed", async s =>
            {
                var stream = version == 0 ? NewStream() : await s.StreamOfAsync(version).ConfigureAwait(false);
                var error = await Expect.ThrowsAsync<ConcurrencyException>(() => s.Maintenance.TombstoneAsync(stream, expected).AsTask(), $"Tombstoning with {expected} at version {version}").ConfigureAwait(false);
                Expect.Equal((stream, expected, (long)version), (error.Stream, error.Expected, error.Actual), "What the error says");
                Expect.Equal((version, StreamState.Active), ((await s.ReadAsync(stream).ConfigureAwait(false)).Count, await s.Maintenance.GetStateAsync(stream).ConfigureAwait(false)), "The stream after it");
            });
        }

        cases.Add("ST-10", "an absent stream cannot be tombstoned, and an expectation is asked for", async s =>
        {
            var stream = NewStream();
            foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.NoStream })
                await Expect.ThrowsAsync<StreamNotFoundException>(() => s.Maintenance.TombstoneAsync(stream, expected).AsTask(), $"Tombstoning an absent stream with {expected}").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.Maintenance.TombstoneAsync(stream, default).AsTask(), "Tombstoning without an expectation").ConfigureAwait(false);
            Expect.Equal(1, (await s.AppendAsync(stream, ExpectedVersion.NoStream, Note()).ConfigureAwait(false)).Version, "The version after a first append");
        });
        cases.Add("ST-10", "a tombstoned stream stays so, whatever is expected", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Any).ConfigureAwait(false);
            foreach (var expected in new[] { ExpectedVersion.Any, ExpectedVersion.Exactly(2), ExpectedVersion.NoStream, ExpectedVersion.StreamExists })
                Expect.Equal(0, await s.Maintenance.TombstoneAsync(stream, expected).ConfigureAwait(false), $"How many events are removed once more, with {expected}");
            foreach (var (what, call) in new (string What, Func<Task> Call)[]
            {
                ("Archiving", () => s.Maintenance.ArchiveAsync(stream).AsTask()), ("Restoring", () => s.Maintenance.RestoreAsync(stream).AsTask()), ("Truncating", () => s.Maintenance.TruncateAsync(stream, 1).AsTask()),
            })
            {
                var error = await Expect.ThrowsAsync<StreamClosedException>(call, $"{what} a tombstoned stream").ConfigureAwait(false);
                Expect.Equal((stream, StreamState.Tombstoned), (error.Stream, error.State), "What the error says");
            }
        });
        cases.Add("ST-10", "archived and truncated streams can be tombstoned", async s =>
        {
            var (archived, truncated) = (await s.StreamOfAsync(2).ConfigureAwait(false), await s.StreamOfAsync(5).ConfigureAwait(false));
            await s.Maintenance.ArchiveAsync(archived).ConfigureAwait(false);
            await s.Maintenance.TruncateAsync(truncated, 4).ConfigureAwait(false);
            Expect.Equal(2, await s.Maintenance.TombstoneAsync(archived, ExpectedVersion.Exactly(2)).ConfigureAwait(false), "How many events of the archived stream were removed");
            Expect.Equal(2, await s.Maintenance.TombstoneAsync(truncated, ExpectedVersion.Exactly(5)).ConfigureAwait(false), "How many events of the truncated stream were removed");
            Expect.Equal(0, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are left");
        });
        cases.Add("ST-10", "one of an append and a tombstone that come at once conflicts with the other", async s =>
        {
            for (var round = 0; round < 20; round++)
            {
                var stream = await s.StreamOfAsync(1).ConfigureAwait(false);
                var won = await AllAtOnce(2, async i =>
                {
                    try
                    {
                        if (i == 0) await s.AppendAsync(stream, ExpectedVersion.Exactly(1), Note()).ConfigureAwait(false);
                        else await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Exactly(1)).ConfigureAwait(false);
                        return true;
                    }
                    catch (Exception e) when (e is ConcurrencyException or StreamClosedException)
                    {
                        return false;
                    }
                }).ConfigureAwait(false);
                Expect.Equal(1, won.Count(w => w), "How many of the two succeed");
                Expect.Equal(won[0] ? 2 : 0, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events the stream has");
            }
        });
    }
}
