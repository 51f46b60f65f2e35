using System.Text;
using CsCheck;

namespace EventSourcing.Storage.Tests;

/// <summary>A condition as a store is asked for it, and as a plain function of a row.</summary>
internal sealed record ModelFilter(string Text, ReadModelCondition<ModelRow> Condition, Func<ModelRow, bool> Holds)
{
    private static readonly string?[] Notes = [null, "", "a", "A", "ab", "ä", "z", "\uFFFD", "\U0001D11E"];
    private static readonly decimal?[] Discounts = [null, -1m, 0m, 0.1m, 0.10m, 2m, 10m, 9.5m];
    private static readonly long?[] Counts = [null, -1, 0, 1, long.MaxValue];

    /// <summary>Rows.</summary>
    public static Gen<ModelRow> Rows { get; } = Gen.Select(
        Gen.Int[0, 2], Among("a", "B", "b", "ä"), Among(Discounts[1..]), Among(Discounts), Among(Notes), Among(Counts), Gen.Bool,
        (group, id, amount, discount, note, count, flag) => new ModelRow(group, id, amount!.Value, discount, note, count, flag));

    /// <summary>Conditions, up to some depth.</summary>
    public static Gen<ModelFilter> Filters(int depth)
    {
        var simple = Gen.OneOf(
            Of("note", ModelRow.NoteColumn, r => r.Note, Among(Notes), CompareTexts),
            Of("discount", ModelRow.DiscountColumn, r => r.Discount, Among(Discounts), Nullable.Compare),
            Of("count", ModelRow.CountColumn, r => r.Count, Among(Counts), Nullable.Compare),
            Of("group", ModelRow.GroupColumn, r => r.Group, Gen.Int[-1, 3], (a, b) => a.CompareTo(b)),
            Of("flag", ModelRow.FlagColumn, r => r.Flag, Gen.Bool, (a, b) => a.CompareTo(b)));
        if (depth == 0) return simple;
        var below = Filters(depth - 1);
        return Gen.Frequency(
            (2, simple),
            (1, Gen.Select(below, below, (a, b) => new ModelFilter($"({a.Text} and {b.Text})", a.Condition.And(b.Condition), r => a.Holds(r) && b.Holds(r)))),
            (1, Gen.Select(below, below, (a, b) => new ModelFilter($"({a.Text} or {b.Text})", a.Condition.Or(b.Condition), r => a.Holds(r) || b.Holds(r)))),
            (1, below.Select(a => new ModelFilter($"not {a.Text}", a.Condition.Not(), r => !a.Holds(r)))));
    }

    public static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>The order of texts: that of their bytes in UTF-8, the absent one first.</summary>
    public static int CompareTexts(string? a, string? b) =>
        a is null || b is null ? (a is not null).CompareTo(b is not null) : Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    public override string ToString() => Text;

    private static Gen<ModelFilter> Of<T>(string name, ReadModelColumn<ModelRow, T> column, Func<ModelRow, T> get, Gen<T> values, Comparison<T> compare)
    {
        return Gen.OneOf(
            Gen.Select(Gen.Int[0, 5], values, (@operator, value) => @operator switch
            {
                0 => Make($"= {value}", column.EqualTo(value), v => Same(v, value)),
                1 => Make($"<> {value}", column.NotEqualTo(value), v => !Same(v, value)),
                2 => Make($"> {value}", column.GreaterThan(value), v => Comparable(v, value) && compare(v, value) > 0),
                3 => Make($">= {value}", column.AtLeast(value), v => Comparable(v, value) && compare(v, value) >= 0),
                4 => Make($"< {value}", column.LessThan(value), v => Comparable(v, value) && compare(v, value) < 0),
                _ => Make($"<= {value}", column.AtMost(value), v => Comparable(v, value) && compare(v, value) <= 0),
            }),
            Gen.Select(Gen.Bool, values.Array[0, 4], (negated, list) => negated
                ? Make($"not in {string.Join(", ", list)}", column.NotIn(list), v => !list.Any(w => Same(v, w)))
                : Make($"in {string.Join(", ", list)}", column.In(list), v => list.Any(w => Same(v, w)))));

        ModelFilter Make(string text, ReadModelCondition<ModelRow> condition, Func<T, bool> holds) => new($"{name} {text}", condition, row => holds(get(row)));
    }

    private static bool Same<T>(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);

    private static bool Comparable<T>(T a, T b) => a is not null && b is not null;
}
