using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>Rows that differ from history are found and named.</summary>
internal static class VerifyRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "rows that are as history says are found to be so, behind the head too, and nothing is left over", async s =>
        {
            await s.StreamsAsync(streams: 4, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var position = await s.Store.GetHeadAsync().ConfigureAwait(false);
            await s.StreamsAsync(streams: 2, notes: 2).ConfigureAwait(false);
            var found = await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.Equal(("ledger@1", position, 16L, 0L, true), (found.Projection, found.Position, found.RowsCompared, found.DifferenceCount, found.IsSame), "The comparison");
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            await s.ExpectLedgerAsync(upTo: position).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            Expect.True((await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false)).IsSame, "The rows are the same after more events");
        });
        cases.Add("PR-2", "a row that was changed, one that is missing and one too many are named", async s =>
        {
            var streams = await s.StreamsAsync(streams: 4, notes: 3).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var (items, lines) = (s.Transactional.ReadModel(ContractItem.Mapping), s.Transactional.ReadModel(ContractLine.Mapping));
            var changed = await items.GetAsync(streams[0].Key).ConfigureAwait(false);
            await items.UpsertAsync(changed with { Amount = 99.99m, Note = null }).ConfigureAwait(false);
            await items.DeleteAsync(streams[1].Key).ConfigureAwait(false);
            var order = Guid.Parse(streams[2].Key);
            await lines.UpsertAsync(new ContractLine(order, 99, "invented")).ConfigureAwait(false);
            var found = await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false);
            RowDifference[] expected =
            [
                new("contract_items", $"'{streams[0].Key}'", RowDifferenceKind.Changed, "amount", "3.30", "99.99"),
                new("contract_items", $"'{streams[0].Key}'", RowDifferenceKind.Changed, "note", "'2'", null),
                new("contract_items", $"'{streams[0].Key}'", RowDifferenceKind.Changed, "version", "3", "4"),
                new("contract_items", $"'{streams[1].Key}'", RowDifferenceKind.Missing, null, null, null),
                new("contract_lines", $"({order}, 99)", RowDifferenceKind.Extra, null, null, null),
            ];
            Expect.Sequence(expected.OrderBy(d => d.ToString(), StringComparer.Ordinal), found.Differences.OrderBy(d => d.ToString(), StringComparer.Ordinal), "The differences");
            Expect.Equal((5L, false), (found.DifferenceCount, found.IsSame), "The number of differences");
            Expect.Equal(1, (await s.Rebuilder().VerifyAsync(Ledger.Descriptor(), mostDifferences: 1).ConfigureAwait(false)).Differences.Count, "How many are reported of all");
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
            Expect.Equal(99.99m, (await items.GetAsync(streams[0].Key).ConfigureAwait(false)).Amount, "The changed row is as it was");
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor()).ConfigureAwait(false);
            Expect.True((await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false)).IsSame, "A rebuild puts the rows right");
        });
        cases.Add("PR-2", "an empty text is not none, none is no zero, and a decimal is its number and not its digits", async s =>
        {
            var streams = await s.StreamsAsync(streams: 3, notes: 1).ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            var items = s.Transactional.ReadModel(ContractItem.Mapping);
            foreach (var (stream, change) in streams.Zip<StreamId, Func<ContractItem, ContractItem>>([i => i with { Note = "" }, i => i with { Discount = 0m }, i => i with { Amount = 1.1000m }]))
            {
                var row = await items.GetAsync(stream.Key).ConfigureAwait(false);
                await items.DeleteAsync(stream.Key).ConfigureAwait(false);
                await items.InsertAsync(change(row)).ConfigureAwait(false);
            }

            var found = await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false);
            RowDifference[] expected =
            [
                new("contract_items", $"'{streams[0].Key}'", RowDifferenceKind.Changed, "note", null, "''"),
                new("contract_items", $"'{streams[1].Key}'", RowDifferenceKind.Changed, "discount", null, "0"),
            ];
            Expect.Sequence(expected.OrderBy(d => d.ToString(), StringComparer.Ordinal), found.Differences.OrderBy(d => d.ToString(), StringComparer.Ordinal), "The differences");
        });
        cases.Add("PR-2", "rows are compared while others append all the time", async s =>
        {
            await s.StreamsAsync(streams: 2, notes: 2).ConfigureAwait(false);
            var inline = await InlineProjections.OpenAsync(s.Transactional, [Ledger.Descriptor()]).ConfigureAwait(false);
            using var stopping = new CancellationTokenSource();
            var appending = Task.Run(async () =>
            {
                while (!stopping.IsCancellationRequested) await inline.AppendAsync(StoreScene.NewStream(), ExpectedVersion.NoStream, StoreScene.Notes(2)).ConfigureAwait(false);
            });
            for (var i = 0; i < 3; i++) Expect.True((await s.Rebuilder().VerifyAsync(Ledger.Descriptor()).ConfigureAwait(false)).IsSame, "The rows are as history says");
            await stopping.CancelAsync().ConfigureAwait(false);
            await appending.ConfigureAwait(false);
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
        });
        cases.Add("PR-2", "a projection that never ran, and one that was retired, are not compared", async s =>
        {
            await s.StreamsAsync(streams: 1, notes: 1).ConfigureAwait(false);
            await Expect.ThrowsAsync<ProjectionRebuildException>(() => s.Rebuilder().VerifyAsync(Ledger.Descriptor()).AsTask(), "Comparing a projection that never ran").ConfigureAwait(false);
            await s.RunLedgerAsync().ConfigureAwait(false);
            await s.Rebuilder().RebuildAsync(Ledger.Descriptor(2)).ConfigureAwait(false);
            await Expect.ThrowsAsync<ProjectionVersionException>(() => s.Rebuilder().VerifyAsync(Ledger.Descriptor()).AsTask(), "Comparing a retired version").ConfigureAwait(false);
            await Expect.ThrowsAsync<ProjectionVersionException>(() => s.Rebuilder().ResetAsync(Ledger.Descriptor()).AsTask(), "Resetting a retired version").ConfigureAwait(false);
            await s.ExpectLedgerAsync(version: 2).ConfigureAwait(false);
            await s.ExpectNothingLeftAsync().ConfigureAwait(false);
        });
    }
}
