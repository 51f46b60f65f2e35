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
        cases.Add("RM-3", "columns that may be absent, and indexes, are added to a table with rows", OfTables(async scene =>
        {
            var (old, grown) = (ContractShape.Of([Id, Name]), ContractShape.Of([Id, Name, Note, Amount], new ReadModelIndex("amount"), new ReadModelIndex("note", "name")));
            await scene.Store.ReadModelSchema.ApplyAsync([old]).ConfigureAwait(false);
            await scene.Store.ReadModel(old).UpsertAsync(new(1, "one")).ConfigureAwait(false);
            Expect.Equal(4, (await scene.Store.ReadModelSchema.VerifyAsync([grown]).ConfigureAwait(false)).Count, "the number of differences");
            Expect.Equal(4, (await scene.Store.ReadModelSchema.ApplyAsync([grown]).ConfigureAwait(false)).Count, "the number of additions");
            Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync([grown]).ConfigureAwait(false), "the differences that are left");
            await scene.Store.ReadModel(grown).UpsertAsync(new(2, "two", "n", 2.50m)).ConfigureAwait(false);
            await scene.Store.ReadModel(old).UpsertAsync(new(3, "by a program of before")).ConfigureAwait(false);
            Expect.Sequence([new ContractShape(1, "one"), new(2, "two", "n", 2.50m), new(3, "by a program of before")], await RowScene.ListAsync(scene.Store.ReadModel(grown)).ConfigureAwait(false), "the rows");
            Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync([old]).ConfigureAwait(false), "what a program of before finds wrong");
        }));
        cases.Add("RM-3", "an index that is asked for twice is made once, and a column that nobody writes is let be where it fills itself", OfTables(async scene =>
        {
            var twice = ContractShape.Of([Id, Name, Note], new ReadModelIndex("note"), new ReadModelIndex("note"));
            Expect.Equal(2, (await scene.Store.ReadModelSchema.ApplyAsync([twice]).ConfigureAwait(false)).Count, "the number of additions: the table and its index");
            await scene.InTransactionAsync(t => RowScene.RunAsync(t, $"ALTER TABLE {scene.TableOf(twice)} ADD COLUMN extra integer DEFAULT 7 NOT NULL")).ConfigureAwait(false);
            Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync([twice]).ConfigureAwait(false), "the differences");
            await scene.Store.ReadModel(twice).UpsertAsync(new(1, "one")).ConfigureAwait(false);
            await scene.InTransactionAsync(async t => Expect.Equal("7", $"{await RowScene.RunAsync(t, $"SELECT extra FROM {scene.TableOf(twice)}").ConfigureAwait(false)}", "what fills itself")).ConfigureAwait(false);
        }));
        cases.Add("RM-3", "a column that demands a value is added to an empty table, and refused for one with rows", OfTables(async scene =>
        {
            var (old, grown) = (ContractShape.Of([Id, Name]), ContractShape.Of([Id, Name, ContractShape.RequiredColumn, Note], new ReadModelIndex("note")));
            var schema = scene.Store.ReadModelSchema;
            await schema.ApplyAsync([old]).ConfigureAwait(false);
            await schema.ApplyAsync([grown]).ConfigureAwait(false);
            await scene.Store.ReadModel(grown).UpsertAsync(new(1, "one")).ConfigureAwait(false);
            Expect.Sequence([], await schema.VerifyAsync([grown]).ConfigureAwait(false), "the differences");
            var (other, filled) = (old.WithTable("contract_filled"), grown.WithTable("contract_filled"));
            await schema.ApplyAsync([other]).ConfigureAwait(false);
            await scene.Store.ReadModel(other).UpsertAsync(new(1, "one")).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<ReadModelSchemaException>(async () => await schema.ApplyAsync([filled]).ConfigureAwait(false), "such a column of a table with rows").ConfigureAwait(false);
            Expect.Equal(("contract_filled", 1), (error.Table, error.Differences.Count), "what the error says");
            Expect.True(error.Message.Contains("'required'", StringComparison.Ordinal), "the error names the column");
            Expect.Equal(3, (await schema.VerifyAsync([filled]).ConfigureAwait(false)).Count, "what is missing still: nothing was added");
        }));
        cases.Add("RM-3", "what would change a column, or the key, is refused and named", OfTables(async scene =>
        {
            var schema = scene.Store.ReadModelSchema;
            await schema.ApplyAsync([ContractShape.Of([Id, Name, Note])]).ConfigureAwait(false);
            ReadModelMapping[] refused =
            [
                ContractShape.Of([Id, ContractShape.NumberNameColumn, Note]), ContractShape.Of([Id, ContractShape.NullableNameColumn, Note]), ContractShape.Of([Id, Name, ContractShape.RequiredNoteColumn]),
                ContractShape.Of([Id, Note]), OtherKey(),
            ];
            foreach (var mapping in refused)
            {
                var error = await Expect.ThrowsAsync<ReadModelSchemaException>(async () => await schema.ApplyAsync([mapping]).ConfigureAwait(false), $"columns {string.Join(", ", mapping.Columns)}").ConfigureAwait(false);
                Expect.True(error.Differences.Count == 1 && error.Message.Contains("version", StringComparison.Ordinal), "the error says what differs and what to do");
                Expect.Sequence(error.Differences, await schema.VerifyAsync([mapping]).ConfigureAwait(false), "the differences");
            }

            Expect.Sequence([], await schema.VerifyAsync([ContractShape.Of([Id, Name])]).ConfigureAwait(false), "the differences of rows that know a column less");
        }));
        cases.Add("RM-3", "the script makes what applying makes", OfTables(async scene =>
        {
            var mapping = ContractItem.Mapping.WithTable("contract_scripted");
            for (var i = 0; i < 2; i++) await scene.InTransactionAsync(t => RowScene.RunAsync(t, scene.Store.ReadModelSchema.Script([mapping]))).ConfigureAwait(false);
            Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync([mapping]).ConfigureAwait(false), "the differences");
        }));
        cases.Add("RM-3", "rows without a table are an error that says how to make it", OfTables(async scene =>
        {
            var mapping = ContractItem.Mapping.WithTable("contract_missing");
            Expect.Equal(1 + mapping.Indexes.Count, (await scene.Store.ReadModelSchema.VerifyAsync([mapping]).ConfigureAwait(false)).Count, "the number of differences");
            Func<IReadModel<ContractItem>, Task>[] uses =
            [
                rows => rows.FindAsync("a").AsTask(), rows => rows.CountAsync().AsTask(), rows => rows.InsertAsync(new("a", "x", 1m)).AsTask(),
                async rows =>
                {
                    await rows.UpsertAsync(new("a", "x", 1m)).ConfigureAwait(false);
                    await rows.FlushAsync().ConfigureAwait(false);
                },
            ];
            foreach (var use in uses)
            {
                foreach (var ofStore in (bool[])[true, false])
                {
                    var error = await Expect.ThrowsAsync<ReadModelSchemaException>(
                        () => ofStore ? use(scene.Store.ReadModel(mapping)) : scene.InTransactionAsync(t => use(t.ReadModel(mapping)), commits: false),
                        "the use of a table that is not there").ConfigureAwait(false);
                    Expect.True(error.Message.Contains("ApplyAsync", StringComparison.Ordinal), "the error says what to do");
                }
            }

            // Whoever lets that pass does not commit half of it.
            await Expect.ThrowsAsync<EventSourcingException>(
                () => scene.InTransactionAsync(async t =>
                {
                    await t.ReadModel(ContractItem.Mapping).UpsertAsync(new("z", "x", 1m)).ConfigureAwait(false);
                    await t.ReadModel(mapping).UpsertAsync(new("a", "x", 1m)).ConfigureAwait(false);
                }),
                "a commit of rows without a table").ConfigureAwait(false);
            Expect.Equal(0L, await scene.Items.CountAsync().ConfigureAwait(false), "the number of rows of the other table");
        }));
    }

    private static ReadModelColumn<ContractShape> Id => ContractShape.IdColumn;

    private static ReadModelColumn<ContractShape> Name => ContractShape.NameColumn;

    private static ReadModelColumn<ContractShape> Note => ContractShape.NoteColumn;

    private static ReadModelColumn<ContractShape> Amount => ContractShape.AmountColumn;

    private static ReadModelMapping<ContractShape> OtherKey() =>
        new("contract_shapes", ReadModelKey.Of(ContractShape.IdColumn, ContractShape.NameColumn), [Id, Name, Note], static v => new ContractShape(ContractShape.IdColumn.Load(v[0])));

    private static Func<RowScene, Task> OfTables(Func<RowScene, Task> rule) => scene => scene.HasTables ? rule(scene) : Task.CompletedTask;
}
