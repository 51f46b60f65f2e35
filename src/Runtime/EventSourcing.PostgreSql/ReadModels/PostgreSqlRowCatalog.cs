using EventSourcing.ReadModels;
using Npgsql;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>Reads what a database has of the tables of read models.</summary>
internal static class PostgreSqlRowCatalog
{
    private const string Table = "(SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p'))";

    private const string Columns = $"""
        SELECT a.attname::text,
               pg_catalog.format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || pg_catalog.quote_ident(l.collname) ELSE '' END,
               NOT a.attnotnull,
               a.atthasdef OR a.attidentity <> ''
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
        WHERE a.attrelid = {Table} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
        """;

    // Bit 0 of an index's option is DESC, bit 1 is NULLS FIRST.
    private const string Indexes = $"""
        SELECT c.relname::text, i.indisprimary, i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree',
               (SELECT array_agg(coalesce(a.attname::text, '') ORDER BY k.place)
                FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place) LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE k.place <= i.indnkeyatts),
               (SELECT string_agg('"' || coalesce(a.attname::text, '') || '"' || CASE i.indoption[k.place - 1] WHEN 0 THEN '' WHEN 2 THEN ' NULLS FIRST' ELSE ' DESC' END, ', ' ORDER BY k.place)
                FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place) LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE k.place <= i.indnkeyatts)
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam
        WHERE i.indrelid = {Table}
        """;

    /// <summary>The table of a read model; <see langword="null"/> where there is none.</summary>
    public static async ValueTask<StoredTable?> ReadAsync(NpgsqlConnection connection, PostgreSqlReadModels rows, string table, CancellationToken cancellationToken)
    {
        var columns = new List<StoredColumn>();
        await AskAsync(connection, Columns, rows.Schema, table, row => columns.Add(new StoredColumn(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3))), cancellationToken).ConfigureAwait(false);
        if (columns.Count == 0) return null;
        var (key, indexes) = (Array.Empty<string>(), new List<string>());
        await AskAsync(
            connection,
            Indexes,
            rows.Schema,
            table,
            row =>
            {
                if (row.GetBoolean(1)) key = row.GetFieldValue<string[]>(3);
                else if (row.GetBoolean(2)) indexes.Add(row.GetString(4));
            },
            cancellationToken).ConfigureAwait(false);
        var isEmpty = true;
        await AskAsync(connection, $"SELECT 1 FROM {rows.Dialect.TableName(table)} LIMIT 1", null, null, _ => isEmpty = false, cancellationToken).ConfigureAwait(false);
        return new StoredTable(columns, key, indexes, isEmpty);
    }

    /// <summary>The indexes of a table that a crash, or an error, left behind half built.</summary>
    public static async ValueTask<List<string>> FindBrokenAsync(NpgsqlConnection connection, PostgreSqlReadModels rows, string table, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await AskAsync(
            connection,
            $"SELECT c.relname::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = {Table} AND NOT i.indisvalid AND NOT i.indisprimary",
            rows.Schema,
            table,
            row => found.Add(row.GetString(0)),
            cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Whether there is a schema of the name.</summary>
    public static async ValueTask<bool> SchemaExistsAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var found = false;
        await AskAsync(connection, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", schema, null, _ => found = true, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static async ValueTask AskAsync(NpgsqlConnection connection, string sql, string? schema, string? table, Action<NpgsqlDataReader> take, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand { Connection = connection };
        await using var c = command.ConfigureAwait(false);
#pragma warning disable CA2100 // A constant of this class, or the name of a table, which has a checked form.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (schema is not null) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        if (table is not null) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) take(reader);
    }
}
