using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Reads what a database has of a store's schema.</summary>
internal sealed class PostgreSqlSchemaReader(PostgreSqlNames names, int current)
{
    public PostgreSqlNames Names => names;

    /// <summary>The version; 0 where there is none.</summary>
    public async ValueTask<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The catalog is asked first: a statement on a table that is not there would be an error in the server's log, and would end a transaction.
        var there = await ScalarAsync(
            connection,
            "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'schema_version' AND c.relkind = 'r'",
            names.Schema,
            cancellationToken).ConfigureAwait(false);
        if (there is not 1L) return 0;
        try
        {
            return (int)(await ScalarAsync(connection, $"SELECT coalesce(max(version), 0) FROM {names.SchemaVersion}", null, cancellationToken).ConfigureAwait(false))!;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw MayNotRead(e);
        }
    }

    /// <summary>What the store is.</summary>
    public async ValueTask<PostgreSqlStoreInfo> ReadInfoAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"SELECT id, fence, payload_type, partitions, row_level_security FROM {names.Store}", connection);
        await using var d = command.ConfigureAwait(false);
        try
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var r = reader.ConfigureAwait(false);
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                throw Fault($"The schema '{names.Schema}' has the tables of an event store, but no row in its table store, which holds its identity. Restore it from a backup.", current);
            var payloadType = reader.GetString(2) switch
            {
                "json" => PostgreSqlPayloadType.Json,
                "jsonb" => PostgreSqlPayloadType.Jsonb,
                var other => throw Fault($"The table store of the schema '{names.Schema}' names the payload type '{other}', which is neither json nor jsonb. Restore the row from a backup.", current),
            };
            return new PostgreSqlStoreInfo(reader.GetGuid(0), reader.GetInt16(1), payloadType, reader.GetInt32(3), reader.GetBoolean(4));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw MayNotRead(e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw Fault($"The schema '{names.Schema}' says that it has version {current}, and lacks the table store. Restore it from a backup.", current, e);
        }
    }

    /// <summary>Whether there is a schema of the name, with or without a store in it.</summary>
    public async ValueTask<bool> SchemaExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = $1", names.Schema, cancellationToken).ConfigureAwait(false) is 1L;

    /// <summary>Whether an index can be used; <see langword="null"/> where there is none of the name.</summary>
    public async ValueTask<bool?> IsIndexValidAsync(NpgsqlConnection connection, string index, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            """
            SELECT i.indisvalid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = names.Schema }, new NpgsqlParameter<string> { TypedValue = index } },
        };
        await using var d = command.ConfigureAwait(false);
        return (bool?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An error about the schema.</summary>
    public PostgreSqlSchemaException Fault(string message, int version, Exception? cause = null) => new(message, names.Schema, version, current, cause);

    private PostgreSqlSchemaException MayNotRead(PostgresException cause) => Fault(
        $"The role may not use the event store in the schema '{names.Schema}': {cause.MessageText}. Let its owner run what PostgreSqlSchema.Grants gives for this role.",
        version: 0,
        cause);

    private static async ValueTask<object?> ScalarAsync(NpgsqlConnection connection, string sql, string? parameter, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var d = command.ConfigureAwait(false);
        if (parameter is not null) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
