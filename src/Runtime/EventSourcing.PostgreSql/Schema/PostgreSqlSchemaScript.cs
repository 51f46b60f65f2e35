using System.Globalization;
using System.Text;
using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.ReadModels;

namespace EventSourcing.PostgreSql;

/// <summary>The steps as a text for psql, and the rights of the role that uses what they make.</summary>
internal static class PostgreSqlSchemaScript
{
    /// <summary>The table in which steps are recorded.</summary>
    public static string VersionTable(PostgreSqlNames names) =>
        $"CREATE TABLE IF NOT EXISTS {names.SchemaVersion} (version int PRIMARY KEY, description text NOT NULL, applied_at timestamptz NOT NULL)";

    /// <summary>The steps after a version. It can be run any number of times: what is recorded is passed over.</summary>
    /// <remarks>
    /// The lock belongs to the session, since building an index beside writers cannot be done in a transaction. Waiting for it ends after a minute: see <see cref="PostgreSqlMigrator"/> on what a
    /// waiting statement does to the building of an index.
    /// </remarks>
    public static string Of(PostgreSqlLayout layout, IReadOnlyList<PostgreSqlSchemaStep> steps, int fromVersion)
    {
        var names = layout.Names;
        var sql = new StringBuilder();
        sql.AppendLine(
            $"""
            -- The event store in the schema {names.Schema}, versions {fromVersion + 1} to {steps[^1].Version}. For psql, connected to the server itself and not through a pooler.
            \set ON_ERROR_STOP on
            SET lock_timeout = '1min';
            SELECT pg_advisory_lock({PostgreSqlMigrator.LockKey.ToString(CultureInfo.InvariantCulture)});
            RESET lock_timeout;
            SELECT NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '{names.Schema}') AS absent \gset
            \if :absent
            CREATE SCHEMA {names.QuotedSchema};
            \endif
            SET client_min_messages = warning;
            {VersionTable(names)};
            RESET client_min_messages;

            """);
        RequireVersion(sql, names, fromVersion, steps[^1].Version);
        foreach (var step in steps.Skip(fromVersion))
        {
            sql.AppendLine(
                $"""
                -- Version {step.Version}: {step.Description}.
                SELECT NOT EXISTS (SELECT 1 FROM {names.SchemaVersion} WHERE version = {step.Version}) AS missing \gset
                \if :missing
                """);
            if (step.ConcurrentIndex is { } index) Concurrent(sql, names, index, step.Sql(layout));
            else sql.AppendLine("BEGIN ISOLATION LEVEL READ COMMITTED;").AppendLine(step.Sql(layout).TrimEnd());
            sql.AppendLine(CultureInfo.InvariantCulture, $"INSERT INTO {names.SchemaVersion} (version, description, applied_at) VALUES ({step.Version}, '{step.Description.Replace("'", "''", StringComparison.Ordinal)}', now());");
            if (step.ConcurrentIndex is null) sql.AppendLine("COMMIT;");
            sql.AppendLine("\\endif").AppendLine();
        }

        return sql.AppendLine(CultureInfo.InvariantCulture, $"SELECT pg_advisory_unlock({PostgreSqlMigrator.LockKey});").ToString();
    }

    /// <summary>The rights that a role needs which appends and reads, and no more.</summary>
    /// <param name="layout">The schema.</param>
    /// <param name="role">The role's name, unquoted.</param>
    /// <param name="maintenance">Whether it also truncates and tombstones streams.</param>
    public static string Grants(PostgreSqlLayout layout, string role, bool maintenance)
    {
        var names = layout.Names;
        var to = To(role);
        var events = layout.IsPartitioned ? $"{names.Events}, {names.EventTags}, {names.EventIds}" : $"{names.Events}, {names.EventTags}";
        var sql = new StringBuilder();
        sql.AppendLine($"GRANT USAGE ON SCHEMA {names.QuotedSchema} {to}");
        sql.AppendLine($"GRANT SELECT ON {names.SchemaVersion}, {names.Store}, {names.EventLog} {to}");
        sql.AppendLine($"GRANT SELECT, INSERT ON {names.EventTypes}, {events} {to}");
        sql.AppendLine($"GRANT SELECT, INSERT, UPDATE ON {names.Streams} {to}");
        sql.AppendLine($"GRANT SELECT, INSERT, UPDATE, DELETE ON {names.Leases}, {names.Checkpoints} {to}");
        sql.AppendLine($"GRANT SELECT, USAGE ON SEQUENCE {names.Positions} {to}");
        sql.AppendLine($"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {names.QuotedSchema} {to}");
        if (maintenance) sql.AppendLine($"GRANT DELETE ON {events} {to}");
        return sql.ToString();
    }

    /// <summary>The rights on tables of read models.</summary>
    public static string ReadModelGrants(string schema, string role, IReadOnlyList<ReadModelMapping> mappings)
    {
        if (mappings.Count == 0) return "";
        var (dialect, to) = (new PostgreSqlRowDialect(new PostgreSqlNames(schema).QuotedSchema), To(role));
        var sql = new StringBuilder();
        sql.AppendLine($"GRANT USAGE ON SCHEMA {new PostgreSqlNames(schema).QuotedSchema} {to}");
        sql.AppendLine($"GRANT SELECT, INSERT, UPDATE, DELETE ON {string.Join(", ", mappings.Select(m => m.Table).Distinct(StringComparer.Ordinal).Select(dialect.TableName))} {to}");
        return sql.ToString();
    }

    private static string To(string role) => $"TO \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\";";

    private static void RequireVersion(StringBuilder sql, PostgreSqlNames names, int from, int to) => sql.AppendLine(
        $"""
        DO $$
        DECLARE stored int := (SELECT coalesce(max(version), 0) FROM {names.SchemaVersion});
        BEGIN
            IF stored > {to} THEN RAISE EXCEPTION 'The schema {names.Schema} has version %, and this script knows versions up to {to}.', stored; END IF;
            IF stored < {from} THEN RAISE EXCEPTION 'The schema {names.Schema} has version %, and this script begins after version {from}.', stored; END IF;
        END $$;

        """);

    private static void Concurrent(StringBuilder sql, PostgreSqlNames names, string index, string create) => sql.AppendLine(
        $"""
        SELECT coalesce(bool_or(NOT i.indisvalid), false) AS broken, count(*) = 0 OR coalesce(bool_or(NOT i.indisvalid), false) AS build
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = '{names.Schema}' AND c.relname = '{index}' \gset
        \if :broken
        DROP INDEX CONCURRENTLY {names.Of(index)};
        \endif
        \if :build
        {create};
        \endif
        """);
}
