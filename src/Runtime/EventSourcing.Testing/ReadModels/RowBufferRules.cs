namespace EventSourcing.Testing.ReadModels;

/// <summary>Upserts may wait to be sent together, and rows may be remembered; nobody can tell.</summary>
internal static class RowBufferRules
{
    private static readonly ContractItem A = new("a", "first", 1m);

    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-1", "rows that are found by several keys have their versions, also while upserts of them wait", Stored(async (_, rows) =>
        {
            await rows.UpsertAsync(A with { Name = "second" }).ConfigureAwait(false);
            await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
            Expect.Sequence(
                [A with { Name = "second", Version = 2 }, new("b", "new", 2m, Version: 1)],
                await rows.FindManyAsync(["a", "zzz", "b"]).ConfigureAwait(false),
                "the rows");
            await rows.UpsertAsync(A with { Name = "third" }).ConfigureAwait(false);
            Expect.Sequence([A with { Name = "third", Version = 3 }], await rows.FindManyAsync(["a"]).ConfigureAwait(false), "the row after one more");
        }));
        cases.Add("RM-1", "an insert refuses a key that was upserted just before, and one that was deleted is free", Stored(async (_, rows) =>
        {
            await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
            await Expect.ThrowsAsync<RowExistsException>(async () => await rows.InsertAsync(new("b", "again", 3m)).ConfigureAwait(false), "an insert of a row that waits").ConfigureAwait(false);
            await rows.UpsertAsync(A with { Name = "second" }).ConfigureAwait(false);
            Expect.True(await rows.DeleteAsync("a").ConfigureAwait(false), "there was one to delete");
            await rows.InsertAsync(A with { Name = "third", Version = 7 }).ConfigureAwait(false);
            Expect.Sequence([A with { Name = "third", Version = 1 }, new("b", "new", 2m, Version: 1)], await RowScene.ListAsync(rows).ConfigureAwait(false), "the rows");
        }));
        cases.Add("RM-1", "a row that was upserted and deleted in one transaction was never there, and one that came back begins anew", Stored(async (_, rows) =>
        {
            await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
            Expect.True(await rows.DeleteAsync("b").ConfigureAwait(false) && !await rows.DeleteAsync("b").ConfigureAwait(false), "there was one to delete, once");
            await rows.UpsertAsync(A with { Name = "second" }).ConfigureAwait(false);
            Expect.Equal(1, await rows.DeleteManyAsync(["a", "b", "a"]).ConfigureAwait(false), "the number of rows deleted");
            await rows.UpsertAsync(A with { Name = "third" }).ConfigureAwait(false);
            Expect.Equal(A with { Name = "third", Version = 1 }, await rows.FindAsync("a").ConfigureAwait(false), "the row that came back");
            Expect.Equal(1L, await rows.CountAsync().ConfigureAwait(false), "the number of rows");
        }));
        cases.Add("RM-1", "a row is updated, marked and restored as it was upserted just before", Stored(async (_, rows) =>
        {
            await rows.UpsertAsync(A with { Name = "second" }).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<RowVersionException>(async () => await rows.UpdateAsync(A with { Version = 1 }).ConfigureAwait(false), "an update at the version before").ConfigureAwait(false);
            Expect.Equal((1L, 2L), (error.Expected, error.Actual), "the versions of the error");
            await rows.UpdateAsync(A with { Name = "third", Version = 2 }).ConfigureAwait(false);
            await rows.UpsertAsync(A with { Name = "fourth" }).ConfigureAwait(false);
            Expect.True(await rows.SoftDeleteAsync("a").ConfigureAwait(false), "it is marked");
            Expect.Equal((0L, 1L), (await rows.CountAsync().ConfigureAwait(false), await rows.CountAsync(includeDeleted: true).ConfigureAwait(false)), "the numbers of rows");
            Expect.True(await rows.RestoreAsync("a").ConfigureAwait(false), "it is restored");
            Expect.Equal(A with { Name = "fourth", Version = 6 }, await rows.FindAsync("a").ConfigureAwait(false), "the row");
        }));
        cases.Add("RM-1", "truncating takes what waits along, and what is written behind it stays", Stored(async (_, rows) =>
        {
            await rows.UpsertAsync(A with { Name = "second" }).ConfigureAwait(false);
            await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
            await rows.TruncateAsync().ConfigureAwait(false);
            await rows.UpsertAsync(new("c", "later", 3m)).ConfigureAwait(false);
            Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "a row of before");
            Expect.Sequence([new("c", "later", 3m, Version: 1)], await RowScene.ListAsync(rows).ConfigureAwait(false), "the rows");
        }));
        cases.Add("RM-1", "beside SQL of one's own each upsert counts, one by one and many at once", Stored(async (transaction, rows) =>
        {
            await rows.UpsertAsync(A with { Name = "second" }).ConfigureAwait(false);
            Expect.Equal(A with { Name = "second", Version = 2 }, await rows.FindAsync("a").ConfigureAwait(false), "the row before");
            _ = transaction.Connection;
            await rows.UpsertAsync(A with { Name = "third", Version = 77 }).ConfigureAwait(false);
            await rows.UpsertManyAsync([A with { Version = 9 }, new("b", "new", 2m, Version: 9), A with { Name = "fifth" }]).ConfigureAwait(false);
            Expect.Sequence([A with { Name = "fifth", Version = 5 }, new("b", "new", 2m, Version: 1)], await RowScene.ListAsync(rows).ConfigureAwait(false), "the rows");
            await rows.InsertAsync(new("c", "newer", 3m, Version: 9)).ConfigureAwait(false);
            Expect.Equal(new("c", "newer", 3m, Version: 1), await rows.FindAsync("c").ConfigureAwait(false), "a row that was inserted");
        }));
        cases.Add("RM-1", "beside SQL of one's own a row is read anew each time", async scene =>
        {
            if (!scene.HasTables) return;
            await scene.Items.UpsertAsync(A).ConfigureAwait(false);
            await scene.InTransactionAsync(async t =>
            {
                var (rows, table) = (t.ReadModel(ContractItem.Mapping), scene.TableOf(ContractItem.Mapping));
                Expect.Equal("first", (await rows.GetAsync("a").ConfigureAwait(false)).Name, "the row before");
                foreach (var name in (string[])["one", "two"])
                {
                    await RowScene.RunAsync(t, $"UPDATE {table} SET name = '{name}'").ConfigureAwait(false);
                    Expect.Equal(name, (await rows.GetAsync("a").ConfigureAwait(false)).Name, "the row by its key");
                    Expect.Equal(name, (await rows.FindManyAsync(["a"]).ConfigureAwait(false)).Single().Name, "the row by several keys");
                }

                await RowScene.RunAsync(t, $"DELETE FROM {table}").ConfigureAwait(false);
                Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "a row that is gone");
            }).ConfigureAwait(false);
        });
        cases.Add("RM-1", "beside SQL of one's own nothing waits, also in a read model that is opened behind it, and with thousands of rows", async scene =>
        {
            if (!scene.HasTables) return;
            const int Many = 4_500;
            await scene.InTransactionAsync(async t =>
            {
                var table = scene.TableOf(ContractItem.Mapping);
                Expect.Equal("0", $"{await RowScene.RunAsync(t, $"SELECT count(*) FROM {table}").ConfigureAwait(false)}", "the number of rows before");
                var rows = t.ReadModel(ContractItem.Mapping);
                await rows.UpsertAsync(A).ConfigureAwait(false);
                Expect.Equal("1", $"{await RowScene.RunAsync(t, $"SELECT count(*) FROM {table}").ConfigureAwait(false)}", "the number of rows after an upsert");
                await rows.UpsertManyAsync(Enumerable.Range(0, Many).Select(i => new ContractItem($"k{i}", "x", i))).ConfigureAwait(false);
                Expect.Equal($"{Many + 1}", $"{await RowScene.RunAsync(t, $"SELECT count(*) FROM {table}").ConfigureAwait(false)}", "the number of rows after many");
            }).ConfigureAwait(false);
        });
        cases.Add("RM-1", "what a transaction writes to rows is not seen by those who have read them before", async scene =>
        {
            await scene.Items.UpsertAsync(A).ConfigureAwait(false);
            var before = await scene.Items.GetAsync("a").ConfigureAwait(false);
            await scene.InTransactionAsync(
                async t =>
                {
                    var rows = t.ReadModel(ContractItem.Mapping);
                    var read = await rows.GetAsync("a").ConfigureAwait(false);
                    await rows.SoftDeleteAsync("a").ConfigureAwait(false);
                    Expect.Equal(before, read, "the row that the transaction had read");
                },
                commits: false).ConfigureAwait(false);
            Expect.Equal(before, await scene.Items.FindAsync("a").ConfigureAwait(false), "the row after the transaction was given up");
        });
    }

    // One row is stored, and is of version 1; the rest happens in a transaction, and is there after it.
    private static Func<RowScene, Task> Stored(Func<IStoreTransaction, IReadModel<ContractItem>, Task> rule) => async scene =>
    {
        await scene.Items.UpsertAsync(A).ConfigureAwait(false);
        List<ContractItem> within = [];
        await scene.InTransactionAsync(async t =>
        {
            var rows = t.ReadModel(ContractItem.Mapping);
            await rule(t, rows).ConfigureAwait(false);
            within = await RowScene.ListAsync(rows, new ReadModelQuery<ContractItem>().IncludeDeleted()).ConfigureAwait(false);
        }).ConfigureAwait(false);
        Expect.Sequence(within, await RowScene.ListAsync(scene.Items, new ReadModelQuery<ContractItem>().IncludeDeleted()).ConfigureAwait(false), "the rows after the commit");
    };
}
