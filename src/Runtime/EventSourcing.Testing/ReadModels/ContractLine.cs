namespace EventSourcing.Testing.ReadModels;

/// <summary>A row with a key of two parts, and an instant as its mark of deletion.</summary>
internal sealed record ContractLine(Guid Order, int Number, string Text, DateTimeOffset? RemovedAt = null)
{
    public static readonly ReadModelColumn<ContractLine, Guid> OrderColumn = new("order", ReadModelTypes.Guid, static r => r.Order);
    public static readonly ReadModelColumn<ContractLine, int> NumberColumn = new("number", ReadModelTypes.Int32, static r => r.Number);
    public static readonly ReadModelColumn<ContractLine, string> TextColumn = new("text", ReadModelTypes.Text, static r => r.Text);
    public static readonly ReadModelColumn<ContractLine, DateTimeOffset?> RemovedAtColumn = new("removed_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static r => r.RemovedAt);

    public static readonly ReadModelMapping<ContractLine> Mapping = new(
        "contract_lines",
        ReadModelKey.Of(OrderColumn, NumberColumn),
        [OrderColumn, NumberColumn, TextColumn, RemovedAtColumn],
        static v => new ContractLine(OrderColumn.Load(v[0]), NumberColumn.Load(v[1]), TextColumn.Load(v[2]), RemovedAtColumn.Load(v[3])),
        softDeleted: RemovedAtColumn);
}
