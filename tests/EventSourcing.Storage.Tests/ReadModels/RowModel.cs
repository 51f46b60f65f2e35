using CsCheck;

namespace EventSourcing.Storage.Tests;

/// <summary>RM-2 as a property: whatever rows there are and whatever is asked, a store gives what a plain list gives, in one piece and in pages.</summary>
internal static class RowModel
{
    private static readonly Gen<(ReadModelColumn<ModelRow> Column, Comparison<ModelRow> Compare)> Columns = ModelFilter.Among<(ReadModelColumn<ModelRow>, Comparison<ModelRow>)>(
        (ModelRow.NoteColumn, (a, b) => ModelFilter.CompareTexts(a.Note, b.Note)),
        (ModelRow.DiscountColumn, (a, b) => Nullable.Compare(a.Discount, b.Discount)),
        (ModelRow.AmountColumn, (a, b) => a.Amount.CompareTo(b.Amount)),
        (ModelRow.CountColumn, (a, b) => Nullable.Compare(a.Count, b.Count)),
        (ModelRow.FlagColumn, (a, b) => a.Flag.CompareTo(b.Flag)),
        (ModelRow.IdColumn, (a, b) => ModelFilter.CompareTexts(a.Id, b.Id)));

    private static readonly Gen<(ReadModelQuery<ModelRow> Query, Comparison<ModelRow> Compare)> Orders = Gen.Select(Columns, Gen.Bool).Array[0, 3].Select(parts =>
    {
        var (query, compare) = (new ReadModelQuery<ModelRow>(), (Comparison<ModelRow>)((_, _) => 0));
        foreach (var ((column, by), descending) in parts.DistinctBy(p => p.Item1.Column))
        {
            query = descending ? query.OrderByDescending(column) : query.OrderBy(column);
            var before = compare;
            compare = (a, b) => before(a, b) is var order and not 0 ? order : descending ? by(b, a) : by(a, b);
        }

        return (query, compare);
    });

    /// <summary>Runs the property.</summary>
    /// <param name="store">A store. Its rows of the model are deleted again and again.</param>
    /// <param name="iterations">How often.</param>
    public static async Task CheckAsync(ITransactionalEventStore store, int iterations)
    {
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await Gen.Select(ModelFilter.Rows.Array[0, 25], ModelFilter.Filters(3).Array[1, 4], Orders, Gen.Int[1, 6], Gen.Bool).SampleAsync(
            async (rows, filters, order, size, inTransaction) =>
            {
                await using var transaction = await store.BeginTransactionAsync();
                var model = transaction.ReadModel(ModelRow.Mapping);
                await model.TruncateAsync();
                await model.UpsertManyAsync(rows);
                if (!inTransaction)
                {
                    await transaction.CommitAsync();
                    model = store.ReadModel(ModelRow.Mapping);
                }

                var stored = rows.GroupBy(r => (r.Group, r.Id)).Select(g => g.Last()).ToList();
                foreach (var filter in filters)
                {
                    var wanted = stored.Where(filter.Holds).ToList();
                    wanted.Sort((a, b) => order.Compare(a, b) is var first and not 0 ? first : a.Group.CompareTo(b.Group) is var second and not 0 ? second : ModelFilter.CompareTexts(a.Id, b.Id));
                    var query = order.Query.Where(filter.Condition);
                    Same(wanted, await ListAsync(model, query), filter);
                    Same(wanted.Take(size), await ListAsync(model, query.Take(size)), filter);
                    Same(wanted, await PagesAsync(model, query.Take(size)), filter);
                    if (await model.CountAsync(filter.Condition) != wanted.Count || await model.AnyAsync(filter.Condition) != wanted.Count > 0) throw new InvalidOperationException($"{filter}: counted otherwise than {wanted.Count}");
                }
            },
            iter: iterations,
            threads: 1);
    }

    private static async Task<List<ModelRow>> ListAsync(IReadModel<ModelRow> rows, ReadModelQuery<ModelRow> query)
    {
        var found = new List<ModelRow>();
        await foreach (var row in rows.QueryAsync(query)) found.Add(row);
        return found;
    }

    private static async Task<List<ModelRow>> PagesAsync(IReadModel<ModelRow> rows, ReadModelQuery<ModelRow> query)
    {
        var (found, cursor) = (new List<ModelRow>(), (string?)null);
        do
        {
            var page = await rows.PageAsync(query.After(cursor));
            found.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);
        return found;
    }

    private static void Same(IEnumerable<ModelRow> wanted, List<ModelRow> found, ModelFilter filter)
    {
        if (!wanted.SequenceEqual(found)) throw new InvalidOperationException($"{filter}{Environment.NewLine}  model: {string.Join(" ", wanted)}{Environment.NewLine}  store: {string.Join(" ", found)}");
    }
}
