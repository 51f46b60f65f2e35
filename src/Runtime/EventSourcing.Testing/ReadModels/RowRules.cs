namespace EventSourcing.Testing.ReadModels;

/// <summary>Rows are found as they were written.</summary>
internal static class RowRules
{
    private static readonly ContractItem A = new("a", "first", 1.50m, Note: "n", SeenAt: DateTimeOffset.UnixEpoch);
    private static readonly ContractItem B = new("b", "second", 2m);

    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-1", "an upsert inserts, and replaces every column", scene => scene.BothAsync(async rows =>
        {
            Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "a row that is not there");
            await rows.UpsertAsync(A).ConfigureAwait(false);
            Expect.Equal(A with { Version = 1 }, await rows.FindAsync("a").ConfigureAwait(false), "the row");
            await rows.UpsertAsync(new ContractItem("a", "other", 3m)).ConfigureAwait(false);
            Expect.Equal(new ContractItem("a", "other", 3m, Version: 2), await rows.GetAsync("a").ConfigureAwait(false), "the row after another upsert");
            Expect.True(await rows.ExistsAsync("a").ConfigureAwait(false) && !await rows.ExistsAsync("b").ConfigureAwait(false), "Exists tells what is there");
        }));
        cases.Add("RM-1", "a missing row is an error that names it, or null, as asked for", scene => scene.BothAsync(async rows =>
        {
            var error = await Expect.ThrowsAsync<RowNotFoundException>(async () => await rows.GetAsync("zzz").ConfigureAwait(false), "GetAsync of a key that is not there").ConfigureAwait(false);
            Expect.Equal("'zzz'", error.Key, "the key of the error");
            var other = await Expect.ThrowsAsync<ArgumentException>(async () => await rows.FindAsync(1L).ConfigureAwait(false), "a key of another type").ConfigureAwait(false);
            Expect.True(other.Message.Contains("System.String", StringComparison.Ordinal), "the error names the type of the key");
        }));
        cases.Add("RM-1", "many rows are written and found at once, in the order of the keys that were asked for", scene => scene.BothAsync(async rows =>
        {
            ContractItem[] many = [.. Enumerable.Range(0, 1_500).Select(i => new ContractItem($"k{i}", $"name {i}", i / 4m, i % 7, i % 3 == 0 ? null : "x"))];
            await rows.UpsertManyAsync(many.Append(many[3] with { Name = "twice" })).ConfigureAwait(false);
            Expect.Equal(1_500L, await rows.CountAsync().ConfigureAwait(false), "the number of rows");
            var found = await rows.FindManyAsync(["k1499", "absent", "k3", "k0", "k3"]).ConfigureAwait(false);
            Expect.Sequence([many[1499] with { Version = 1 }, many[3] with { Name = "twice", Version = 2 }, many[0] with { Version = 1 }], found, "the rows of some keys");
            Expect.Equal(1_500, (await rows.FindManyAsync(many.Select(r => r.Id)).ConfigureAwait(false)).Count, "all rows by their keys");
            Expect.Equal(0, (await rows.FindManyAsync(Array.Empty<string>()).ConfigureAwait(false)).Count, "the rows of no key");
            Expect.Equal(3, await rows.DeleteManyAsync(["k7", "k8", "absent", "k9", "k9"]).ConfigureAwait(false), "the number of rows deleted");
            Expect.Equal(1_497L, await rows.CountAsync().ConfigureAwait(false), "the number of rows that are left");
        }));
        cases.Add("RM-1", "an insert refuses a key that is there, and says so", scene => scene.BothAsync(async rows =>
        {
            await rows.InsertAsync(A).ConfigureAwait(false);
            var error = await Expect.ThrowsAsync<RowExistsException>(async () => await rows.InsertAsync(A with { Name = "again" }).ConfigureAwait(false), "a second insert").ConfigureAwait(false);
            Expect.Equal("'a'", error.Key, "the key of the error");
            await rows.InsertAsync(B).ConfigureAwait(false);
            Expect.Sequence([A with { Version = 1 }, B with { Version = 1 }], await RowScene.ListAsync(rows).ConfigureAwait(false), "the rows");
        }));
        cases.Add("RM-1", "a row is deleted, and may come again", scene => scene.BothAsync(async rows =>
        {
            await rows.UpsertAsync(A).ConfigureAwait(false);
            Expect.True(await rows.DeleteAsync("a").ConfigureAwait(false), "there was one to delete");
            Expect.True(!await rows.DeleteAsync("a").ConfigureAwait(false), "there is none any more");
            Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "the row");
            await rows.UpsertAsync(B with { Id = "a" }).ConfigureAwait(false);
            Expect.Equal(B with { Id = "a", Version = 1 }, await rows.FindAsync("a").ConfigureAwait(false), "the row that came again");
        }));
        cases.Add("RM-1", "truncating deletes all rows", scene => scene.BothAsync(async rows =>
        {
            await rows.UpsertManyAsync([A, B]).ConfigureAwait(false);
            await rows.TruncateAsync().ConfigureAwait(false);
            Expect.Equal(0L, await rows.CountAsync(includeDeleted: true).ConfigureAwait(false), "the number of rows");
            Expect.Equal(null, await rows.FindAsync("a").ConfigureAwait(false), "a row");
        }));
        cases.Add("RM-3", "values of every form come back as they were, at their edges too", async scene =>
        {
            await scene.Samples.UpsertManyAsync(ContractSample.Edges).ConfigureAwait(false);
            foreach (var row in ContractSample.Edges)
            {
                Expect.Equal(row, await scene.Samples.GetAsync(row.Id).ConfigureAwait(false), "a row");
                await scene.Samples.UpsertAsync(row).ConfigureAwait(false);
            }

            var scale = await scene.Samples.GetAsync(3.50m).ConfigureAwait(false);
            Expect.Equal("1.10", scale.Exact.ToString(System.Globalization.CultureInfo.InvariantCulture), "a decimal with its scale");
            Expect.Sequence(ContractSample.Edges, await scene.Samples.FindManyAsync(ContractSample.Edges.Select(r => r.Id)).ConfigureAwait(false), "all rows");
            Expect.Sequence(ContractSample.Edges, await scene.Samples.FindManyAsync([1.00m, 2.0m, 3.500m, -7m]).ConfigureAwait(false), "all rows, by decimals of another scale");
        });
        cases.Add("RM-1", "what no store can hold is refused before anything is written, and the column is named", async scene =>
        {
            var sample = ContractSample.Edges[2];
            (ContractSample Row, string Column)[] refused =
            [
                (sample with { Ratio = double.NaN }, "ratio"), (sample with { Ratio = double.NegativeInfinity }, "ratio"), (sample with { Text = "a\0" }, "text"), (sample with { Text = "\uD834" }, "text"),
                (sample with { Utc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) }, "utc"), (sample with { Day = (DayOfWeek)9 }, "day"), (sample with { Text = null! }, "text"),
            ];
            foreach (var (row, column) in refused)
            {
                var error = await Expect.ThrowsAsync<SerializationException>(async () => await scene.Samples.UpsertManyAsync([sample, row]).ConfigureAwait(false), $"a row with a bad {column}").ConfigureAwait(false);
                Expect.Equal(column, error.Member, "the column that the error names");
            }

            Expect.Equal(0L, await scene.Samples.CountAsync().ConfigureAwait(false), "the number of rows");
        });
        cases.Add("RM-1", "a row may be nothing but its key", async scene =>
        {
            await scene.Store.ReadModelSchema.ApplyAsync([ContractMark.Mapping]).ConfigureAwait(false);
            var (rows, mark) = (scene.Store.ReadModel(ContractMark.Mapping), new ContractMark("a", "1"));
            await rows.UpsertAsync(mark).ConfigureAwait(false);
            await rows.UpsertManyAsync([mark, mark with { Id = "2" }]).ConfigureAwait(false);
            await Expect.ThrowsAsync<RowExistsException>(async () => await rows.InsertAsync(mark).ConfigureAwait(false), "an insert").ConfigureAwait(false);
            Expect.Equal(mark, await rows.UpdateAsync(mark).ConfigureAwait(false), "what an update gives");
            await Expect.ThrowsAsync<RowNotFoundException>(async () => await rows.UpdateAsync(mark with { Id = "3" }).ConfigureAwait(false), "an update of a row that is not there").ConfigureAwait(false);
            Expect.Sequence([mark, mark with { Id = "2" }], await RowScene.ListAsync(rows).ConfigureAwait(false), "the rows");
            Expect.True(await rows.DeleteAsync(("a", "1")).ConfigureAwait(false), "there was one to delete");
        });
        cases.Add("RM-1", "keys of several parts tell rows apart by all of them", async scene =>
        {
            var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
            await scene.Lines.UpsertManyAsync([new(one, 1, "a"), new(one, 2, "b"), new(other, 1, "c")]).ConfigureAwait(false);
            Expect.Equal(new ContractLine(one, 2, "b"), await scene.Lines.FindAsync((one, 2)).ConfigureAwait(false), "a row");
            Expect.Equal(null, await scene.Lines.FindAsync((other, 2)).ConfigureAwait(false), "a row that is not there");
            Expect.Equal(2, (await scene.Lines.FindManyAsync([(one, 1), (other, 1), (other, 9)]).ConfigureAwait(false)).Count, "the number of rows found");
            Expect.Equal(2, await scene.Lines.DeleteManyAsync([(one, 1), (other, 1), (other, 9)]).ConfigureAwait(false), "the number of rows deleted");
            Expect.Sequence([new ContractLine(one, 2, "b")], await RowScene.ListAsync(scene.Lines).ConfigureAwait(false), "the rows that are left");
        });
    }
}
