using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>Rebuilds that are broken off, resumed, begun anew and cleared away; and two at once.</summary>
internal static class RebuildResumeRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var parts in new[] { 1, 3 })
        {
            cases.Add("PR-2", $"a rebuild that was cancelled goes on where it stood, in {parts} parts", async s =>
            {
                await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
                await s.RunLedgerAsync().ConfigureAwait(false);
                await BreakOffAsync(s, pages: 3, new RebuildOptions { PageSize = 3, Partitions = parts }).ConfigureAwait(false);
                await s.ExpectLedgerAsync().ConfigureAwait(false);
                Expect.Sequence(["contract_items__v1", "contract_lines__v1"], await s.Rebuilder().FindLeftoversAsync(Ledger.Descriptor()).ConfigureAwait(false), "The tables of the rebuild");
                var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { PageSize = 4 }).ConfigureAwait(false);
                Expect.Equal((true, 11L), (result.WasResumed, result.EventsHandled), "The second rebuild");
                await s.ExpectLedgerAsync().ConfigureAwait(false);
                await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            });
        }

        foreach (var phase in new[] { RebuildPhase.Filling, RebuildPhase.Following, RebuildPhase.TakingOver })
        {
            cases.Add("PR-2", $"a rebuild of another version that is cancelled while {phase} changes nothing that serves, and goes on", async s =>
            {
                await s.StreamsAsync(streams: 3, notes: 4).ConfigureAwait(false);
                await s.RunLedgerAsync().ConfigureAwait(false);
                using var cancelling = new CancellationTokenSource();
                var noted = new Noted(p =>
                {
                    if (p.Phase == phase) cancelling.Cancel();
                });
                var options = new RebuildOptions { PageSize = 5 };
                var error = await Expect.ThrowsAsync<OperationCanceledException>(() => s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), options, noted, cancelling.Token).AsTask(), "A rebuild that is cancelled").ConfigureAwait(false);
                Expect.Equal(cancelling.Token, error.CancellationToken, "The token of the error");
                await s.ExpectLedgerAsync().ConfigureAwait(false);
                await s.StreamsAsync(streams: 1, notes: 1).ConfigureAwait(false);
                await s.RunLedgerAsync().ConfigureAwait(false);
                await s.ExpectLedgerAsync().ConfigureAwait(false);
                var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2), options).ConfigureAwait(false);
                Expect.Equal((true, phase == RebuildPhase.Filling ? 8L : 1L), (result.WasResumed, result.EventsHandled), "The rebuild that goes on");
                await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
                await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            });
        }

        cases.Add("PR-2", "who cancels after the take-over has the result", async s =>
        {
            await s.StreamsAsync(streams: 1, notes: 2).ConfigureAwait(false);
            using var cancelling = new CancellationTokenSource();
            var noted = new Noted(p =>
            {
                if (p.Phase == RebuildPhase.Done) cancelling.Cancel();
            });
            Expect.Equal(2L, (await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), null, noted, cancelling.Token).ConfigureAwait(false)).EventsHandled, "The events that were handled");
        });
        cases.Add("PR-2", "a version that overtakes another one, which is half built, leaves it alone; it goes on from there, or is removed", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await BreakOffAsync(s, pages: 3, new RebuildOptions { PageSize = 3 }, version: 2).ConfigureAwait(false);
            Expect.Sequence(["ledger@1"], (await s.Rebuilder().RebuildAsync(Ledger.Descriptor(3)).ConfigureAwait(false)).Retired, "The versions that were retired");
            await s.ExpectLedgerAsync(version: 3).ConfigureAwait(false);
            Expect.Sequence(["contract_items__v2", "contract_lines__v2"], await s.Rebuilder().FindLeftoversAsync(Ledger.Descriptor(3)).ConfigureAwait(false), "The tables that are half built");
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
            Expect.Equal((true, 11L, "ledger@3"), (result.WasResumed, result.EventsHandled, string.Join(", ", result.Retired)), "The rebuild that goes on");
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
            await BreakOffAsync(s, pages: 1, new RebuildOptions { PageSize = 3 }, version: 4).ConfigureAwait(false);
            await s.Rebuilder().RemoveLeftoversAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
        });
        cases.Add("PR-2", "a rebuild and a comparison are of the events of all tenants, whosever request asks for them", async s =>
        {
            foreach (var tenant in new[] { "a", "b", null })
            {
                using var own = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = tenant });
                await s.AppendAsync(StoreScene.NewStream(), ExpectedVersion.NoStream, StoreScene.Notes(2)).ConfigureAwait(false);
            }

            using (EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "a" }))
            {
                Expect.Equal(6L, (await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false)).EventsHandled, "The events that were handled");
                Expect.Equal(9L, (await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false)).RowsCompared, "The rows that were compared");
            }

            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "a rebuild that was cancelled begins anew where that is asked for", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
            await BreakOffAsync(s, pages: 3, new RebuildOptions { PageSize = 3 }).ConfigureAwait(false);
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { Resume = false }).ConfigureAwait(false);
            Expect.Equal((false, 20L), (result.WasResumed, result.EventsHandled), "The second rebuild");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "what a rebuild has left can be removed, and the next one begins anew", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
            await BreakOffAsync(s, pages: 3, new RebuildOptions { PageSize = 3 }, version: 7).ConfigureAwait(false);
            Expect.Sequence(["contract_items__v7", "contract_lines__v7"], await s.Rebuilder().RemoveLeftoversAsync(Ledger.Descriptor()).ConfigureAwait(false), "The tables that were removed");
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor(7)).ConfigureAwait(false);
            Expect.Equal((false, 20L), (result.WasResumed, result.EventsHandled), "The second rebuild");
        });
        cases.Add("PR-2", "a rebuild whose tables have vanished begins anew", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
            await BreakOffAsync(s, pages: 3, new RebuildOptions { PageSize = 3 }).ConfigureAwait(false);
            var checkpoint = await s.Transactional.Checkpoints.FindAsync("ledger@1+rebuild").ConfigureAwait(false);
            await s.Rebuilder().RemoveLeftoversAsync(Ledger.Descriptor()).ConfigureAwait(false);
            var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await transaction.MoveCheckpointAsync(checkpoint!).ConfigureAwait(false);
                await transaction.CommitAsync().ConfigureAwait(false);
            }

            var result = await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.Equal((false, 20L), (result.WasResumed, result.EventsHandled), "The second rebuild");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "while a projection is rebuilt, a second rebuild, a comparison, a reset and a removal are refused", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 2).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var refused = 0;
            var noted = new Noted(progress =>
            {
                if (progress.Phase != RebuildPhase.TakingOver) return;
                var rebuilder = s.Rebuilder();
                Task[] others =
                [
                    Refused(() => rebuilder.RebuildAsync(Ledger.Descriptor(2)).AsTask()), Refused(() => rebuilder.VerifyAsync(Ledger.Descriptor()).AsTask()),
                    Refused(() => rebuilder.ResetAsync(Ledger.Descriptor()).AsTask()), Refused(() => rebuilder.RemoveLeftoversAsync(Ledger.Descriptor()).AsTask()),
                ];
                Task.WhenAll(others).GetAwaiter().GetResult();
                refused += others.Length;
            });
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(), progress: noted).ConfigureAwait(false);
            Expect.Equal(4, refused, "How many were refused");
            await s.ExpectLedgerAsync().ConfigureAwait(false);
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "who has lost the lease of a rebuild to somebody else is fenced", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 5).ConfigureAwait(false);
            var pages = 0;
            var noted = new Noted(_ =>
            {
                // Somebody who has claimed the checkpoint since has a greater token.
                if (++pages == 2) ClaimAsync(s).GetAwaiter().GetResult();
            });
            await Expect.ThrowsAsync<ProjectionRebuildException>(() => s.Rebuilder().RebuildAsync(Ledger.Descriptor(), new RebuildOptions { PageSize = 3 }, noted).AsTask(), "The rebuild").ConfigureAwait(false);
            Expect.True(await s.Transactional.Checkpoints.FindAsync("ledger@1").ConfigureAwait(false) is null, "Nothing serves");
        });
    }

    private static Task<RebuildInProgressException> Refused(Func<Task> work) => Expect.ThrowsAsync<RebuildInProgressException>(work, "Work on a projection that is rebuilt");

    private static async Task ClaimAsync(StoreScene s)
    {
        var transaction = await s.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        await transaction.MoveCheckpointAsync(new Checkpoint("ledger@1+rebuild", 0, Position: null, Token: 1_000_000)).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    private static async Task BreakOffAsync(StoreScene s, int pages, RebuildOptions options, int version = 1)
    {
        using var cancelling = new CancellationTokenSource();
        var noted = new Noted(_ =>
        {
            if (--pages == 0) cancelling.Cancel();
        });
        await Expect.ThrowsAsync<OperationCanceledException>(() => s.Rebuilder().RebuildAsync(Ledger.Descriptor(version), options, noted, cancelling.Token).AsTask(), "A rebuild that is cancelled").ConfigureAwait(false);
    }
}
