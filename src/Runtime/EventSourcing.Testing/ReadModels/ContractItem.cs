namespace EventSourcing.Testing.ReadModels;

/// <summary>A row with a version and a mark of deletion.</summary>
internal sealed record ContractItem(string Id, string Name, decimal Amount, int Rank = 0, string? Note = null, decimal? Discount = null, DateTimeOffset? SeenAt = null, long Version = 0, bool Deleted = false)
{
    public static readonly ReadModelColumn<ContractItem, string> IdColumn = new("id", ReadModelTypes.Text, static r => r.Id);
    public static readonly ReadModelColumn<ContractItem, string> NameColumn = new("name", ReadModelTypes.Text, static r => r.Name);
    public static readonly ReadModelColumn<ContractItem, decimal> AmountColumn = new("amount", ReadModelTypes.Decimal, static r => r.Amount);
    public static readonly ReadModelColumn<ContractItem, int> RankColumn = new("rank", ReadModelTypes.Int32, static r => r.Rank);
    public static readonly ReadModelColumn<ContractItem, string?> NoteColumn = new("note", ReadModelTypes.OrNull(ReadModelTypes.Text), static r => r.Note);
    public static readonly ReadModelColumn<ContractItem, decimal?> DiscountColumn = new("discount", ReadModelTypes.Optional(ReadModelTypes.Decimal), static r => r.Discount);
    public static readonly ReadModelColumn<ContractItem, DateTimeOffset?> SeenAtColumn = new("seen_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static r => r.SeenAt);
    public static readonly ReadModelColumn<ContractItem, long> VersionColumn = new("version", ReadModelTypes.Int64, static r => r.Version);
    public static readonly ReadModelColumn<ContractItem, bool> DeletedColumn = new("deleted", ReadModelTypes.Boolean, static r => r.Deleted);

    public static readonly ReadModelMapping<ContractItem> Mapping = new(
        "contract_items",
        ReadModelKey.Of(IdColumn),
        [IdColumn, NameColumn, AmountColumn, RankColumn, NoteColumn, DiscountColumn, SeenAtColumn, VersionColumn, DeletedColumn],
        static v => new ContractItem(
            IdColumn.Load(v[0]),
            NameColumn.Load(v[1]),
            AmountColumn.Load(v[2]),
            RankColumn.Load(v[3]),
            NoteColumn.Load(v[4]),
            DiscountColumn.Load(v[5]),
            SeenAtColumn.Load(v[6]),
            VersionColumn.Load(v[7]),
            DeletedColumn.Load(v[8])),
        VersionColumn,
        DeletedColumn,
        new ReadModelIndex("rank"),
        new ReadModelIndex("name", "amount"));
}
