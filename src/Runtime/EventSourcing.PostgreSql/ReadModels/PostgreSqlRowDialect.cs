using EventSourcing.ReadModels;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>How PostgreSQL writes tables and queries of read models.</summary>
/// <param name="schema">The schema of the tables, quoted.</param>
internal sealed class PostgreSqlRowDialect(string schema) : RowDialect
{
    public override string TableName(string table) => $"{schema}.{Quoted(table)}";

    public override string TypeOf(ReadModelColumn column) => column.Kind switch
    {
        // In the column's definition, so that queries, indexes and SQL of the user's all go by code points.
        ReadModelValueKind.Text => "text COLLATE \"C\"",
        var kind => BareType(kind),
    };

    // Absent values come first, as on the other stores; the index has to agree to be of use.
    public override string Indexed(ReadModelColumn column) => column.IsNullable ? $"{Quoted(column.Name)} NULLS FIRST" : Quoted(column.Name);

    public override string Ordered(ReadModelColumn column, bool descending) => (descending, column.IsNullable) switch
    {
        (false, false) => Quoted(column.Name),
        (false, true) => $"{Quoted(column.Name)} NULLS FIRST",
        (true, false) => $"{Quoted(column.Name)} DESC",
        (true, true) => $"{Quoted(column.Name)} DESC NULLS LAST",
    };

    /// <summary>The type of values, without what belongs to a column alone.</summary>
    public static string BareType(ReadModelValueKind kind) => kind switch
    {
        ReadModelValueKind.Boolean => "boolean",
        ReadModelValueKind.Int16 => "smallint",
        ReadModelValueKind.Int32 => "integer",
        ReadModelValueKind.Int64 => "bigint",
        ReadModelValueKind.Double => "double precision",
        ReadModelValueKind.Decimal => "numeric",
        ReadModelValueKind.Guid => "uuid",
        ReadModelValueKind.Instant => "timestamp with time zone",
        ReadModelValueKind.Date => "date",
        ReadModelValueKind.Time => "time without time zone",
        ReadModelValueKind.Bytes => "bytea",
        ReadModelValueKind.Json => "json",
        _ => "text",
    };
}
