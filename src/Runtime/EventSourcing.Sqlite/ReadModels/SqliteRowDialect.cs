using EventSourcing.ReadModels;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>How SQLite writes tables and queries of read models.</summary>
internal sealed class SqliteRowDialect : RowDialect
{
    public static SqliteRowDialect Instance { get; } = new();

    public override string TableName(string table) => Quoted(table);

    public override string TypeOf(ReadModelColumn column) => column.Kind switch
    {
        ReadModelValueKind.Boolean or ReadModelValueKind.Int16 or ReadModelValueKind.Int32 or ReadModelValueKind.Int64 => "INTEGER",
        ReadModelValueKind.Double => "REAL",
        ReadModelValueKind.Bytes => "BLOB",
        _ => "TEXT",
    };

    // Not in the column's definition: any program can then read and compare the column, if only as text.
    public override string Compared(ReadModelColumn column) => column.Kind == ReadModelValueKind.Decimal ? $"{Quoted(column.Name)} COLLATE {SqliteDecimals.Collation}" : Quoted(column.Name);

    // Rows are found by their key mostly: the tree of the key holds them. A single integer is the rowid itself.
    public override string TableSuffix(ReadModelMapping mapping) => mapping.KeyColumns.ToList() is [var only] && TypeOf(only) == "INTEGER" ? " STRICT" : " STRICT, WITHOUT ROWID";

    public override string AddedDefault(ReadModelColumn column) => TypeOf(column) switch
    {
        "INTEGER" or "REAL" => " DEFAULT 0",
        "BLOB" => " DEFAULT x''",
        _ => " DEFAULT ''",
    };
}
