namespace EventSourcing.Testing.Projections;

/// <summary>How often a text was noted.</summary>
internal sealed record TallyRow(string Text, int Count)
{
    private static readonly ReadModelColumn<TallyRow, string> TextColumn = new("text", ReadModelTypes.Text, static r => r.Text);
    private static readonly ReadModelColumn<TallyRow, int> CountColumn = new("count", ReadModelTypes.Int32, static r => r.Count);

    public static readonly ReadModelMapping<TallyRow> Mapping = new(
        "contract_tally",
        ReadModelKey.Of(TextColumn),
        [TextColumn, CountColumn],
        static v => new TallyRow(TextColumn.Load(v[0]), CountColumn.Load(v[1])));
}
