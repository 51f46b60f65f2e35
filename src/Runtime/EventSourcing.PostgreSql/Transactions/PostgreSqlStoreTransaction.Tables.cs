using System.Globalization;
using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <content>Whole tables of read models.</content>
internal sealed partial class PostgreSqlStoreTransaction
{
    // Who waits for a table keeps those who come after him waiting too: rather give up, and try again later.
    private const string Patience = "SET LOCAL lock_timeout = '5s'";

    private const string Names = "SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') ORDER BY 1";

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

    protected override ValueTask LimitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        RunAsync("Limiting waits", "", cancellationToken, string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(long)atMost.TotalMilliseconds}"));

    protected override async ValueTask LockAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var known = await TablesAsync(cancellationToken).ConfigureAwait(false);
        string[] present = [.. tables.Where(known.Contains).Order(StringComparer.Ordinal)];
        if (present.Length == 0) return;
        await RunAsync("Locking the tables of read models", present[0], cancellationToken, $"LOCK TABLE {string.Join(", ", present.Select(TableName))} IN SHARE ROW EXCLUSIVE MODE").ConfigureAwait(false);
    }

    protected override async ValueTask<bool> DropAsync(string table, CancellationToken cancellationToken)
    {
        if (!(await TablesAsync(cancellationToken).ConfigureAwait(false)).Contains(table)) return false;
        await RunAsync($"Dropping the table '{table}'", table, cancellationToken, Patience, $"DROP TABLE {TableName(table)}").ConfigureAwait(false);
        return true;
    }

    protected override ValueTask<IReadOnlyList<string>> AttachmentsAsync(string table, CancellationToken cancellationToken) =>
        TextsAsync($"Looking for what belongs to the table '{table}'", PostgreSqlTableParts.Attachments, cancellationToken, Database.ReadModels.Schema, table);

    protected override async ValueTask ReplaceAsync(string table, string by, string? keepAs, CancellationToken cancellationToken)
    {
        var (schema, work) = (Database.ReadModels.Schema, $"Putting the table '{by}' in the place of '{table}'");
        List<string> statements = [Patience];
        if (!(await TablesAsync(cancellationToken).ConfigureAwait(false)).Contains(table))
        {
            await RunAsync(work, table, cancellationToken, Patience, Rename(by, table)).ConfigureAwait(false);
            return;
        }

        // The views as text, which goes by names: read before the names change, and given again after that.
        var old = keepAs ?? $"es_replaced_{StableHash.Of(table):x16}";
        statements.AddRange(await TextsAsync(work, PostgreSqlTableParts.RightsAndComments, cancellationToken, schema, table, by).ConfigureAwait(false));
        var views = await TextsAsync(work, PostgreSqlTableParts.Views, cancellationToken, schema, table).ConfigureAwait(false);
        await RunAsync(work, table, cancellationToken, [.. statements, Rename(table, old), Rename(by, table)]).ConfigureAwait(false);
        foreach (var view in views) await RunAsync($"Keeping a view of the table '{table}' ({view[..view.IndexOf(" AS", StringComparison.Ordinal)]})", table, cancellationToken, view).ConfigureAwait(false);
        if (keepAs is null) await RunAsync(work, table, cancellationToken, $"DROP TABLE {TableName(old)}").ConfigureAwait(false);
    }

    private string Rename(string table, string name) => $"ALTER TABLE {TableName(table)} RENAME TO {RowDialect.Quoted(name)}";

    private string TableName(string table) => Database.ReadModels.Dialect.TableName(table);

    private ValueTask<IReadOnlyList<string>> TextsAsync(string work, string sql, CancellationToken cancellationToken, params string[] parameters) => AskAsync(
        work,
        (sql, parameters),
        static (batch, q) =>
        {
            var command = batch.Add(q.sql);
            foreach (var parameter in q.parameters) command.With(parameter);
        },
        static async (reader, _, token) =>
        {
            var texts = new List<string>();
            while (await reader.ReadAsync(token).ConfigureAwait(false)) texts.Add(reader.GetString(0));
            return (IReadOnlyList<string>)texts;
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
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DependentObjectsStillExist || e.SqlState.StartsWith("42", StringComparison.Ordinal))
        {
            Lose();
            var hint = e.SqlState switch
            {
                PostgresErrorCodes.InsufficientPrivilege => "Tables change places, and views change over, in the hands of their owner: rebuild with the role that owns them.",
                PostgresErrorCodes.DependentObjectsStillExist => "Keep the old table (RebuildOptions.KeepOldTables), and make what depends on it anew.",
                _ => "Drop what does not fit the new table, rebuild again, which goes on here, and make it anew.",
            };
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
