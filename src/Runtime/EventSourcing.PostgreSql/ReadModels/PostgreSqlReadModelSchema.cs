using System.Data;
using System.Text;
using EventSourcing.ReadModels;
using Npgsql;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>The tables of read models in a database. They are made under the lock by which the store's own schema is.</summary>
internal sealed class PostgreSqlReadModelSchema(PostgreSqlReadModels rows) : IReadModelSchema
{
    public async ValueTask<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        var done = new List<string>();
        foreach (var mapping in mappings)
        {
            // Most often all is there, and nobody has to wait for a lock.
            for (var found = await CompareAsync(mapping, cancellationToken).ConfigureAwait(false); found.Differences.Count > 0 || found.Additions.Any(); found = await CompareAsync(mapping, cancellationToken).ConfigureAwait(false))
            {
                found.RequireAddable();
                RequireAllowed(found);
                if (await GuardedAsync("Making the tables of read models", () => TryAddAsync(mapping, done, cancellationToken), found).ConfigureAwait(false)) continue;
                await Task.Delay(Random.Shared.Next(20, 200), cancellationToken).ConfigureAwait(false);
            }
        }

        return done;
    }

    public async ValueTask<IReadOnlyList<string>> VerifyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        var differences = new List<string>();
        foreach (var mapping in mappings)
        {
            var found = await CompareAsync(mapping, cancellationToken).ConfigureAwait(false);
            differences.AddRange(found.Differences.Concat(found.Additions));
        }

        return differences;
    }

    public string Script(IReadOnlyList<ReadModelMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        var sql = new StringBuilder();
        if (rows.Schema != rows.Database.Options.Schema) sql.AppendLine($"CREATE SCHEMA IF NOT EXISTS {new PostgreSqlNames(rows.Schema).QuotedSchema};");
        foreach (var mapping in mappings)
        {
            sql.AppendLine($"{rows.Dialect.CreateTable(mapping)};");
            foreach (var index in mapping.Indexes) sql.AppendLine($"CREATE INDEX IF NOT EXISTS {RowDialect.Quoted(IndexName(mapping, index))} ON {rows.Dialect.TableName(mapping.Table)} ({rows.Dialect.IndexColumns(mapping, index)});");
            sql.AppendLine($"-- For the role that projects: GRANT SELECT, INSERT, UPDATE, DELETE ON {rows.Dialect.TableName(mapping.Table)} TO …;");
        }

        return sql.ToString();
    }

    // No longer than the server keeps, and told apart by what is cut off.
    private static string IndexName(ReadModelMapping mapping, ReadModelIndex index)
    {
        var name = $"{mapping.Table}_by_{string.Join('_', index.Columns)}";
        return name.Length <= RowNames.MaxLength ? name : $"{name[..(RowNames.MaxLength - 9)]}_{Hash(name):x8}";
    }

    private static uint Hash(string text)
    {
        var hash = 2_166_136_261;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16_777_619);
        return hash;
    }

    private ValueTask<RowReconciliation> CompareAsync(ReadModelMapping mapping, CancellationToken cancellationToken) => GuardedAsync(
        "Comparing the tables of read models",
        async () =>
        {
            await rows.Database.OpenAsync(cancellationToken).ConfigureAwait(false);
            RowReconciliation? found = null;
            await rows.Database.Connections.UseAsync(async (connection, token) => found = await CompareAsync(connection, mapping, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return found!;
        },
        null);

    private async ValueTask<RowReconciliation> CompareAsync(NpgsqlConnection connection, ReadModelMapping mapping, CancellationToken cancellationToken) =>
        RowReconciliation.Of(mapping, await PostgreSqlRowCatalog.ReadAsync(connection, rows, mapping.Table, cancellationToken).ConfigureAwait(false), rows.Dialect);

    // False where somebody else has the lock.
    private async ValueTask<bool> TryAddAsync(ReadModelMapping mapping, List<string> done, CancellationToken cancellationToken)
    {
        var connection = await rows.Database.Connections.RentAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        if (!await PostgreSqlMigrator.TryLockAsync(connection, cancellationToken).ConfigureAwait(false)) return false;
        var found = await CompareAsync(connection, mapping, cancellationToken).ConfigureAwait(false);
        found.RequireAddable();
        if (found.IsMissing || found.Columns.Count > 0)
        {
            List<string> statements = [];
            if (found.IsMissing && !await PostgreSqlRowCatalog.SchemaExistsAsync(connection, rows.Schema, cancellationToken).ConfigureAwait(false)) statements.Add($"CREATE SCHEMA {new PostgreSqlNames(rows.Schema).QuotedSchema}");
            if (found.IsMissing) statements.Add(rows.Dialect.CreateTable(mapping));
            statements.AddRange(found.Columns.Select(column => rows.Dialect.AddColumn(mapping, column)));
            if (found.IsMissing) statements.AddRange(found.Indexes.Select(index => CreateIndex(mapping, index, concurrently: false)));
            await PostgreSqlMigrator.RunAsync(connection, statements, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            done.AddRange(found.IsMissing ? found.Additions : found.Columns.Select(column => $"The table '{mapping.Table}' has no column '{column.Name}'."));
        }
        else if (found.Indexes.Count > 0)
        {
            await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
            return await TryAddIndexAsync(connection, mapping, done, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    // Beside those who write, on a second connection, while this one holds the lock in a transaction that has touched nothing else: whoever drops or builds an index waits for all who have read the table,
    // and for all snapshots. The portal of the last query keeps its snapshot; SET takes none.
    private async ValueTask<bool> TryAddIndexAsync(NpgsqlConnection holder, ReadModelMapping mapping, List<string> done, CancellationToken cancellationToken)
    {
        var transaction = await holder.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        if (!await PostgreSqlMigrator.TryLockAsync(holder, cancellationToken).ConfigureAwait(false)) return false;
        await PostgreSqlMigrator.RunAsync(holder, ["SET LOCAL statement_timeout = 0"], cancellationToken).ConfigureAwait(false);
        var connection = await rows.Database.Connections.RentAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        if ((await CompareAsync(connection, mapping, cancellationToken).ConfigureAwait(false)).Indexes is not [var index, ..]) return true;

        // What a crash left of an earlier attempt serves no reading and holds no data: it goes.
        var broken = await PostgreSqlRowCatalog.FindBrokenAsync(connection, rows, mapping.Table, cancellationToken).ConfigureAwait(false);
        await PostgreSqlMigrator.RunAsync(
            connection,
            [.. broken.Select(name => $"DROP INDEX CONCURRENTLY IF EXISTS {new PostgreSqlNames(rows.Schema).QuotedSchema}.\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""), CreateIndex(mapping, index, concurrently: true)],
            cancellationToken).ConfigureAwait(false);
        done.Add($"The table '{mapping.Table}' has no index over {index}.");
        return true;
    }

    // Without a name: the server finds one that is free, as where a table was renamed and has taken its indexes along with theirs.
    private string CreateIndex(ReadModelMapping mapping, ReadModelIndex index, bool concurrently) =>
        $"CREATE INDEX {(concurrently ? "CONCURRENTLY " : "")}ON {rows.Dialect.TableName(mapping.Table)} ({rows.Dialect.IndexColumns(mapping, index)})";

    private void RequireAllowed(RowReconciliation found)
    {
        if (rows.Database.Options.SchemaCreation != PostgreSqlSchemaCreation.Never) return;
        throw Fault(found, "PostgreSqlEventStoreOptions.SchemaCreation is Never", null);
    }

    private ReadModelSchemaException Fault(RowReconciliation found, string problem, Exception? cause) => new(
        $"The table of the read model {found.Mapping} cannot be made or extended in the schema '{rows.Schema}': {problem}. {string.Join(" ", found.Additions)} Let an owner run what ReadModelSchema.Script gives, "
        + "with the rights for the role that projects; columns and indexes that are missing in a table that is there are added by ALTER TABLE and CREATE INDEX.",
        found.Mapping.Table,
        [.. found.Additions],
        cause);

    private async ValueTask<TResult> GuardedAsync<TResult>(string work, Func<ValueTask<TResult>> action, RowReconciliation? found)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege && found is not null)
        {
            throw Fault(found, e.MessageText, e);
        }
        catch (Exception e) when (AppendSender.IsOfServer(e))
        {
            throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
        }
    }
}
