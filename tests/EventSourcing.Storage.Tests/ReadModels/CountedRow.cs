namespace EventSourcing.Storage.Tests;

/// <summary>A row of the property test of changes: with a version, and with an instant as its mark of deletion.</summary>
internal sealed record CountedRow(string Id, decimal Amount, string? Note, int Version = 0, DateTimeOffset? DeletedAt = null)
{
    public static readonly ReadModelColumn<CountedRow, string> IdColumn = new("id", ReadModelTypes.Text, static r => r.Id);
    public static readonly ReadModelColumn<CountedRow, decimal> AmountColumn = new("amount", ReadModelTypes.Decimal, static r => r.Amount);
    public static readonly ReadModelColumn<CountedRow, string?> NoteColumn = new("note", ReadModelTypes.OrNull(ReadModelTypes.Text), static r => r.Note);
    public static readonly ReadModelColumn<CountedRow, int> VersionColumn = new("version", ReadModelTypes.Int32, static r => r.Version);
    public static readonly ReadModelColumn<CountedRow, DateTimeOffset?> DeletedAtColumn = new("deleted_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static r => r.DeletedAt);

    public static readonly ReadModelMapping<CountedRow> Mapping = new(
        "counted_rows",
        ReadModelKey.Of(IdColumn),
        [VersionColumn, IdColumn, AmountColumn, DeletedAtColumn, NoteColumn],
        static v => new CountedRow(IdColumn.Load(v[1]), AmountColumn.Load(v[2]), NoteColumn.Load(v[4]), VersionColumn.Load(v[0]), DeletedAtColumn.Load(v[3])),
        VersionColumn,
        DeletedAtColumn,
        new ReadModelIndex("note"));

    public bool IsLive => DeletedAt is null;
}
