using System.Runtime.CompilerServices;
using EventSourcing.ReadModels;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>The statements of a table that are the same each time. Their parameters are the columns in the order of the mapping, or those of the key in theirs.</summary>
internal sealed class SqliteRowTexts
{
    private static readonly ConditionalWeakTable<ReadModelMapping, SqliteRowTexts> Known = [];

    private SqliteRowTexts(ReadModelMapping mapping)
    {
        var dialect = SqliteRowDialect.Instance;
        var table = dialect.TableName(mapping.Table);
        var key = string.Join(" AND ", mapping.KeyColumns.Select(c => $"{dialect.Compared(c)} = ?"));
        var insert = $"INSERT INTO {table} ({RowDialect.ColumnList(mapping)}) VALUES ({string.Join(", ", mapping.Columns.Select(_ => "?"))}) ";
        Find = $"SELECT {RowDialect.ColumnList(mapping)} FROM {table} WHERE {key}";
        Upsert = insert + dialect.OnConflict(mapping);
        Insert = insert + "ON CONFLICT DO NOTHING";
        Delete = $"DELETE FROM {table} WHERE {key}";
        Truncate = $"DELETE FROM {table}";
    }

    public string Find { get; }

    public string Upsert { get; }

    public string Insert { get; }

    public string Delete { get; }

    public string Truncate { get; }

    public static SqliteRowTexts Of(ReadModelMapping mapping) => Known.GetValue(mapping, static m => new SqliteRowTexts(m));
}
