namespace EventSourcing.Testing.Processes;

/// <summary>What an errand remembers: all that it was told to say.</summary>
internal sealed record ErrandState(string Key, string Heard, long Changes = 0)
{
    private static readonly ReadModelColumn<ErrandState, string> KeyColumn = new("key", ReadModelTypes.Text, static r => r.Key);
    private static readonly ReadModelColumn<ErrandState, string> HeardColumn = new("heard", ReadModelTypes.Text, static r => r.Heard);
    private static readonly ReadModelColumn<ErrandState, long> ChangesColumn = new("changes", ReadModelTypes.Int64, static r => r.Changes);

    public static readonly ReadModelMapping<ErrandState> Mapping = new(
        "contract_errand",
        ReadModelKey.Of(KeyColumn),
        [KeyColumn, HeardColumn, ChangesColumn],
        static v => new ErrandState(KeyColumn.Load(v[0]), HeardColumn.Load(v[1]), ChangesColumn.Load(v[2])),
        ChangesColumn);
}
