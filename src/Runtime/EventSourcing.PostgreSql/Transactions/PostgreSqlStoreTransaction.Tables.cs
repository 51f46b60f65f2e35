using EventSourcing.ReadModels;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <content>Whole tables of read models.</content>
internal sealed partial class PostgreSqlStoreTransaction
{
    // Who waits for a table keeps those who come after him waiting too: rather give up, and try again later.
    private const string Patience = "SET LOCAL lock_timeout = '5s'";

    private const string Names = "SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') ORDER BY 1";

    // Beside the owner's, which the new table has of itself.
    private const string Grants = """
        SELECT a.privilege_type::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(r.rolname) END, a.is_grantable
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, pg_catalog.aclexplode(c.relacl) a LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
        WHERE n.nspname = $1 AND c.relname = $2 AND a.grantee <> c.relowner
        """;

    protected override ValueTask<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken) => AskAsync(
        "Listing the tables of read models",
        Database.ReadModels.Schema,
        static (batch, schema) => batch.Add(Names).With(schema),
        static async (reader, _, token) =>
        {
            var names = new List<string>();
            while (await reader.ReadAsync(token).ConfigureAwait(false)) names.Add(reader.GetString(0));
            return (IReadOnlyList<string>)names;
        },
        cancellationToken);

    protected override async ValueTask LockAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var known = await TablesAsync(cancellationToken).ConfigureAwait(false);
        string[] present = [.. tables.Where(known.Contains).Order(StringComparer.Ordinal)];
        if (present.Length == 0) return;
        await RunAsync("Locking the tables of read models", present[0], cancellationToken, Patience, $"LOCK TABLE {string.Join(", ", present.Select(TableName))} IN SHARE ROW EXCLUSIVE MODE").ConfigureAwait(false);
    }

    protected override async ValueTask<bool> DropAsync(string table, CancellationToken cancellationToken)
    {
        if (!(await TablesAsync(cancellationToken).ConfigureAwait(false)).Contains(table)) return false;
        await RunAsync($"Dropping the table '{table}'", table, cancellationToken, Patience, $"DROP TABLE {TableName(table)}").ConfigureAwait(false);
        return true;
    }

    protected override async ValueTask ReplaceAsync(string table, string by, string? keepAs, CancellationToken cancellationToken)
    {
        List<string> statements = [Patience];
        if ((await TablesAsync(cancellationToken).ConfigureAwait(false)).Contains(table))
        {
            foreach (var (privilege, grantee, isGrantable) in await GrantsOfAsync(table, cancellationToken).ConfigureAwait(false))
                statements.Add($"GRANT {privilege} ON TABLE {TableName(by)} TO {grantee}{(isGrantable ? " WITH GRANT OPTION" : "")}");
            statements.Add(keepAs is null ? $"DROP TABLE {TableName(table)}" : $"ALTER TABLE {TableName(table)} RENAME TO {RowDialect.Quoted(keepAs)}");
        }

        statements.Add($"ALTER TABLE {TableName(by)} RENAME TO {RowDialect.Quoted(table)}");
        await RunAsync($"Putting the table '{by}' in the place of '{table}'", table, cancellationToken, [.. statements]).ConfigureAwait(false);
    }

    private string TableName(string table) => Database.ReadModels.Dialect.TableName(table);

    private ValueTask<List<(string Privilege, string Grantee, bool IsGrantable)>> GrantsOfAsync(string table, CancellationToken cancellationToken) => AskAsync(
        $"Reading the rights of the table '{table}'",
        (Database.ReadModels.Schema, table),
        static (batch, q) => batch.Add(Grants).With(q.Schema).With(q.table),
        static async (reader, _, token) =>
        {
            var grants = new List<(string, string, bool)>();
            while (await reader.ReadAsync(token).ConfigureAwait(false)) grants.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
            return grants;
        },
        cancellationToken);

    // Never prepared: each is sent once.
    private async ValueTask RunAsync(string work, string table, CancellationToken cancellationToken, params string[] statements)
    {
        try
        {
            var batch = new NpgsqlBatch(NpgsqlConnection, NpgsqlTransaction);
            await using var b = batch.ConfigureAwait(false);
            foreach (var statement in statements) batch.Add(statement);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Lose();
            throw;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.DependentObjectsStillExist)
        {
            Lose();
            var hint = e.SqlState == PostgresErrorCodes.InsufficientPrivilege
                ? "Tables change places in the hands of their owner: rebuild with the role that owns them."
                : "Keep the old table (RebuildOptions.KeepOldTables), and make what depends on it anew.";
            throw new ReadModelSchemaException($"{work} failed: {e.MessageText}. {hint}", table, [e.MessageText], e);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            Lose();
            if (PostgreSqlErrors.IsConnectionLost(e)) Database.Connections.Forget();
            throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
        }
    }
}
