namespace EventSourcing.Testing.ReadModels;

/// <summary>What is equal, what comes first and what is too long means the same on every store.</summary>
internal static class RowValueRules
{
    private const int MostBytes = 2_500;

    public static void AddTo(RowCaseList cases)
    {
        cases.Add("RM-2", "texts are equal where all their characters are: cases, accents and blanks count", scene => scene.BothAsync(async rows =>
        {
            // Uppercase before lowercase, composed apart from decomposed, a blank at the end is a character.
            string[] names = ["", " ", "E", "X", "e", "e\u0301", "x", "x ", "\u00C9", "\u00E9", "\u01C5", "\uFF58"];
            await rows.UpsertManyAsync(names.Select((name, i) => new ContractItem($"{(char)('a' + i)}", name, i))).ConfigureAwait(false);
            for (var i = 0; i < names.Length; i++)
            {
                var id = $"{(char)('a' + i)}";
                Expect.Equal(id, await RowScene.IdsAsync(rows, ContractItem.NameColumn.EqualTo(names[i])).ConfigureAwait(false), $"the rows of the name '{names[i]}'");
                Expect.Equal(id, await RowScene.IdsAsync(rows, ContractItem.NameColumn.In([names[i], "none"])).ConfigureAwait(false), $"the rows whose name is '{names[i]}' or another one");
            }

            Expect.Equal("abcdefghijkl", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>().OrderBy(ContractItem.NameColumn)).ConfigureAwait(false), "the rows in the order of their names");
            Expect.Equal("hgfedcba", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>().Where(ContractItem.NameColumn.LessThan("x!")).OrderByDescending(ContractItem.NameColumn)).ConfigureAwait(false), "the rows before a name, the last first");
            await rows.TruncateAsync().ConfigureAwait(false);
            await rows.UpsertManyAsync(names.Where(name => name.Length > 0).Select(name => new ContractItem(name, "a key", 1m))).ConfigureAwait(false);
            Expect.Equal(names.Length - 1L, await rows.CountAsync().ConfigureAwait(false), "the number of keys");
            Expect.Equal("x ", (await rows.FindAsync("x ").ConfigureAwait(false))?.Id, "the row of a key with a blank at its end");
        }));
        cases.Add("RM-3", "decimals are told apart by their last digit, and not by zeros at their end", scene => scene.BothAsync(async rows =>
        {
            decimal[] amounts = [decimal.MinValue, -1.00m, 0.00m, 1m, 1.0000000000000000000000000001m, 79_228_162_514_264_337_593_543_950_334m, decimal.MaxValue];
            await rows.UpsertManyAsync(amounts.Select((amount, i) => new ContractItem($"{(char)('a' + i)}", "x", amount, Discount: -amount))).ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.EqualTo(1.000m), "d").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.GreaterThan(1.00m), "efg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.AtLeast(79_228_162_514_264_337_593_543_950_335m), "g").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.In(-1m, 0m, 1.0000000000000000000000000001m), "bce").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.AmountColumn.NotIn(-1.0m, 1.0m), "acefg").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.DiscountColumn.EqualTo(0m), "c").ConfigureAwait(false);
            Expect.Equal("abcdefg", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>().OrderBy(ContractItem.AmountColumn)).ConfigureAwait(false), "the rows in their order");
            Expect.Equal("gfedcba", await RowScene.IdsAsync(rows, new ReadModelQuery<ContractItem>().OrderBy(ContractItem.DiscountColumn)).ConfigureAwait(false), "the rows in the order of the contrary");
            foreach (var amount in amounts) Expect.Equal(1, (await RowScene.ListAsync(rows, new ReadModelQuery<ContractItem>().Where(ContractItem.AmountColumn.EqualTo(amount))).ConfigureAwait(false)).Count, $"the number of rows of {amount}");
            Expect.Equal("-1.00", (await rows.GetAsync("b").ConfigureAwait(false)).Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), "a decimal with its scale");
        }));
        cases.Add("RM-2", "an instant is one whatever its offset, to the microsecond, in rows as in conditions", scene => scene.BothAsync(async rows =>
        {
            var noon = new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);
            var elsewhere = noon.AddTicks(19).ToOffset(TimeSpan.FromHours(5.5));
            await rows.UpsertManyAsync([new("a", "x", 1m, SeenAt: noon), new("b", "x", 1m, SeenAt: elsewhere), new("c", "x", 1m, SeenAt: noon.AddMicroseconds(2))]).ConfigureAwait(false);
            var read = (await rows.GetAsync("b").ConfigureAwait(false)).SeenAt;
            Expect.Equal((noon.AddMicroseconds(1), TimeSpan.Zero), (read!.Value, read.Value.Offset), "an instant of another offset, as it is read");
            await ExpectAsync(rows, ContractItem.SeenAtColumn.EqualTo(elsewhere.AddTicks(-5)), "b").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.SeenAtColumn.GreaterThan(noon.ToOffset(TimeSpan.FromHours(-11))), "bc").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.SeenAtColumn.AtMost(noon.AddTicks(9)), "a").ConfigureAwait(false);
            await ExpectAsync(rows, ContractItem.SeenAtColumn.In(noon.AddTicks(3), noon.AddMicroseconds(2)), "ac").ConfigureAwait(false);
        }));
        cases.Add("RM-1", "keys and indexed texts are as long on one store as on another, and what is longer is refused", async scene =>
        {
            // Nothing that a store could make shorter by compressing it.
            var text = Hex(MostBytes + 1);
            var (longest, longer) = (text[..MostBytes], text);
            await scene.Items.UpsertManyAsync([new(longest, "x", 1m), new("b", longest, 1m)]).ConfigureAwait(false);
            Expect.Equal(longest, (await scene.Items.FindAsync(longest).ConfigureAwait(false))?.Id, "the row of the longest key");
            Expect.Equal("b", await RowScene.IdsAsync(scene.Items, ContractItem.NameColumn.EqualTo(longest)).ConfigureAwait(false), "the rows of the longest name");
            (ContractItem Row, string Column)[] refused = [(new(longer, "x", 1m), "id"), (new("c", longer, 1m), "name"), (new(new string('ä', (MostBytes / 2) + 1), "x", 1m), "id")];
            foreach (var (row, column) in refused)
            {
                var error = await Expect.ThrowsAsync<SerializationException>(async () => await scene.Items.UpsertAsync(row).ConfigureAwait(false), $"a row with a long {column}").ConfigureAwait(false);
                Expect.Equal(column, error.Member, "the column that the error names");
            }

            await Expect.ThrowsAsync<SerializationException>(async () => await scene.Items.FindAsync(longer).ConfigureAwait(false), "a search for a key that no row can have").ConfigureAwait(false);
            await scene.Items.UpsertAsync(new("d", "x", 1m, Note: Hex(100_000))).ConfigureAwait(false);
            Expect.Equal(100_000, (await scene.Items.GetAsync("d").ConfigureAwait(false)).Note?.Length, "the length of a text without an index");
        });
        cases.Add("RM-2", "what no row can hold is refused where it is asked for, too", async scene =>
        {
            foreach (var text in (string[])["a\0", "\uDC00"])
            {
                await Expect.ThrowsAsync<SerializationException>(async () => await scene.Items.FindAsync(text).ConfigureAwait(false), "a search by key").ConfigureAwait(false);
                await Expect.ThrowsAsync<SerializationException>(async () => await scene.Items.CountAsync(ContractItem.NameColumn.EqualTo(text)).ConfigureAwait(false), "a condition").ConfigureAwait(false);
            }

            await Expect.ThrowsAsync<SerializationException>(async () => await scene.Samples.CountAsync(ContractSample.RatioColumn.GreaterThan(double.NaN)).ConfigureAwait(false), "a comparison with what is no number").ConfigureAwait(false);
        });
        cases.Add("RM-3", "tables may be called as the words of SQL are", async scene =>
        {
            foreach (var word in (string[])["select", "order", "user", "table", "group_by"])
            {
                var mapping = ContractLine.Mapping.WithTable(word);
                await scene.Store.ReadModelSchema.ApplyAsync([mapping]).ConfigureAwait(false);
                var rows = scene.Store.ReadModel(mapping);
                var line = new ContractLine(Guid.NewGuid(), 1, word);
                await rows.UpsertManyAsync([line, line with { Number = 2 }]).ConfigureAwait(false);
                await rows.DeleteAsync((line.Order, 2)).ConfigureAwait(false);
                Expect.Sequence([line], await RowScene.ListAsync(rows, new ReadModelQuery<ContractLine>().Where(ContractLine.TextColumn.EqualTo(word)).OrderBy(ContractLine.OrderColumn)).ConfigureAwait(false), $"the rows of the table '{word}'");
                Expect.Sequence([], await scene.Store.ReadModelSchema.VerifyAsync([mapping]).ConfigureAwait(false), "the differences");
            }
        });
    }

    private static async Task ExpectAsync(IReadModel<ContractItem> rows, ReadModelCondition<ContractItem> where, string ids) => Expect.Equal(ids, await RowScene.IdsAsync(rows, where).ConfigureAwait(false), "the rows");

    private static string Hex(int length)
    {
        var bytes = new byte[(length + 1) / 2];
        new Random(20_261_124).NextBytes(bytes);
        return Convert.ToHexString(bytes)[..length];
    }
}
