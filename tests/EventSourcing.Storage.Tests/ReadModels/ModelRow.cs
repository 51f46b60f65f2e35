namespace EventSourcing.Storage.Tests;

/// <summary>A row of the property test: few values of each column, so that they meet, and absent ones.</summary>
internal sealed record ModelRow(int Group, string Id, decimal Amount, decimal? Discount, string? Note, long? Count, bool Flag)
{
    public static readonly ReadModelColumn<ModelRow, int> GroupColumn = new("group", ReadModelTypes.Int32, static r => r.Group);
    public static readonly ReadModelColumn<ModelRow, string> IdColumn = new("id", ReadModelTypes.Text, static r => r.Id);
    public static readonly ReadModelColumn<ModelRow, decimal> AmountColumn = new("amount", ReadModelTypes.Decimal, static r => r.Amount);
    public static readonly ReadModelColumn<ModelRow, decimal?> DiscountColumn = new("discount", ReadModelTypes.Optional(ReadModelTypes.Decimal), static r => r.Discount);
    public static readonly ReadModelColumn<ModelRow, string?> NoteColumn = new("note", ReadModelTypes.OrNull(ReadModelTypes.Text), static r => r.Note);
    public static readonly ReadModelColumn<ModelRow, long?> CountColumn = new("count", ReadModelTypes.Optional(ReadModelTypes.Int64), static r => r.Count);
    public static readonly ReadModelColumn<ModelRow, bool> FlagColumn = new("flag", ReadModelTypes.Boolean, static r => r.Flag);

    public static readonly ReadModelMapping<ModelRow> Mapping = new(
        "model_rows",
        ReadModelKey.Of(GroupColumn, IdColumn),
        [NoteColumn, GroupColumn, AmountColumn, IdColumn, DiscountColumn, CountColumn, FlagColumn],
        static v => new ModelRow(GroupColumn.Load(v[1]), IdColumn.Load(v[3]), AmountColumn.Load(v[2]), DiscountColumn.Load(v[4]), NoteColumn.Load(v[0]), CountColumn.Load(v[5]), FlagColumn.Load(v[6])),
        indexes: [new ReadModelIndex("discount"), new ReadModelIndex("note", "amount")]);
}
