namespace EventSourcing.Testing.ReadModels;

/// <summary>Tables are made once, and other tables hold other rows.</summary>
internal static class RowSchemaRules
{
    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-3", "applying again adds nothing, and finds no difference", async scene =>
        {
            await scene.Items.UpsertAsync(new("a", "x", 1m)).ConfigureAwait(false);
            Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync(RowScene.Mappings).ConfigureAwait(false), "the differences");
            Expect.Sequence([], await scene.Store.ReadModelSchema.ApplyAsync(RowScene.Mappings).ConfigureAwait(false), "what was added");
            Expect.Equal(1L, await scene.Items.CountAsync().ConfigureAwait(false), "the number of rows");
        });
        cases.Add("RM-3", "the same rows in another table are other rows", async scene =>
        {
            var other = ContractItem.Mapping.WithTable("contract_items_v2");
            await scene.Store.ReadModelSchema.ApplyAsync([other]).ConfigureAwait(false);
            await scene.Items.UpsertAsync(new("a", "old", 1m)).ConfigureAwait(false);
            await scene.InTransactionAsync(async t =>
            {
                await t.ReadModel(other).UpsertAsync(new("a", "new", 1m)).ConfigureAwait(false);
                await t.ReadModel(ContractItem.Mapping).UpsertAsync(new("b", "old", 1m)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal("new", (await scene.Store.ReadModel(other).GetAsync("a").ConfigureAwait(false)).Name, "the row of the other table");
            Expect.Equal("ab", await RowScene.IdsAsync(scene.Items, new ReadModelQuery<ContractItem>()).ConfigureAwait(false), "the rows of the first one");
        });
        cases.Add("RM-3", "many nodes that make the same tables at once make them once", async scene =>
        {
            ReadModelMapping[] mappings = [.. Enumerable.Range(0, 3).Select(i => ContractItem.Mapping.WithTable($"contract_shared_{i}"))];
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.Store.ReadModelSchema.ApplyAsync(mappings).AsTask())).ConfigureAwait(false);
            Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync(mappings).ConfigureAwait(false), "the differences");
        });
    }
}
