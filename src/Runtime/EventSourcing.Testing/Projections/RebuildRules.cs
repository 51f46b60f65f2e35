using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>What a rebuild makes of the rows, and what it leaves alone.</summary>
internal static class RebuildRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var (size, parts) in new[] { (1, 1), (7, 1), (5_000, 1), (4, 3) })
        {
            cases.Add("PR-2", $"a rebuild gives the rows that history gives, with pages of {size} in {parts} parts", async s =>
            {
                await s.StreamsAsync(streams: 5, notes: 4).ConfigureAwait(false);
                await s.RunLedgerAsync().ConfigureAwait(false);
                await s.Transactional.ReadModel(ContractItem.Mapping).TruncateAsync().ConfigureAwait(false);
                var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { PageSize = size, Partitions = parts }).ConfigureAwait(false);
                Expect.Equal(("ledger@1", 20L, false), (result.Projection, result.EventsHandled, result.WasResumed), "The result");
                Expect.Equal(await s.Store.GetHeadAsync().ConfigureAwait(false), result.Position, "The position of the rebuild");
                await s.ExpectLedgerAsync().ConfigureAwait(false);
                await s.ExpectNothingLeftAsync().ConfigureAwait(false);
                await s.StreamsAsync(streams: 2, notes: 2).ConfigureAwait(false);
                await s.RunLedgerAsync().ConfigureAwait(false);
                await s.ExpectLedgerAsync().ConfigureAwait(false);
            });
        }

        cases.Add("PR-2", "a projection that never ran is built by a rebuild, on an empty store too", async s =>
        {
            var empty = await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.Equal((null, 0L), (empty.Position, empty.EventsHandled), "The result on an empty store");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            await s.StreamsAsync(streams: 2, notes: 2).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            Expect.Equal(4L, (await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false)).EventsHandled, "The events that the second rebuild has handled");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "a rebuild tells its progress: phases in order, all events, the head", async s =>
        {
            await s.StreamsAsync(streams: 3, notes: 4).ConfigureAwait(false);
            var told = new List<RebuildProgress>();
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { PageSize = 5 }, new Noted(told.Add)).ConfigureAwait(false);
            Expect.Sequence([RebuildPhase.Filling, RebuildPhase.Filling, RebuildPhase.Following, RebuildPhase.TakingOver, RebuildPhase.Done], told.Select(p => p.Phase), "The phases");
            Expect.Sequence([5L, 10L, 12L, 12L, 12L], told.Select(p => p.EventsHandled), "The numbers of events");
            var head = await s.Store.GetHeadAsync().ConfigureAwait(false);
            Expect.True(told.TrueForAll(p => p.Head == head), "The head was told each time");
            Expect.True(told[0].Fraction is > 0 and < 1 && told[0].TimeLeft is { } left && left > TimeSpan.Zero && told[0].EventsPerSecond > 0, "In between a fraction, a rate and the time left are told");
            Expect.Equal((head, 1.0, TimeSpan.Zero), (told[^1].Position, told[^1].Fraction, told[^1].TimeLeft!.Value), "The last report");
        });
        cases.Add("PR-2", "rate and time left go by the clock that was given, and by what was handled since the rebuild was resumed", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
            var (clock, told) = (new SteppedTime(), new List<RebuildProgress>());
            using var cancelling = new CancellationTokenSource();
            var noted = new Noted(p =>
            {
                told.Add(p);
                clock.Step(TimeSpan.FromSeconds(2));
                if (told.Count == 2) cancelling.Cancel();
            });
            var options = new RebuildOptions { PageSize = 4 };
            await Expect.ThrowsAsync<OperationCanceledException>(() => new ProjectionRebuilder(s.Transactional, timeProvider: clock).RebuildAsync(Ledger.Descriptor(), options, noted, cancelling.Token).AsTask(), "The first rebuild").ConfigureAwait(false);
            Expect.Equal((0.0, null), (told[0].EventsPerSecond, told[0].TimeLeft), "Before any time has passed");
            var resumedAt = told[1].Position!.Value.Value;
            Expect.Equal((4.0, Left(told[1], 0, 2)), (told[1].EventsPerSecond, told[1].TimeLeft), "After 8 events in 2 s");
            clock.Step(TimeSpan.FromHours(1));
            told.Clear();
            var result = await new ProjectionRebuilder(s.Transactional, timeProvider: clock).RebuildAsync(Ledger.Descriptor(), options, noted).ConfigureAwait(false);
            Expect.Equal((4.0, Left(told[1], resumedAt, 2)), (told[1].EventsPerSecond, told[1].TimeLeft), "After 8 more in 2 s");
            Expect.Equal((12 / 4.0, TimeSpan.Zero), (told[2].EventsPerSecond, told[2].TimeLeft!.Value), "At the end");
            Expect.Equal(TimeSpan.FromSeconds(8), result.Elapsed, "How long it took");

            static TimeSpan? Left(RebuildProgress p, long from, double seconds) => TimeSpan.FromSeconds((p.Head!.Value.Value - p.Position!.Value.Value) / ((p.Position!.Value.Value - from) / seconds));
        });
        cases.Add("PR-2", "handlers are told that history is handled again, and may not append then", async s =>
        {
            var stream = NewStream();
            await s.AppendAsync(stream, ExpectedVersion.NoStream, Note(Ledger.Announced)).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var seen = new List<EventContext>();
            await s.Rebuilder(seen).RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.Sequence([(true, "ledger@1")], seen.Select(c => (c.IsRebuild, c.Subscription)), "What the handler was told");
            Expect.Equal(1L, await s.Store.GetVersionAsync(Ledger.Announcements).ConfigureAwait(false), "How often the event was announced");
            await s.AppendAsync(stream, ExpectedVersion.Any, Note(Ledger.Repeated)).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<ProjectionRebuildException>(() => s.Rebuilder().RebuildAsync(Ledger.Descriptor()).AsTask(), "A rebuild whose handler appends").ConfigureAwait(false);
            Expect.True(error.InnerException is InvalidOperationException, "The cause says that appends are refused");
            Expect.Equal(1L, await s.Store.GetVersionAsync(Ledger.Announcements).ConfigureAwait(false), "How often the event was announced after that");
        });
        cases.Add("PR-2", "an event that cannot be handled stops the rebuild, is named, and leaves what serves as it was", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var upTo = await s.Store.GetHeadAsync().ConfigureAwait(false);
            var stream = NewStream();
            var appended = await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("fine"), Note(Ledger.Unreadable)).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<ProjectionRebuildException>(() => s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { PageSize = 2 }).AsTask(), "The rebuild").ConfigureAwait(false);
            Expect.Equal((stream, 2L, appended.LastPosition, ContractCodecs.Note), (error.Stream!.Value, error.Version, error.Position!.Value, error.EventName), "The event at fault");
            Expect.True(error.InnerException is FormatException, "The cause is what the handler threw");
            await s.ExpectLedgerAsync(upTo: upTo).ConfigureAwait(false);
            Expect.Equal(upTo, (await s.Transactional.Checkpoints.FindAsync("ledger@1").ConfigureAwait(false))?.Position, "The checkpoint of what serves");
            await s.Maintenance.TombstoneAsync(stream, ExpectedVersion.Any).ConfigureAwait(false);
            Expect.True((await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false)).WasResumed, "The next rebuild goes on where this one stopped");
        });
        cases.Add("PR-2", "a projection without read models is not rebuilt", async s =>
            await Expect.ThrowsAsync<ArgumentException>(() => s.Rebuilder().RebuildAsync(Mirror.Descriptor()).AsTask(), "The rebuild").ConfigureAwait(false));
        cases.Add("PR-2", "a reset deletes rows and checkpoints, and the projection begins anew", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.Rebuilder().ResetAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.Equal(0L, await s.Transactional.ReadModel(ContractItem.Mapping).CountAsync().ConfigureAwait(false), "The items after the reset");
            Expect.Equal(0L, await s.Transactional.ReadModel(ContractLine.Mapping).CountAsync().ConfigureAwait(false), "The lines after the reset");
            Expect.True(await s.Transactional.Checkpoints.FindAsync("ledger@1").ConfigureAwait(false) is null, "The checkpoint is gone");
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
    }
}
