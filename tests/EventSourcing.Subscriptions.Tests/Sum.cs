namespace EventSourcing.Subscriptions.Tests;

/// <summary>What the events of a key come to.</summary>
internal sealed record Sum(string Key, long Total, int Count)
{
    private static readonly ReadModelColumn<Sum, string> KeyColumn = new("key", ReadModelTypes.Text, static s => s.Key);
    public static readonly ReadModelColumn<Sum, long> TotalColumn = new("total", ReadModelTypes.Int64, static s => s.Total);
    public static readonly ReadModelColumn<Sum, int> CountColumn = new("count", ReadModelTypes.Int32, static s => s.Count);

    public static ReadModelMapping<Sum> Mapping { get; } = new(
        "sums",
        ReadModelKey.Of(KeyColumn),
        [KeyColumn, TotalColumn, CountColumn],
        static row => new Sum(KeyColumn.Load(row[0]), TotalColumn.Load(row[1]), CountColumn.Load(row[2])));
}
