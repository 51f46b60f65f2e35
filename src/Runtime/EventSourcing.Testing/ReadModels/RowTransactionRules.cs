namespace EventSourcing.Testing.ReadModels;

/// <summary>What is written in a transaction is seen by it at once, and by others when it commits.</summary>
internal static class RowTransactionRules
{
    private static readonly ContractItem A = new("a", "first", 1m);
    private static readonly Guid Order = new("6f1f8f0e-8d0b-4a7e-9a34-0c1d2e3f4a5b");

    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-1", "a transaction reads its own changes, and others do not before it commits", async scene =>
        {
            await scene.Items.UpsertAsync(A).ConfigureAwait(false);
            await scene.InTransactionAsync(async t =>
            {
                var rows = t.ReadModel(ContractItem.Mapping);
                await rows.UpsertAsync(A with { Name = "changed" }).ConfigureAwait(false);
                await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
                Expect.Equal("changed", (await rows.GetAsync("a").ConfigureAwait(false)).Name, "its own change, by key");
                Expect.Equal("ab", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>()).ConfigureAwait(false), "its own rows, by a query");
                Expect.Equal(1L, await rows.CountAsync(ContractItem.NameColumn.EqualTo("new")).ConfigureAwait(false), "its own rows, counted");
                await rows.DeleteAsync("a").ConfigureAwait(false);
                Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "a row that it has deleted");
                await rows.UpsertAsync(new("c", "later", 3m)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Sequence([new("b", "new", 2m, Version: 1), new("c", "later", 3m, Version: 1)], await RowScene.ListAsync(scene.Items).ConfigureAwait(false), "the rows after the commit");
        });
        cases.Add("RM-1", "what is not committed was never there", async scene =>
        {
            await scene.Items.UpsertAsync(A).ConfigureAwait(false);
            await scene.InTransactionAsync(
                async t =>
                {
                    var rows = t.ReadModel(ContractItem.Mapping);
                    await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
                    await rows.FlushAsync().ConfigureAwait(false);
                    await rows.SoftDeleteAsync("a").ConfigureAwait(false);
                    await rows.UpsertAsync(new("c", "new", 2m)).ConfigureAwait(false);
                },
                commits: false).ConfigureAwait(false);
            Expect.Sequence([A with { Version = 1 }], await RowScene.ListAsync(scene.Items).ConfigureAwait(false), "the rows");
        });
        cases.Add("PR-2", "rows that wait are written by a commit that moves a checkpoint, and by none that cannot", async scene =>
        {
            List<ContractItem> items = [.. Enumerable.Range(0, 4_500).Select(i => new ContractItem($"{i:0000}", "new", i))];
            for (var round = 0; round < 2; round++)
            {
                await scene.InTransactionAsync(
                    async t =>
                    {
                        await t.ReadModel(ContractItem.Mapping).UpsertManyAsync(items).ConfigureAwait(false);
                        await t.ReadModel(ContractLine.Mapping).UpsertAsync(new(Order, round, "line")).ConfigureAwait(false);
                        var outcome = await t.CommitAsync(new Checkpoint("readers", 0, Position: null, Token: 1)).ConfigureAwait(false);
                        Expect.Equal(round == 0 ? CheckpointOutcome.Moved : CheckpointOutcome.Behind, outcome, "what became of it");
                    },
                    commits: false).ConfigureAwait(false);
                Expect.Sequence(items.Select(i => i with { Version = 1 }), await RowScene.ListAsync(scene.Items).ConfigureAwait(false), "the rows");
                Expect.Equal(1L, await scene.Lines.CountAsync().ConfigureAwait(false), "how many rows of the other table there are");
            }
        });
        cases.Add("PR-2", "a commit that moves a checkpoint and finds no table for its rows says so, and commits nothing", async scene =>
        {
            if (!scene.HasTables) return;
            var table = scene.TableOf(ContractLine.Mapping);
            await scene.InTransactionAsync(t => RowScene.RunAsync(t, $"DROP TABLE {table}")).ConfigureAwait(false);
            await scene.InTransactionAsync(
                async t =>
                {
                    await t.ReadModel(ContractItem.Mapping).UpsertAsync(A).ConfigureAwait(false);
                    await t.ReadModel(ContractLine.Mapping).UpsertAsync(new(Order, 1, "line")).ConfigureAwait(false);
                    var error = await Expect.ThrowsAsync<ReadModelSchemaException>(() => t.CommitAsync(new Checkpoint("readers", 0, Position: null, Token: 1)).AsTask(), "the commit").ConfigureAwait(false);
                    Expect.Equal(ContractLine.Mapping.Table, error.Table, "the table that the error names");
                },
                commits: false).ConfigureAwait(false);
            Expect.Equal(0L, await scene.Items.CountAsync().ConfigureAwait(false), "how many rows there are");
            Expect.Equal(null, await scene.Store.Checkpoints.FindAsync("readers").ConfigureAwait(false), "the checkpoint");
        });
        cases.Add("RM-1", "what an update or insert refuses leaves the transaction usable", async scene =>
        {
            await scene.Items.UpsertAsync(A).ConfigureAwait(false);
            await scene.InTransactionAsync(async t =>
            {
                var rows = t.ReadModel(ContractItem.Mapping);
                await rows.UpsertAsync(new("b", "new", 2m)).ConfigureAwait(false);
                await Expect.ThrowsAsync<RowExistsException>(async () => await rows.InsertAsync(A).ConfigureAwait(false), "an insert").ConfigureAwait(false);
                await Expect.ThrowsAsync<RowVersionException>(async () => await rows.UpdateAsync(A with { Version = 9 }).ConfigureAwait(false), "an update").ConfigureAwait(false);
                await Expect.ThrowsAsync<SerializationException>(async () => await rows.UpsertAsync(A with { Name = "\0" }).ConfigureAwait(false), "an upsert").ConfigureAwait(false);
                await rows.UpsertAsync(new("c", "new", 2m)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal("abc", await RowScene.IdsAsync(scene.Items, new ReadModelQuery<ContractItem>()).ConfigureAwait(false), "the rows");
        });
        cases.Add("RM-1", "a read model ends with its transaction", async scene =>
        {
            IReadModel<ContractItem>? rows = null;
            await scene.InTransactionAsync(async t =>
            {
                rows = t.ReadModel(ContractItem.Mapping);
                await rows.UpsertAsync(A).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await Expect.ThrowsAsync<InvalidOperationException>(async () => await rows!.UpsertAsync(A).ConfigureAwait(false), "a write after the end").ConfigureAwait(false);
            await Expect.ThrowsAsync<InvalidOperationException>(async () => await rows!.FindAsync("a").ConfigureAwait(false), "a reading after the end").ConfigureAwait(false);
        });
        cases.Add("RM-1", "two read models of one table in a transaction see the same rows, and rows of two types cannot share one", async scene => await scene.InTransactionAsync(async t =>
        {
            await t.ReadModel(ContractItem.Mapping).UpsertAsync(A).ConfigureAwait(false);
            Expect.Equal(A with { Version = 1 }, await t.ReadModel(ContractItem.Mapping).FindAsync("a").ConfigureAwait(false), "the row");
            await Expect.ThrowsAsync<InvalidOperationException>(() => Task.FromResult(t.ReadModel(ContractLine.Mapping.WithTable("contract_items"))), "rows of another type in the same table").ConfigureAwait(false);
        }).ConfigureAwait(false));
        cases.Add("RM-1", "a call that was cancelled before it began writes nothing", async scene =>
        {
            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(async () => await scene.Items.UpsertAsync(A, cancelled.Token).ConfigureAwait(false), "an upsert").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(async () => await scene.Items.FindAsync("a", cancelled.Token).ConfigureAwait(false), "a reading").ConfigureAwait(false);
            Expect.Equal(0L, await scene.Items.CountAsync().ConfigureAwait(false), "the number of rows");
        });
        cases.Add("RM-1", "SQL of one's own sees rows that were written before it, and is seen by what is read behind it", async scene =>
        {
            if (!scene.HasTables) return;
            var table = scene.TableOf(ContractItem.Mapping);
            await scene.InTransactionAsync(async t =>
            {
                var rows = t.ReadModel(ContractItem.Mapping);
                await rows.UpsertAsync(A).ConfigureAwait(false);
                Expect.Equal("first", await RowScene.RunAsync(t, $"SELECT name FROM {table} WHERE id = 'a'").ConfigureAwait(false), "the row that its own SQL sees");
                await RowScene.RunAsync(t, $"UPDATE {table} SET name = 'own' WHERE id = 'a'").ConfigureAwait(false);
                Expect.Equal("own", (await rows.GetAsync("a").ConfigureAwait(false)).Name, "the row that the read model sees");
                await rows.UpsertAsync(A with { Id = "b" }).ConfigureAwait(false);
                Expect.Equal("first", await RowScene.RunAsync(t, $"SELECT name FROM {table} WHERE id = 'b'").ConfigureAwait(false), "a row that was written later");
            }).ConfigureAwait(false);
            Expect.Equal("ab", await RowScene.IdsAsync(scene.Items, new ReadModelQuery<ContractItem>()).ConfigureAwait(false), "the rows");
        });
        cases.Add("RM-1", "random changes give what a dictionary gives", async scene =>
        {
            const int Seed = 20_261_123;
            var (random, model) = (new Random(Seed), new Dictionary<string, ContractItem>());
            for (var round = 0; round < 25; round++)
            {
                var (next, commits) = (new Dictionary<string, ContractItem>(model), random.Next(4) > 0);
                await scene.InTransactionAsync(
                    async t =>
                    {
                        var rows = t.ReadModel(ContractItem.Mapping);
                        for (var step = random.Next(20); step >= 0; step--) await ChangeAsync(rows, next, random).ConfigureAwait(false);
                    },
                    commits).ConfigureAwait(false);
                if (commits) model = next;
                Expect.Sequence(
                    model.Values.OrderBy(r => r.Id, StringComparer.Ordinal),
                    await RowScene.ListAsync(scene.Items, new ReadModelQuery<ContractItem>().IncludeDeleted()).ConfigureAwait(false),
                    $"the rows after round {round} of the seed {Seed}");
            }
        });
    }

    private static async Task ChangeAsync(IReadModel<ContractItem> rows, Dictionary<string, ContractItem> model, Random random)
    {
        var id = $"k{random.Next(6)}";
        var stored = model.GetValueOrDefault(id);
        var live = stored is { Deleted: false } ? stored : null;
        var row = new ContractItem(id, $"n{random.Next(3)}", random.Next(-50, 50) / 4m, random.Next(3), random.Next(2) == 0 ? null : "note", Version: random.Next(4));
        switch (random.Next(7))
        {
            case 0 or 1:
                await rows.UpsertAsync(row).ConfigureAwait(false);
                model[id] = row with { Version = (stored?.Version ?? 0) + 1 };
                break;
            case 2:
                Expect.Equal(stored is not null, await rows.DeleteAsync(id).ConfigureAwait(false), "whether there was a row to delete");
                model.Remove(id);
                break;
            case 3:
                Expect.Equal(live is not null, await rows.SoftDeleteAsync(id).ConfigureAwait(false), "whether there was a row to mark");
                if (live is not null) model[id] = live with { Deleted = true, Version = live.Version + 1 };
                break;
            case 4:
                Expect.Equal(stored is not null && live is null, await rows.RestoreAsync(id).ConfigureAwait(false), "whether there was a row to restore");
                if (stored is not null && live is null) model[id] = stored with { Deleted = false, Version = stored.Version + 1 };
                break;
            case 5:
                Expect.Equal(live, await rows.FindAsync(id).ConfigureAwait(false), "a row");
                break;
            default:
                var fits = live?.Version == row.Version;
                var refused = false;
                try
                {
                    await rows.UpdateAsync(row).ConfigureAwait(false);
                }
                catch (EventSourcingException e) when (e is RowNotFoundException or RowVersionException)
                {
                    refused = true;
                }

                Expect.Equal(!fits, refused, "whether an update was refused");
                if (fits) model[id] = row with { Version = row.Version + 1 };
                break;
        }
    }
}
