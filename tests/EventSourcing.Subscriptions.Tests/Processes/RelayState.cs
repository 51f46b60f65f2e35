namespace EventSourcing.Subscriptions.Tests;

/// <summary>What a relay remembers: the sum of what it was told.</summary>
internal sealed record RelayState(string Key, int Sum)
{
    private static readonly ReadModelColumn<RelayState, string> KeyColumn = new("key", ReadModelTypes.Text, static r => r.Key);
    private static readonly ReadModelColumn<RelayState, int> SumColumn = new("sum", ReadModelTypes.Int32, static r => r.Sum);

    public static readonly ReadModelMapping<RelayState> Mapping = new("relay", ReadModelKey.Of(KeyColumn), [KeyColumn, SumColumn], static v => new RelayState(KeyColumn.Load(v[0]), SumColumn.Load(v[1])));
}
