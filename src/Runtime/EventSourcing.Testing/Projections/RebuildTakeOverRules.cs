using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>One version takes over from another one, while events flow and others still run the old one.</summary>
internal static class RebuildTakeOverRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "another version is built beside the one that serves, takes over, and fences whoever still runs the old one", async s =>
        {
            await s.StreamsAsync(streams: 3, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var old = await s.Transactional.Checkpoints.FindAsync("ledger@1").ConfigureAwait(false);
            var served = 0;
            var noted = new Noted(progress =>
            {
                if (progress.Phase == RebuildPhase.Done) return;
                s.ExpectLedgerAsync(version: 1).GetAwaiter().GetResult();
                served++;
            });
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), new RebuildOptions { PageSize = 4 }, noted).ConfigureAwait(false);
            Expect.Sequence(["ledger@1"], result.Retired, "The versions that were retired");
            Expect.Equal(4, served, "How often the old version was looked at meanwhile");
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
            await s.StreamsAsync(streams: 2, notes: 1).ConfigureAwait(false);
            foreach (var checkpoint in new[] { old, await s.Transactional.Checkpoints.FindAsync("ledger@1").ConfigureAwait(false) })
            {
                var (transaction, outcome) = await s.BeginLedgerAsync(checkpoint, version: 1).ConfigureAwait(false);
                await using var t = transaction.ConfigureAwait(false);
                Expect.Equal(CheckpointOutcome.Fenced, outcome, "The move of the old version's checkpoint");
                await Expect.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync().AsTask(), "Its commit").ConfigureAwait(false);
            }

            await s.RunLedgerAsync(version: 2).ConfigureAwait(false);
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
        });
        cases.Add("PR-2", "the old version can be rebuilt and takes over again", async s =>
        {
            await s.StreamsAsync(streams: 3, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.Sequence(["ledger@2"], result.Retired, "The versions that were retired");
            await s.StreamsAsync(streams: 1, notes: 1).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            Expect.True((await s.Transactional.Checkpoints.FindAsync("ledger@2").ConfigureAwait(false))!.IsRetired, "The other version is retired");
        });
        cases.Add("PR-2", "the tables that served are kept where that is asked for, until they are removed", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            for (var version = 2; version <= 3; version++) await s.Rebuilder().RebuildAsync(Ledger.Descriptor(version), new RebuildOptions { KeepOldTables = true }).ConfigureAwait(false);
            Expect.Sequence(["contract_items__old", "contract_lines__old"], await s.Rebuilder().FindLeftoversAsync(Ledger.Descriptor()).ConfigureAwait(false), "The tables that were kept");
            Expect.Equal(6.60m, (await LedgerScene.ListAsync(s, ContractItem.Mapping.WithTable("contract_items__old")).ConfigureAwait(false))[0].Amount, "The amount of an old row");
            await s.Rebuilder().RemoveLeftoversAsync(Ledger.Descriptor()).ConfigureAwait(false);
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync(version: 3).ConfigureAwait(false);
        });
        cases.Add("PR-2", "what is appended and handled while a projection is rebuilt is in the rows once, up to the last moment", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var left = 4;
            var noted = new Noted(progress =>
            {
                if (progress.Phase == RebuildPhase.Done || left-- <= 0) return;
                s.StreamsAsync(streams: 1, notes: 2).GetAwaiter().GetResult();
                s.RunLedgerAsync().GetAwaiter().GetResult();
            });
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { PageSize = 3 }, noted).ConfigureAwait(false);
            Expect.Equal(await s.Store.GetHeadAsync().ConfigureAwait(false), result.Position, "The position of the rebuild");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            await s.StreamsAsync(streams: 1, notes: 1).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "who runs the version that is rebuilt finds his checkpoint moved, and goes on behind it", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var before = await s.Transactional.Checkpoints.FindAsync("ledger@1").ConfigureAwait(false);
            await s.StreamsAsync(streams: 1, notes: 2).ConfigureAwait(false);
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false);
            var (transaction, outcome) = await s.BeginLedgerAsync(before).ConfigureAwait(false);
            await transaction.DisposeAsync().ConfigureAwait(false);
            Expect.Equal(CheckpointOutcome.Behind, outcome, "The move by somebody who knows nothing of the rebuild");
            await s.StreamsAsync(streams: 1, notes: 1).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "an inline projection is rebuilt while appends go on, and the old version's appends are refused", async s =>
        {
            var old = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).ConfigureAwait(false);
            await old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(3)).ConfigureAwait(false);
            await Expect.ThrowsAsync<ProjectionVersionException>(() => InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor(2)]).AsTask(), "Opening a version that was not built").ConfigureAwait(false);

            // Each time: whenever it is about to take over, something is left.
            await new ProjectionRebuilder(old).RebuildAsync(Ledger.Descriptor(2), progress: new Noted(p =>
            {
                if (p.Phase != RebuildPhase.Done) old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).AsTask().GetAwaiter().GetResult();
            })).ConfigureAwait(false);
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
            await Expect.ThrowsAsync<InlineProjectionException>(() => old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).AsTask(), "An append through the old version").ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<ProjectionVersionException>(() => InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).AsTask(), "Opening the old version").ConfigureAwait(false);
            Expect.Equal(2, error.ServingVersion, "The version that serves");
            var store = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor(2)]).ConfigureAwait(false);
            await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
        });
        foreach (var (most, takeOvers) in new[] { (4, 1), (3, 2) })
        {
            cases.Add("PR-2", $"whoever writes waits for {most} events at most while the tables take over", async s =>
            {
                var old = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).ConfigureAwait(false);
                await old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(3)).ConfigureAwait(false);
                var told = new List<RebuildPhase>();
                await new ProjectionRebuilder(old).RebuildAsync(Ledger.Descriptor(2), new RebuildOptions { TakeOverEvents = most, PageSize = 2 }, new Noted(p =>
                {
                    if (p.Phase == RebuildPhase.TakingOver && !told.Contains(RebuildPhase.TakingOver)) old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(4)).AsTask().GetAwaiter().GetResult();
                    told.Add(p.Phase);
                })).ConfigureAwait(false);
                Expect.Equal(takeOvers, told.Count(p => p == RebuildPhase.TakingOver), "How often it was about to take over");
                await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
            });
        }

        cases.Add("PR-2", "a rebuild that others outrun ends with an error that says so, and goes on when they are slower", async s =>
        {
            var old = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).ConfigureAwait(false);
            await old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(9)).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<RebuildBehindException>(
                () => new ProjectionRebuilder(old).RebuildAsync(
                    Ledger.Descriptor(2),
                    new RebuildOptions { TakeOverEvents = 3, TakeOverRounds = 4 },
                    new Noted(_ => old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(4)).AsTask().GetAwaiter().GetResult())).AsTask(),
                "The rebuild").ConfigureAwait(false);
            Expect.Equal(("ledger@2", 4L, 4), (error.Projection, error.EventsLeft, error.Rounds), "What the error says");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            await old.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false);
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            var result = await new ProjectionRebuilder(old).RebuildAsync(Ledger.Descriptor(2), new RebuildOptions { TakeOverEvents = 0 }).ConfigureAwait(false);
            Expect.Equal((true, 5L), (result.WasResumed, result.EventsHandled), "The next rebuild");
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
        });
    }
}
