using System.Globalization;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Compares a schema with what it should be, and says of each difference what to do.</summary>
internal static class PostgreSqlVerification
{
    /// <summary>The differences of a schema of the current version.</summary>
    public static async ValueTask<List<string>> FindAsync(
        NpgsqlConnection connection, PostgreSqlLayout layout, PostgreSqlStoreInfo info, IReadOnlyList<PostgreSqlSchemaStep> steps, CancellationToken cancellationToken)
    {
        var found = await PostgreSqlSchemaCatalog.ReadAsync(connection, layout.Names.Schema, cancellationToken).ConfigureAwait(false);
        var fence = string.Create(CultureInfo.InvariantCulture, $"store.store_fence_{info.Fence}");
        var expected = PostgreSqlExpectation.Of(layout, steps).Append(new PostgreSqlSchemaPart("constraint", fence, string.Create(CultureInfo.InvariantCulture, $"CHECK ((fence = {info.Fence}))"))).ToList();
        var differences = Compare(layout, expected, found);
        differences.AddRange(await SequenceAsync(connection, layout, cancellationToken).ConfigureAwait(false));
        if (await SharesFenceAsync(connection, layout.Names.Schema, info.Fence, cancellationToken).ConfigureAwait(false))
        {
            differences.Add(
                $"Another store of this database has the fence {info.Fence} too, as a restored copy in another schema would: nothing is skipped, but the writers of each hold back the feed of the other. "
                + $"Choose a number that no store has, and set it in {layout.Names.Store} together with the constraint store_fence_<number>, while no node runs.");
        }

        return differences;
    }

    private static List<string> Compare(PostgreSqlLayout layout, List<PostgreSqlSchemaPart> expected, List<PostgreSqlSchemaPart> found)
    {
        var schema = layout.Names.Schema;
        var there = found.ToLookup(p => p.Key);
        var wanted = expected.Select(p => p.Key).ToHashSet();
        var differences = new List<string>();
        foreach (var part in expected)
        {
            if (there[part.Key].Any(p => p.Form == part.Form)) continue;
            var actual = there[part.Key].Select(p => p.Form).FirstOrDefault();
            if (actual is not null) differences.Add(Changed(schema, part, actual));
            else if (!there[("invalid index", part.Name)].Any()) differences.Add(Missing(schema, part));
        }

        foreach (var part in found)
        {
            if (part.Kind == "invalid index")
            {
                differences.Add(
                    $"The index {schema}.{part.Name} is not valid: its building was broken off, so that no reading uses it, and every append still pays for it. Build it anew with REINDEX INDEX CONCURRENTLY.");
            }
            else if (!wanted.Contains(part.Key) && Surplus(schema, part) is { } surplus)
            {
                differences.Add(surplus);
            }
        }

        return differences;
    }

    private static string Missing(string schema, PostgreSqlSchemaPart part) => part.Kind switch
    {
        "column" => $"The column {schema}.{part.Name} ({part.Form}) is missing. Restore it, or its table, from a backup: its values cannot be made anew.",
        "constraint" => $"The constraint {schema}.{part.Name} is missing, so that the database no longer keeps what the store relies on. Add it: ALTER TABLE {Table(schema, part)} ADD CONSTRAINT {Object(part)} {part.Form}.",
        "index" => $"The index {schema}.{part.Name} is missing, so that readings that it serves look at every event. Build it: CREATE {(part.Form.StartsWith("UNIQUE", StringComparison.Ordinal) ? "UNIQUE " : "")}INDEX CONCURRENTLY {Object(part)} ON {Table(schema, part)} USING {part.Form.Replace("UNIQUE ", "", StringComparison.Ordinal)}.",
        "partition" => $"The partition {schema}.{Object(part)} of {Table(schema, part)} is missing: streams that belong there can neither be read nor appended to. Attach it again, or restore it from a backup.",
        "function" => $"The function {schema}.{part.Name} is missing. Run its CREATE FUNCTION as PostgreSqlSchema.Script gives it.",
        "sequence" => $"The sequence {schema}.{part.Name} is missing. Stop all nodes, restore it from a backup, and set it beyond the highest position in events.",
        "row-level security" => $"Row-level security of {schema}.{part.Name} is turned off: sessions see the rows of all tenants. Run ALTER TABLE {schema}.{part.Name} ENABLE ROW LEVEL SECURITY, and the same with FORCE.",
        "policy" => $"The policy {schema}.{part.Name} is missing. Run its CREATE POLICY as PostgreSqlSchema.Script gives it.",
        _ => $"The {part.Kind} {schema}.{part.Name} is missing. Make it as PostgreSqlSchema.Script does.",
    };

    private static string Changed(string schema, PostgreSqlSchemaPart part, string actual) => part.Kind switch
    {
        "sequence" => $"The sequence {schema}.{part.Name} is '{actual}' and should be '{part.Form}'. With a cache, sessions keep positions for themselves and the feed can skip events: stop all nodes, and set it with ALTER SEQUENCE.",
        "function" => $"The function {schema}.{part.Name} has another text than this version of the package gave it. Find out who changed it, and run its text as PostgreSqlSchema.Script gives it.",
        "row-level security" => $"Row-level security of {schema}.{part.Name} does not bind the owner of the table. Run ALTER TABLE {schema}.{part.Name} FORCE ROW LEVEL SECURITY.",
        "view" => $"The view {schema}.{part.Name} shows the rows {actual} and should show those {part.Form}. Make it anew as PostgreSqlSchema.Script does.",
        _ => $"The {part.Kind} {schema}.{part.Name} is '{actual}' and should be '{part.Form}'. Find out who changed it, and change it back.",
    };

    // What somebody has added is his own affair, as long as it does not change what appends do.
    private static string? Surplus(string schema, PostgreSqlSchemaPart part) => part.Kind switch
    {
        "constraint" => $"The constraint {schema}.{part.Name} ({part.Form}) is not the store's: appends that break it fail. Remove it unless that is wanted.",
        "row-level security" => $"Row-level security of {schema}.{part.Name} is on, and the store was made without: it sets no tenant, and sees what the policies leave. Turn it off, or import the events into a store made with it.",
        "column" when part.Form.Contains("NOT NULL", StringComparison.Ordinal) && !part.Form.Contains("DEFAULT", StringComparison.Ordinal) && part.Name.Split('.')[0] is "events" or "streams" or "event_tags" or "event_ids" or "event_types" =>
            $"The column {schema}.{part.Name} ({part.Form}) is not the store's, and appends give it no value: they fail. Give it a default, or allow null.",
        _ => null,
    };

    private static string Table(string schema, PostgreSqlSchemaPart part) => $"{schema}.{part.Name.Split('.')[0]}";

    private static string Object(PostgreSqlSchemaPart part) => part.Name.Split('.')[^1];

    // A sequence that was set back, as by restoring tables without it, would give positions again that events have.
    private static async ValueTask<List<string>> SequenceAsync(NpgsqlConnection connection, PostgreSqlLayout layout, CancellationToken cancellationToken)
    {
        var names = layout.Names;
        var batch = new NpgsqlBatch(connection);
        await using var d = batch.ConfigureAwait(false);
        var leading = PostgreSqlScope.Begin(batch, layout.RowLevelSecurity ? PostgreSqlPolicies.Everyone : null, pinIsolation: false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT s.last_value, s.is_called, (SELECT max(position) FROM {names.Events}) FROM {names.Positions} s"));
        try
        {
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var r = reader.ConfigureAwait(false);
            await PostgreSqlScope.SkipAsync(reader, leading, cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var (last, called, highest) = (reader.GetInt64(0), reader.GetBoolean(1), await reader.IsDBNullAsync(2, cancellationToken).ConfigureAwait(false) ? 0 : reader.GetInt64(2));
            if (last >= highest && called) return [];
            return
            [
                $"The sequence {names.Schema}.positions stands at {last}{(called ? "" : ", which it has not given yet")}, and the highest position of an event is {highest}: it would give positions that are taken, or that the feed has passed. "
                + $"Stop all nodes, and run SELECT setval('{names.Positions}', {Math.Max(last, highest)}, true).",
            ];
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            // Already among the differences.
            return [];
        }
    }

    private static async ValueTask<bool> SharesFenceAsync(NpgsqlConnection connection, string schema, short fence, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            """
            SELECT EXISTS (
                SELECT 1 FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_class t ON t.oid = c.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
                WHERE t.relname = 'store' AND n.nspname <> $1 AND c.conname = 'store_fence_' || $2)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = schema }, new NpgsqlParameter<short> { TypedValue = fence } },
        };
        await using var d = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}
