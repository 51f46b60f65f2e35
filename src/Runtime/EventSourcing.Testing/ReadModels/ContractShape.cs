namespace EventSourcing.Testing.ReadModels;

/// <summary>A row whose table comes in several shapes, as that of a program does over the years.</summary>
internal sealed record ContractShape(int Id, string? Name = null, string? Note = null, decimal? Amount = null)
{
    public static readonly ReadModelColumn<ContractShape, int> IdColumn = new("id", ReadModelTypes.Int32, static r => r.Id);
    public static readonly ReadModelColumn<ContractShape, string> NameColumn = new("name", ReadModelTypes.Text, static r => r.Name ?? "");
    public static readonly ReadModelColumn<ContractShape, string?> NoteColumn = new("note", ReadModelTypes.OrNull(ReadModelTypes.Text), static r => r.Note);
    public static readonly ReadModelColumn<ContractShape, decimal?> AmountColumn = new("amount", ReadModelTypes.Optional(ReadModelTypes.Decimal), static r => r.Amount);
    public static readonly ReadModelColumn<ContractShape, int> RequiredColumn = new("required", ReadModelTypes.Int32, static r => r.Id);
    public static readonly ReadModelColumn<ContractShape, string?> NullableNameColumn = new("name", ReadModelTypes.OrNull(ReadModelTypes.Text), static r => r.Name);
    public static readonly ReadModelColumn<ContractShape, string> RequiredNoteColumn = new("note", ReadModelTypes.Text, static r => r.Note ?? "");
    public static readonly ReadModelColumn<ContractShape, int> NumberNameColumn = new("name", ReadModelTypes.Int32, static r => r.Id);

    /// <summary>A mapping of some columns.</summary>
    public static ReadModelMapping<ContractShape> Of(IReadOnlyList<ReadModelColumn<ContractShape>> columns, params IReadOnlyList<ReadModelIndex> indexes)
    {
        var (name, note, amount) = (Place(NameColumn), Place(NoteColumn), Place(AmountColumn));
        return new ReadModelMapping<ContractShape>(
            "contract_shapes",
            ReadModelKey.Of(IdColumn),
            columns,
            v => new ContractShape(IdColumn.Load(v[0]), name < 0 ? null : NameColumn.Load(v[name]), note < 0 ? null : NoteColumn.Load(v[note]), amount < 0 ? null : AmountColumn.Load(v[amount])),
            indexes: indexes);

        int Place(ReadModelColumn<ContractShape> column) => columns.ToList().IndexOf(column);
    }
}
