using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>Events that fail while a projection is rebuilt are parked, or passed over, where that is asked for.</summary>
internal static class RebuildParkRules
{
    private static readonly RebuildOptions Parking = new() { OnError = ErrorStrategy.Park, PageSize = 4 };

    public static void AddTo(CaseList cases)
    {
        foreach (var (size, parts, runs) in new[] { (1, 1, false), (4, 1, true), (5_000, 1, false), (5_000, 1, true), (4, 3, true) })
        {
            cases.Add("PR-2", $"an event that fails is parked with what comes behind it of its key, in pages of {size} and {parts} parts, {(runs ? "in runs" : "one by one")}, and other keys are as history says", async s =>
            {
                var streams = await FillAsync(s, Ledger.Unreadable).ConfigureAwait(false);
                var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2, runs), Parking with { PageSize = size, Partitions = parts }).ConfigureAwait(false);
                Expect.Equal((18L, 3L, 0L), (result.EventsHandled, result.EventsParked, result.EventsSkipped), "What the rebuild has done");
                await s.ExpectLedgerAsync(version: 2, without: e => IsParked(streams, e)).ConfigureAwait(false);
                var letters = await LettersAsync(s).ConfigureAwait(false);
                Expect.Sequence(
                    [("ledger@2", streams[0], 3L), ("ledger@2", streams[0], 4L), ("ledger@2", streams[1], 4L)],
                    letters.OrderBy(l => l.Stream == streams[1]).ThenBy(l => l.Version).Select(l => (l.Subscription, l.Stream, l.Version)),
                    "The dead letters");
                foreach (var letter in letters)
                {
                    Expect.Equal((letter.Stream.ToString(), ContractCodecs.Note), (letter.Key, letter.EventName), "Key and name of a dead letter");
                    var isBehind = letter.Stream == streams[0] && letter.Version == 4;
                    Expect.Equal(isBehind ? null : typeof(FormatException).FullName, letter.ExceptionType, "The exception of a dead letter");
                    Expect.True(isBehind ? letter.Attempts == 0 : letter.Attempts >= (size == 5_000 ? 2 : 1), "How often it was tried");
                    var stored = (await s.ReadAsync(letter.Stream, new StreamReadOptions { FromVersion = letter.Version, ToVersion = letter.Version }).ConfigureAwait(false)).Single();
                    Expect.Equal((stored.Position, (Guid?)stored.Metadata.EventId), (letter.Position, letter.EventId), "The event of a dead letter");
                }

                await s.ExpectNothingLeftAsync().ConfigureAwait(false);
                var found = await s.Rebuilder().VerifyAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
                Expect.Equal((true, 21L), (found.IsSame, found.RowsCompared), "The comparison leaves out what is parked");
            });
        }

        cases.Add("PR-2", "an event that fails is passed over and counted where that is asked for", async s =>
        {
            var streams = await FillAsync(s, Ledger.Unreadable).ConfigureAwait(false);
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), new RebuildOptions { OnError = ErrorStrategy.Skip }).ConfigureAwait(false);
            Expect.Equal((18L, 0L, 2L), (result.EventsHandled, result.EventsParked, result.EventsSkipped), "What the rebuild has done");
            await s.ExpectLedgerAsync(version: 2, without: e => IsParked(streams, e) && e.Data is NoteTaken { Text: Ledger.Unreadable }).ConfigureAwait(false);
            Expect.Equal(0, (await LettersAsync(s).ConfigureAwait(false)).Count, "The number of dead letters");
        });
        foreach (var parts in new[] { 1, 3 })
        {
            cases.Add("PR-2", $"a rebuild in {parts} parts that is resumed knows what it has parked, and one that begins anew has parked nothing", async s =>
            {
                var streams = await FillAsync(s, Ledger.Unreadable).ConfigureAwait(false);
                var options = Parking with { Partitions = parts };
                await BreakOffAsync(s, options).ConfigureAwait(false);
                var letters = await LettersAsync(s, "ledger@2+rebuild").ConfigureAwait(false);
                Expect.Equal((1, 0), (letters.Count, (await LettersAsync(s).ConfigureAwait(false)).Count), "The dead letters of the rebuild, and those of the version, when it was broken off");
                var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), Parking).ConfigureAwait(false);
                Expect.Equal((true, 2L), (result.WasResumed, result.EventsParked), "The rebuild that goes on");
                await s.ExpectLedgerAsync(version: 2, without: e => IsParked(streams, e)).ConfigureAwait(false);
                Expect.Equal((3, 0), ((await LettersAsync(s).ConfigureAwait(false)).Count, (await LettersAsync(s, "ledger@2+rebuild").ConfigureAwait(false)).Count), "The dead letters of the version, and of the rebuild, after it");

                await BreakOffAsync(s, options).ConfigureAwait(false);
                result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), Parking with { Resume = false }).ConfigureAwait(false);
                Expect.Equal((false, 3L), (result.WasResumed, result.EventsParked), "The rebuild that begins anew");
                await BreakOffAsync(s, options).ConfigureAwait(false);
                await s.Rebuilder().RemoveLeftoversAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
                Expect.Equal((3, 0), ((await LettersAsync(s).ConfigureAwait(false)).Count, (await LettersAsync(s, "ledger@2+rebuild").ConfigureAwait(false)).Count), "The dead letters after the leftovers were removed");
            });
        }

        cases.Add("PR-2", "dead letters end when the rows are built anew without them, and those of a version that is retired with it", async s =>
        {
            var streams = await FillAsync(s, Ledger.Doubtful).ConfigureAwait(false);
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), Parking).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(streams[0], ExpectedVersion.Any).ConfigureAwait(false);
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), Parking).ConfigureAwait(false);
            Expect.Sequence([streams[1]], (await LettersAsync(s).ConfigureAwait(false)).Select(l => l.Stream), "What still waits");
            Expect.Sequence(
                [DeadLetterState.Replayed, DeadLetterState.Replayed],
                (await LettersAsync(s, "ledger@2", DeadLetterState.Replayed, DeadLetterState.Resolved).ConfigureAwait(false)).Select(l => l.State),
                "The dead letters of which nothing fails any more");
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(1)).ConfigureAwait(false);
            Expect.Equal(0, (await LettersAsync(s).ConfigureAwait(false)).Count, "What waits for a version that is retired");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "a rebuild that begins anew knows nothing of what the one before it has parked", async s =>
        {
            var streams = await FillAsync(s, Ledger.Unreadable).ConfigureAwait(false);
            await BreakOffAsync(s, Parking).ConfigureAwait(false);
            await s.Maintenance.TombstoneAsync(streams[0], ExpectedVersion.Any).ConfigureAwait(false);
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), Parking with { Resume = false }).ConfigureAwait(false);
            Expect.Equal((false, 1L), (result.WasResumed, result.EventsParked), "The rebuild that begins anew");
            Expect.Sequence([streams[1]], (await LettersAsync(s).ConfigureAwait(false)).Select(l => l.Stream), "The dead letters");
        });
        cases.Add("PR-2", "a reset ends dead letters: their events come again with all others", async s =>
        {
            await FillAsync(s, Ledger.Unreadable).ConfigureAwait(false);
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), Parking).ConfigureAwait(false);
            await s.Rebuilder().ResetAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
            Expect.Equal(0, (await LettersAsync(s).ConfigureAwait(false)).Count, "The dead letters that wait");
            Expect.Equal(3, (await LettersAsync(s, "ledger@2", DeadLetterState.Resolved).ConfigureAwait(false)).Count, "The dead letters that were resolved");
        });
        cases.Add("PR-2", "what fails within the take-over is parked in front of it, and what comes behind parked events within it", async s =>
        {
            var old = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).ConfigureAwait(false);
            var (first, second) = (NewStream(), NewStream());
            await old.AppendAsync(first, ExpectedVersion.NoStream, [Note("1"), Note(Ledger.Doubtful)]).ConfigureAwait(false);
            await old.AppendAsync(second, ExpectedVersion.NoStream, [Note("1")]).ConfigureAwait(false);
            var takeOvers = 0;
            NewEvent[][] last = [[Note("2"), Note(Ledger.Doubtful)], [Note("4")], []];
            var noted = new Noted(p =>
            {
                if (p.Phase != RebuildPhase.TakingOver) return;
                var notes = last[takeOvers++];
                if (notes.Length > 0) old.AppendAsync(second, ExpectedVersion.Any, notes).AsTask().GetAwaiter().GetResult();
            });
            var result = await new ProjectionRebuilder(old).RebuildAsync(Ledger.Descriptor(2), Parking, noted).ConfigureAwait(false);
            Expect.Equal((2, 3L), (takeOvers, result.EventsParked), "How often it was about to take over, and what was parked");
            await s.ExpectLedgerAsync(version: 2, without: e => e.Stream == first ? e.Version == 2 : e.Version > 2).ConfigureAwait(false);
            Expect.Sequence([(first, 2L), (second, 3L), (second, 4L)], (await LettersAsync(s).ConfigureAwait(false)).OrderBy(l => l.Position).Select(l => (l.Stream, l.Version)), "The dead letters");
        });
        cases.Add("PR-2", "what fails within the take-over stops the rebuild where nothing else is asked for", async s =>
        {
            var old = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).ConfigureAwait(false);
            var stream = NewStream();
            await old.AppendAsync(stream, ExpectedVersion.NoStream, [Note("1")]).ConfigureAwait(false);
            var noted = new Noted(p =>
            {
                if (p.Phase == RebuildPhase.TakingOver) old.AppendAsync(stream, ExpectedVersion.Any, [Note(Ledger.Doubtful)]).AsTask().GetAwaiter().GetResult();
            });
            var error = await Expect.ThrowsAsync<ProjectionRebuildException>(() => new ProjectionRebuilder(old).RebuildAsync(Ledger.Descriptor(2), progress: noted).AsTask(), "The rebuild").ConfigureAwait(false);
            Expect.Equal(((StreamId?)stream, 2L), (error.Stream, error.Version), "The event at fault");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
    }

    // Four streams of four notes and two of one: the third note of the first stream fails, and the last of the second one.
    private static async Task<StreamId[]> FillAsync(StoreScene s, string failing)
    {
        var streams = Enumerable.Range(0, 4).Select(_ => NewStream()).ToArray();
        for (var note = 1; note <= 4; note++)
        {
            for (var stream = 0; stream < streams.Length; stream++)
                await s.AppendAsync(streams[stream], ExpectedVersion.Any, Note((note, stream) is (3, 0) or (4, 1) ? failing : $"{note}")).ConfigureAwait(false);
        }

        return [.. streams, .. await s.StreamsAsync(streams: 2, notes: 1).ConfigureAwait(false)];
    }

    private static bool IsParked(StreamId[] streams, RecordedEvent @event) => (@event.Stream == streams[0] && @event.Version > 2) || (@event.Stream == streams[1] && @event.Version > 3);

    // When it has parked the first event, and nothing behind it.
    private static async Task BreakOffAsync(StoreScene s, RebuildOptions options)
    {
        using var cancelling = new CancellationTokenSource();
        var noted = new Noted(p =>
        {
            if (p.EventsHandled >= 12) cancelling.Cancel();
        });
        await Expect.ThrowsAsync<OperationCanceledException>(() => s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), options, noted, cancelling.Token).AsTask(), "A rebuild that is cancelled").ConfigureAwait(false);
    }

    private static async Task<List<DeadLetter>> LettersAsync(StoreScene s, string subscription = "ledger@2", params DeadLetterState[] states)
    {
        var manager = new SubscriptionManager(s.Transactional);
        await using var m = manager.ConfigureAwait(false);
        return await manager.DeadLetters.ListAsync(new DeadLetterQuery { Subscription = subscription, States = states.Length == 0 ? null : states }).ToListAsync().ConfigureAwait(false);
    }
}
