using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Reads what is in a schema from the server's catalog, in the words of <see cref="PostgreSqlExpectation"/>.</summary>
internal static class PostgreSqlSchemaCatalog
{
    // Partitions are listed as such, and what they inherit is not looked at one by one.
    private const string Parts =
        """
        WITH relations AS (
            SELECT c.* FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND NOT c.relispartition)
        SELECT 'column', t.relname || '.' || a.attname,
            format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attcollation <> 0 AND l.collname <> 'default' THEN ' COLLATE ' || quote_ident(l.collname) ELSE '' END
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
            || CASE WHEN a.attidentity = 'a' THEN ' identity' ELSE '' END
            || CASE WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
        FROM relations t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE t.relkind IN ('r', 'p')
        UNION ALL
        SELECT 'constraint', t.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
        FROM relations t JOIN pg_catalog.pg_constraint k ON k.conrelid = t.oid WHERE t.relkind IN ('r', 'p') AND k.contype <> 'n'
        UNION ALL
        SELECT CASE WHEN i.indisvalid AND i.indisready THEN 'index' ELSE 'invalid index' END, t.relname || '.' || x.relname,
            CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || substring(pg_get_indexdef(i.indexrelid) from ' USING (.*)$')
        FROM pg_catalog.pg_index i JOIN relations t ON t.oid = i.indrelid JOIN relations x ON x.oid = i.indexrelid
        WHERE NOT (i.indisvalid AND i.indisready) OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid)
        UNION ALL
        SELECT 'partition', t.relname || '.' || p.relname, pg_get_expr(p.relpartbound, p.oid)
        FROM relations t JOIN pg_catalog.pg_inherits h ON h.inhparent = t.oid JOIN pg_catalog.pg_class p ON p.oid = h.inhrelid WHERE t.relkind = 'p'
        UNION ALL
        SELECT 'sequence', t.relname, format_type(s.seqtypid, NULL) || ', increment ' || s.seqincrement || ', minimum ' || s.seqmin || ', maximum ' || s.seqmax || ', cache ' || s.seqcache
            || CASE WHEN s.seqcycle THEN ', cycle' ELSE ', no cycle' END
        FROM relations t JOIN pg_catalog.pg_sequence s ON s.seqrelid = t.oid
        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = t.oid AND d.deptype = 'i')
        UNION ALL
        SELECT 'view', t.relname, CASE WHEN pg_get_viewdef(t.oid) LIKE '%eventsourcing.tenant%' THEN 'of the tenant' ELSE 'of everyone' END FROM relations t WHERE t.relkind = 'v'
        UNION ALL
        SELECT 'row-level security', t.relname, CASE WHEN t.relforcerowsecurity THEN 'enabled and forced' ELSE 'enabled' END FROM relations t WHERE t.relrowsecurity
        UNION ALL
        SELECT 'policy', t.relname || '.' || p.polname, CASE p.polcmd WHEN '*' THEN 'for all' WHEN 'r' THEN 'for select' WHEN 'a' THEN 'for insert' WHEN 'd' THEN 'for delete' ELSE 'for update' END
        FROM relations t JOIN pg_catalog.pg_policy p ON p.polrelid = t.oid
        """;

    private const string Functions = "SELECT p.proname, p.prosrc FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1";

    /// <summary>All that the schema has.</summary>
    public static async ValueTask<List<PostgreSqlSchemaPart>> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var parts = new List<PostgreSqlSchemaPart>();
        var command = new NpgsqlCommand(Parts, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } };
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var r = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) parts.Add(new PostgreSqlSchemaPart(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        var functions = new NpgsqlCommand(Functions, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } };
        await using (functions.ConfigureAwait(false))
        {
            var reader = await functions.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var r = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) parts.Add(new PostgreSqlSchemaPart("function", reader.GetString(0), PostgreSqlFunctionTexts.Mark(reader.GetString(1))));
        }

        return parts;
    }
}
