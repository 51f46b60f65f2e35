namespace EventSourcing.Testing.ReadModels;

/// <summary>Versions are counted and checked; rows that are marked as deleted are there and not found.</summary>
internal static class RowVersionRules
{
    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-1", "an update is checked against the version that was read, and counts it on", scene => scene.BothAsync(async rows =>
        {
            await rows.UpsertAsync(new("a", "first", 1m)).ConfigureAwait(false);
            var read = await rows.GetAsync("a").ConfigureAwait(false);
            var updated = await rows.UpdateAsync(read with { Name = "second" }).ConfigureAwait(false);
            Expect.Equal(read with { Name = "second", Version = 2 }, updated, "what an update gives");
            Expect.Equal(updated, await rows.FindAsync("a").ConfigureAwait(false), "the row");
            var error = await Expect.ThrowsAsync<RowVersionException>(async () => await rows.UpdateAsync(read with { Name = "third" }).ConfigureAwait(false), "an update at an old version").ConfigureAwait(false);
            Expect.Equal((1L, 2L, "'a'"), (error.Expected, error.Actual, error.Key), "what the error says");
            Expect.Equal(updated, await rows.FindAsync("a").ConfigureAwait(false), "the row after the refusal");
            await Expect.ThrowsAsync<RowNotFoundException>(async () => await rows.UpdateAsync(read with { Id = "b" }).ConfigureAwait(false), "an update of a row that is not there").ConfigureAwait(false);
        }));
        cases.Add("RM-1", "each upsert counts the version, in one transaction or in several", async scene =>
        {
            await scene.InTransactionAsync(async t =>
            {
                var rows = t.ReadModel(ContractItem.Mapping);
                for (var i = 0; i < 5; i++) await rows.UpsertAsync(new("a", $"{i}", i)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await scene.InTransactionAsync(async t =>
            {
                var rows = t.ReadModel(ContractItem.Mapping);
                await rows.UpsertAsync(new("a", "x", 1)).ConfigureAwait(false);
                await rows.UpsertAsync(new("a", "y", 1)).ConfigureAwait(false);
                Expect.Equal(7L, (await rows.GetAsync("a").ConfigureAwait(false)).Version, "the version within the transaction");
                await rows.UpsertAsync(new("a", "z", 1)).ConfigureAwait(false);
                Expect.Equal(8L, (await rows.GetAsync("a").ConfigureAwait(false)).Version, "the version after one more");
            }).ConfigureAwait(false);
            Expect.Equal(new ContractItem("a", "z", 1, Version: 8), await scene.Items.GetAsync("a").ConfigureAwait(false), "the row");
        });
        cases.Add("RM-1", "a softly deleted row is kept, and found by nobody who does not ask for it", scene => scene.BothAsync(async rows =>
        {
            await rows.UpsertManyAsync([new("a", "x", 1m), new("b", "y", 2m)]).ConfigureAwait(false);
            Expect.True(await rows.SoftDeleteAsync("a").ConfigureAwait(false) && !await rows.SoftDeleteAsync("a").ConfigureAwait(false), "it is marked once");
            Expect.True(!await rows.SoftDeleteAsync("zzz").ConfigureAwait(false), "there is none to mark");
            Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "the row");
            Expect.True(!await rows.ExistsAsync("a").ConfigureAwait(false), "it does not exist");
            Expect.Equal(0, (await rows.FindManyAsync(["a"]).ConfigureAwait(false)).Count, "the rows of its key");
            Expect.Equal("b", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>()).ConfigureAwait(false), "the rows");
            Expect.Equal("ab", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>().IncludeDeleted()).ConfigureAwait(false), "the rows with the deleted ones");
            Expect.Equal((1L, 2L), (await rows.CountAsync().ConfigureAwait(false), await rows.CountAsync(includeDeleted: true).ConfigureAwait(false)), "the numbers of rows");
            Expect.True(!await rows.AnyAsync(ContractItem.IdColumn.EqualTo("a")).ConfigureAwait(false) && await rows.AnyAsync(ContractItem.IdColumn.EqualTo("a"), includeDeleted: true).ConfigureAwait(false), "Any asks as Count does");
            await Expect.ThrowsAsync<RowNotFoundException>(async () => await rows.UpdateAsync(new("a", "z", 1m, Version: 2)).ConfigureAwait(false), "an update").ConfigureAwait(false);
            await Expect.ThrowsAsync<RowExistsException>(async () => await rows.InsertAsync(new("a", "z", 1m)).ConfigureAwait(false), "an insert").ConfigureAwait(false);
            Expect.True(await rows.RestoreAsync("a").ConfigureAwait(false) && !await rows.RestoreAsync("a").ConfigureAwait(false), "it is restored once");
            Expect.Equal(new ContractItem("a", "x", 1m, Version: 3), await rows.FindAsync("a").ConfigureAwait(false), "the row that was restored");
            await rows.SoftDeleteAsync("a").ConfigureAwait(false);
            await rows.UpsertAsync(new("a", "z", 1m)).ConfigureAwait(false);
            Expect.Equal(new ContractItem("a", "z", 1m, Version: 5), await rows.FindAsync("a").ConfigureAwait(false), "a row that was written again");
            await rows.SoftDeleteAsync("b").ConfigureAwait(false);
            Expect.True(await rows.DeleteAsync("b").ConfigureAwait(false), "a softly deleted row can be deleted");
        }));
        cases.Add("RM-1", "a mark of deletion may say since when", async scene =>
        {
            var (order, at) = (Guid.NewGuid(), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
            await scene.Lines.UpsertAsync(new(order, 1, "a")).ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await scene.Lines.SoftDeleteAsync((order, 1)).ConfigureAwait(false), "a deletion without an instant").ConfigureAwait(false);
            Expect.True(await scene.Lines.SoftDeleteAsync((order, 1), at).ConfigureAwait(false), "it is marked");
            Expect.Sequence([new ContractLine(order, 1, "a", at)], await RowScene.ListAsync(scene.Lines, new ReadModelQuery<ContractLine>().IncludeDeleted()).ConfigureAwait(false), "the row");
            Expect.True(await scene.Lines.RestoreAsync((order, 1)).ConfigureAwait(false), "it is restored");
            Expect.Equal(new ContractLine(order, 1, "a"), await scene.Lines.FindAsync((order, 1)).ConfigureAwait(false), "the row that was restored");
            await Expect.ThrowsAsync<InvalidOperationException>(async () => await scene.Samples.SoftDeleteAsync(1m).ConfigureAwait(false), "a deletion of rows without a mark").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await scene.Items.SoftDeleteAsync("a", at).ConfigureAwait(false), "an instant that has no place").ConfigureAwait(false);
        });
    }
}
