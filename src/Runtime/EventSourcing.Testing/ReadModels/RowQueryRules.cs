namespace EventSourcing.Testing.ReadModels;

/// <summary>Queries give the same rows in the same order on every store.</summary>
internal static class RowQueryRules
{
    private static readonly ContractItem[] Rows =
    [
        new("a", "x", 10m, Rank: 1),
        new("b", "x", 9.5m, Rank: 2, Note: "n", Discount: 0.10m),
        new("c", "y", 9.50m, Rank: 3, Note: "m", Discount: 0.1m),
        new("d", "Y", -100m, Rank: 3, Note: ""),
        new("e", "ä", 1000m, Rank: 2, Discount: 2m, SeenAt: DateTimeOffset.UnixEpoch),
        new("f", "\U0001D11E", 0m, Rank: 1, Note: "n"),
        new("g", "\uFFFD", 0.0000000000000000000000000001m, Rank: 0, Discount: -3m),
    ];

    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-2", "equal and not equal go by value, and the absent value is distinct from every other", Filled(async rows =>
        {
            await ExpectAsync(rows, ContractItem.NameColumn.EqualTo("x"), "ab").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NameColumn.NotEqualTo("x"), "cdefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.EqualTo(9.500m), "bc").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.EqualTo(null), "aeg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.NotEqualTo(null), "bcdf").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.NotEqualTo("n"), "acdeg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.EqualTo(0.1m), "bc").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.SeenAtColumn.EqualTo(DateTimeOffset.UnixEpoch), "e").ConfigureAwait(false);
        }));
        cases.Add("RM-2", "greater and less go by value, decimals as numbers and texts by code points, and never match the absent value", Filled(async rows =>
        {
            await ExpectAsync(rows, ContractItem.AmountColumn.GreaterThan(9.5m), "ae").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.AtLeast(9.5m), "abce").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.LessThan(0.0000000000000000000000000001m), "df").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.AtMost(0m), "df").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NameColumn.GreaterThan("y"), "efg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NameColumn.LessThan("x"), "d").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NameColumn.AtLeast("\uFFFD"), "fg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.LessThan(1_000m), "bceg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.GreaterThan(null), "").ConfigureAwait(false);
        }));
        cases.Add("RM-2", "in and not in are each other's contrary; nothing is in an empty list, and everything outside of it", Filled(async rows =>
        {
            await ExpectAsync(rows, ContractItem.IdColumn.In("a", "c", "zzz", "a"), "ac").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.IdColumn.NotIn("a", "c", "zzz"), "bdefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.In(9.5m, 10.0m), "abc").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.IdColumn.In([]), "").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.IdColumn.NotIn([]), "abcdefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.In("n", null), "abefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.In("n"), "bf").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.In([null]), "aeg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.NotIn("n"), "acdeg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.NotIn("n", null), "cd").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.NotIn([null]), "bcdf").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.RankColumn.In(Enumerable.Range(2, 9_000)), "bcde").ConfigureAwait(false);
        }));
        cases.Add("RM-2", "and, or and not combine conditions, also where values are absent", Filled(async rows =>
        {
            var (x, n) = (ContractItem.NameColumn.EqualTo("x"), ContractItem.NoteColumn.EqualTo("n"));
            await ExpectAsync(rows, x.And(n), "b").ConfigureAwait(false);
            await ExpectAsync(rows, x.Or(n), "abf").ConfigureAwait(false);
            await ExpectAsync(rows, x.Or(n).Not(), "cdeg").ConfigureAwait(false);
            await ExpectAsync(rows, x.And(n).Not(), "acdefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.GreaterThan(0m).Not(), "adfg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.GreaterThan(0m).Not().Not(), "bce").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.GreaterThan(null).Not(), "abcdefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.NoteColumn.NotEqualTo("n").Not().And(ContractItem.RankColumn.AtLeast(1).Or(x)), "bf").ConfigureAwait(false);
            await ExpectAsync(rows, Enumerable.Range(0, 300).Select(i => ContractItem.RankColumn.EqualTo(i)).Aggregate((a, b) => a.Or(b)).And(x), "ab").ConfigureAwait(false);
        }));
        cases.Add("RM-2", "rows come in the order that was asked for, those without a value first, and equal ones by their keys", Filled(async rows =>
        {
            await ExpectAsync(rows, Query(), "abcdefg").ConfigureAwait(false);
            await ExpectAsync(rows, Query().OrderBy(ContractItem.AmountColumn), "dfgbcae").ConfigureAwait(false);
            await ExpectAsync(rows, Query().OrderByDescending(ContractItem.AmountColumn), "eabcgfd").ConfigureAwait(false);
            await ExpectAsync(rows, Query().OrderBy(ContractItem.NameColumn), "dabcegf").ConfigureAwait(false);
            await ExpectAsync(rows, Query().OrderBy(ContractItem.NoteColumn).OrderByDescending(ContractItem.RankColumn), "eagdcbf").ConfigureAwait(false);
            await ExpectAsync(rows, Query().OrderByDescending(ContractItem.DiscountColumn).OrderByDescending(ContractItem.IdColumn), "ecbgfda").ConfigureAwait(false);
            await ExpectAsync(rows, Query().OrderBy(ContractItem.RankColumn).Take(3), "gaf").ConfigureAwait(false);
            await ExpectAsync(rows, Query().Where(ContractItem.RankColumn.AtLeast(1)).Where(ContractItem.RankColumn.AtMost(2)).OrderByDescending(ContractItem.IdColumn), "feba").ConfigureAwait(false);
        }));
        cases.Add("RM-2", "pages follow each other without a gap and without a repetition, in every order", Filled(async rows =>
        {
            ReadModelQuery<ContractItem>[] queries =
            [
                Query(), Query().OrderBy(ContractItem.AmountColumn), Query().OrderByDescending(ContractItem.AmountColumn), Query().OrderBy(ContractItem.NoteColumn), Query().OrderByDescending(ContractItem.NoteColumn),
                Query().OrderBy(ContractItem.DiscountColumn).OrderByDescending(ContractItem.NoteColumn), Query().OrderByDescending(ContractItem.SeenAtColumn).OrderBy(ContractItem.RankColumn),
                Query().OrderBy(ContractItem.NameColumn).Where(ContractItem.RankColumn.NotEqualTo(3)), Query().OrderByDescending(ContractItem.DeletedColumn),
            ];
            foreach (var query in queries)
            {
                var all = await RowScene.ListAsync(rows, query).ConfigureAwait(false);
                for (var size = 1; size <= Rows.Length; size++)
                {
                    var (paged, cursor) = (new List<ContractItem>(), (string?)null);
                    do
                    {
                        var page = await rows.PageAsync(query.Take(size).After(cursor)).ConfigureAwait(false);
                        Expect.True(page.Rows.Count <= size && (page.Next is null || page.Rows.Count == size), "a page has the size that was asked for");
                        paged.AddRange(page.Rows);
                        cursor = page.Next;
                    }
                    while (cursor is not null);
                    Expect.Sequence(all, paged, $"the rows in pages of {size}");
                }
            }
        }));
        cases.Add("RM-2", "a page goes on where the one before ended, though rows came and went meanwhile", Filled(async rows =>
        {
            var query = Query().OrderBy(ContractItem.AmountColumn).Take(3);
            var first = await rows.PageAsync(query).ConfigureAwait(false);
            await rows.DeleteAsync("g").ConfigureAwait(false);
            await rows.UpsertAsync(new("h", "new", -1m)).ConfigureAwait(false);
            await rows.UpsertAsync(new("i", "new", 9.6m)).ConfigureAwait(false);
            var second = await rows.PageAsync(query.After(first.Next)).ConfigureAwait(false);
            Expect.Equal("dfg/bci", $"{Ids(first.Rows)}/{Ids(second.Rows)}", "the pages");
            Expect.Equal(3, (await rows.PageAsync(query.After(null)).ConfigureAwait(false)).Rows.Count, "a page from the beginning");
        }));
        cases.Add("RM-2", "a cursor of another query, and what is none, is refused", Filled(async rows =>
        {
            var cursor = (await rows.PageAsync(Query().OrderBy(ContractItem.AmountColumn).Take(1)).ConfigureAwait(false)).Next;
            foreach (var (query, given) in new[] { (Query(), cursor), (Query().OrderByDescending(ContractItem.AmountColumn), cursor), (Query(), "!"), (Query(), "AAAA"), (Query(), "") })
            {
                var error = await Expect.ThrowsAsync<ArgumentException>(async () => await rows.PageAsync(query.After(given)).ConfigureAwait(false), $"the cursor '{given}'").ConfigureAwait(false);
                Expect.True(error.Message.Contains("contract_items", StringComparison.Ordinal), "the error names the read model");
            }
        }));
        cases.Add("RM-2", "a query that asks by a column of other rows, by JSON or by too many values is refused", Filled(async rows =>
        {
            var foreign = new ReadModelColumn<ContractItem, int>("rank", ReadModelTypes.Int32, static r => r.Rank);
            await Expect.ThrowsAsync<ArgumentException>(async () => await rows.CountAsync(foreign.EqualTo(1)).ConfigureAwait(false), "a column that is none of the mapping's").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await RowScene.ListAsync(rows, Query().OrderBy(foreign)).ConfigureAwait(false), "an order by such a column").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await rows.AnyAsync(ContractItem.RankColumn.In(Enumerable.Range(0, 10_001))).ConfigureAwait(false), "too many values").ConfigureAwait(false);
            await Expect.ThrowsAsync<NotSupportedException>(() => Task.FromResult(ContractSample.JsonColumn.EqualTo("x")), "a comparison with JSON").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => Task.FromResult(new ReadModelQuery<ContractSample>().OrderBy(ContractSample.JsonColumn)), "an order by JSON").ConfigureAwait(false);
        }));
        cases.Add("RM-2", "values of every form are compared and ordered", async scene =>
        {
            await scene.Samples.UpsertManyAsync(ContractSample.Edges).ConfigureAwait(false);
            var middle = ContractSample.Edges[2];
            await ExpectAsync(ContractSample.FlagColumn, middle.Flag, r => r.Flag).ConfigureAwait(false);
            await ExpectAsync(ContractSample.ShortColumn, middle.Short, r => r.Short).ConfigureAwait(false);
            await ExpectAsync(ContractSample.LongColumn, middle.Long, r => r.Long).ConfigureAwait(false);
            await ExpectAsync(ContractSample.HugeColumn, middle.Huge, r => r.Huge).ConfigureAwait(false);
            await ExpectAsync(ContractSample.RatioColumn, middle.Ratio, r => r.Ratio).ConfigureAwait(false);
            await ExpectAsync(ContractSample.ExactColumn, middle.Exact, r => r.Exact).ConfigureAwait(false);
            await ExpectAsync(ContractSample.GuidColumn, middle.Guid, r => r.Guid).ConfigureAwait(false);
            await ExpectAsync(ContractSample.InstantColumn, middle.Instant, r => r.Instant).ConfigureAwait(false);
            await ExpectAsync(ContractSample.UtcColumn, middle.Utc, r => r.Utc).ConfigureAwait(false);
            await ExpectAsync(ContractSample.DateColumn, middle.Date, r => r.Date).ConfigureAwait(false);
            await ExpectAsync(ContractSample.TimeColumn, middle.Time, r => r.Time).ConfigureAwait(false);
            await ExpectAsync(ContractSample.SpanColumn, middle.Span, r => r.Span).ConfigureAwait(false);
            await ExpectAsync(ContractSample.DayColumn, middle.Day, r => r.Day.ToString(), StringComparer.Ordinal).ConfigureAwait(false);
            await ExpectAsync(ContractSample.FlagsColumn, middle.Flags, r => r.Flags).ConfigureAwait(false);
            await ExpectAsync(ContractSample.BytesColumn, middle.Bytes, r => Convert.ToHexString(Convert.FromBase64String(r.Bytes)), StringComparer.Ordinal).ConfigureAwait(false);

            async Task ExpectAsync<TValue, TOrder>(ReadModelColumn<ContractSample, TValue> column, TValue value, Func<ContractSample, TOrder> by, IComparer<TOrder>? comparer = null)
            {
                comparer ??= Comparer<TOrder>.Default;
                var (ordered, at) = (ContractSample.Edges.OrderBy(by, comparer).ThenBy(r => r.Id).Select(r => r.Id).ToList(), by(middle));
                Expect.Sequence(ordered, (await RowScene.ListAsync(scene.Samples, new ReadModelQuery<ContractSample>().OrderBy(column)).ConfigureAwait(false)).Select(r => r.Id), $"rows in the order of {column.Name}");
                Expect.Equal(ContractSample.Edges.LongCount(r => comparer.Compare(by(r), at) == 0), await scene.Samples.CountAsync(column.EqualTo(value)).ConfigureAwait(false), $"rows with an equal {column.Name}");
                Expect.Equal(ContractSample.Edges.LongCount(r => comparer.Compare(by(r), at) > 0), await scene.Samples.CountAsync(column.GreaterThan(value)).ConfigureAwait(false), $"rows with a greater {column.Name}");
                Expect.Equal(ContractSample.Edges.LongCount(r => comparer.Compare(by(r), at) <= 0), await scene.Samples.CountAsync(column.AtMost(value)).ConfigureAwait(false), $"rows with at most that {column.Name}");
                Expect.Equal(ContractSample.Edges.LongCount(r => comparer.Compare(by(r), at) != 0), await scene.Samples.CountAsync(column.NotIn(value)).ConfigureAwait(false), $"rows with another {column.Name}");
            }
        });
        cases.Add("RM-2", "all rows of a large read model are read, while it is written", async scene =>
        {
            await scene.Items.UpsertManyAsync(Enumerable.Range(0, 3_000).Select(i => new ContractItem($"{i:D5}", "x", i, i % 5))).ConfigureAwait(false);
            await scene.InTransactionAsync(async t =>
            {
                var (rows, count) = (t.ReadModel(ContractItem.Mapping), 0);
                await foreach (var row in rows.QueryAsync(Query().OrderBy(ContractItem.RankColumn)).ConfigureAwait(false))
                {
                    count++;
                    if (count % 100 == 0) await rows.UpsertAsync(row with { Note = "seen" }).ConfigureAwait(false);
                }

                Expect.Equal(3_000, count, "the number of rows read");
                Expect.Equal(30L, await rows.CountAsync(ContractItem.NoteColumn.EqualTo("seen")).ConfigureAwait(false), "the number of rows written");
            }).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Range(0, 2_500).Select(i => $"{2_999 - i:D5}"), (await RowScene.ListAsync(scene.Items, Query().OrderByDescending(ContractItem.AmountColumn).Take(2_500)).ConfigureAwait(false)).Select(r => r.Id), "the rows of a limit");
        });
    }

    private static ReadModelQuery<ContractItem> Query() => new();

    private static string Ids(IEnumerable<ContractItem> rows) => string.Concat(rows.Select(r => r.Id));

    private static Func<RowScene, Task> Filled(Func<IReadModel<ContractItem>, Task> rule) => scene => scene.BothAsync(async rows =>
    {
        await rows.UpsertManyAsync(Rows).ConfigureAwait(false);
        await rule(rows).ConfigureAwait(false);
    });

    private static async Task ExpectAsync(IReadModel<ContractItem> rows, ReadModelCondition<ContractItem> where, string ids)
    {
        await ExpectAsync(rows, Query().Where(where), ids).ConfigureAwait(false);
        Expect.Equal(ids.Length, await rows.CountAsync(where).ConfigureAwait(false), $"the number of rows {ids}");
        Expect.Equal(ids.Length > 0, await rows.AnyAsync(where).ConfigureAwait(false), $"whether there are rows {ids}");
    }

    private static async Task ExpectAsync(IReadModel<ContractItem> rows, ReadModelQuery<ContractItem> query, string ids) => Expect.Equal(ids, await RowScene.IdsAsync(rows, query).ConfigureAwait(false), "the rows");
}
