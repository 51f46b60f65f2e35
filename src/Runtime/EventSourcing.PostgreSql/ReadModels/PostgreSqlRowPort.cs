using EventSourcing.ReadModels;
using Npgsql;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>Rows in a database, on one connection.</summary>
/// <param name="rows">What all connections of the store share.</param>
/// <param name="connection">The connection, in a transaction or outside of one.</param>
/// <param name="lose">Told that the server has given the transaction up. <see langword="null"/> for a reading, whose caller knows what to do about errors.</param>
internal sealed class PostgreSqlRowPort(PostgreSqlReadModels rows, NpgsqlConnection connection, Action? lose) : IRowPort
{
    private const int MostRows = 2_000;

    public bool IsRemote => true;

    public async ValueTask<IReadOnlyList<ReadModelValue[]>> FindAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var sql = new PostgreSqlRowSql(rows.Dialect);
        sql.Select(mapping).Append(" WHERE ");
        if (keys.Count == 1) sql.Key(mapping, keys[0]);
        else sql.Keys(mapping, keys);
        return await ReadAsync(mapping, sql, prepares: true, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask UpsertAsync(ReadModelMapping mapping, IReadOnlyList<ReadModelValue[]> upserted, CancellationToken cancellationToken)
    {
        var texts = rows.Texts.Of(mapping);
        if (upserted.Count == 1)
        {
            await ExecuteAsync(mapping, texts.UpsertOne, One(mapping, upserted[0]), prepares: true, cancellationToken).ConfigureAwait(false);
            return;
        }

        // In the order of their keys, so that transactions which write the same rows do not wait for each other in a circle.
        ReadModelValue[][] ordered = [.. upserted];
        Array.Sort(ordered, (left, right) => CompareKeys(mapping, left, right));
        foreach (var chunk in ordered.Chunk(MostRows))
        {
            NpgsqlParameter[] parameters = [.. mapping.Columns.Select((column, i) => PostgreSqlRowValues.Parameter(column, [.. chunk.Select(row => row[i])]))];
            await ExecuteAsync(mapping, texts.UpsertMany, parameters, prepares: true, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> InsertAsync(ReadModelMapping mapping, ReadModelValue[] row, CancellationToken cancellationToken) =>
        await ExecuteAsync(mapping, rows.Texts.Of(mapping).Insert, One(mapping, row), prepares: true, cancellationToken).ConfigureAwait(false) > 0;

    public async ValueTask<bool> ChangeAsync(ReadModelMapping mapping, RowChange change, CancellationToken cancellationToken)
    {
        var sql = new PostgreSqlRowSql(rows.Dialect);
        sql.Change(mapping, change);
        return await ExecuteAsync(mapping, sql.Text, sql.Parameters, prepares: true, cancellationToken).ConfigureAwait(false) > 0;
    }

    public ValueTask<int> DeleteAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var sql = new PostgreSqlRowSql(rows.Dialect);
        sql.Append("DELETE FROM ").Append(rows.Dialect.TableName(mapping.Table)).Append(" WHERE ");
        if (keys.Count == 1) sql.Key(mapping, keys[0]);
        else sql.Keys(mapping, keys);
        return ExecuteAsync(mapping, sql.Text, sql.Parameters, prepares: true, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ReadModelValue[]>> QueryAsync(ReadModelMapping mapping, RowQuery query, CancellationToken cancellationToken)
    {
        var sql = new PostgreSqlRowSql(rows.Dialect);
        sql.Query(mapping, query);
        return await ReadAsync(mapping, sql, prepares: false, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(ReadModelMapping mapping, RowCondition where, CancellationToken cancellationToken)
    {
        var sql = new PostgreSqlRowSql(rows.Dialect);
        sql.Append("SELECT count(*) FROM ").Append(rows.Dialect.TableName(mapping.Table)).Append(" WHERE ").Condition(where);
        return await DoAsync(
            "Counting the rows of",
            mapping,
            sql.Text,
            sql.Parameters,
            prepares: false,
            static async (command, _, token) => (long)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!,
            cancellationToken).ConfigureAwait(false);
    }

    // Not by TRUNCATE: others could not read meanwhile, and readings that had begun before would find nothing.
    public async ValueTask TruncateAsync(ReadModelMapping mapping, CancellationToken cancellationToken) =>
        await ExecuteAsync(mapping, $"DELETE FROM {rows.Dialect.TableName(mapping.Table)}", [], prepares: false, cancellationToken).ConfigureAwait(false);

    private static int CompareKeys(ReadModelMapping mapping, ReadModelValue[] left, ReadModelValue[] right)
    {
        foreach (var ordinal in mapping.KeyOrdinals)
        {
            if (ReadModelValue.Compare(left[ordinal], right[ordinal]) is var order and not 0) return order;
        }

        return 0;
    }

    private static NpgsqlParameter[] One(ReadModelMapping mapping, ReadModelValue[] row) => [.. mapping.Columns.Select((column, i) => PostgreSqlRowValues.Parameter(column.Kind, row[i]))];

    private ValueTask<int> ExecuteAsync(ReadModelMapping mapping, string sql, IReadOnlyList<NpgsqlParameter> parameters, bool prepares, CancellationToken cancellationToken) => DoAsync(
        "Writing",
        mapping,
        sql,
        parameters,
        prepares,
        static async (command, _, token) => await command.ExecuteNonQueryAsync(token).ConfigureAwait(false),
        cancellationToken);

    private ValueTask<List<ReadModelValue[]>> ReadAsync(ReadModelMapping mapping, PostgreSqlRowSql sql, bool prepares, CancellationToken cancellationToken) => DoAsync(
        "Reading",
        mapping,
        sql.Text,
        sql.Parameters,
        prepares,
        static async (command, mapping, token) =>
        {
            var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using var r = reader.ConfigureAwait(false);
            var found = new List<ReadModelValue[]>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                var row = new ReadModelValue[mapping.Columns.Count];
                for (var i = 0; i < row.Length; i++) row[i] = PostgreSqlRowValues.Read(reader, i, mapping.Columns[i].Kind);
                found.Add(row);
            }

            return found;
        },
        cancellationToken);

    private async ValueTask<TResult> DoAsync<TResult>(
        string work,
        ReadModelMapping mapping,
        string sql,
        IReadOnlyList<NpgsqlParameter> parameters,
        bool prepares,
        Func<NpgsqlCommand, ReadModelMapping, CancellationToken, ValueTask<TResult>> action,
        CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand { Connection = connection };
            await using var c = command.ConfigureAwait(false);
#pragma warning disable CA2100 // Put together from names of a checked form, and parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var parameter in parameters) command.Parameters.Add(parameter);
            if (prepares && rows.Prepares) await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return await action(command, mapping, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lose?.Invoke();
            throw;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName)
        {
            lose?.Invoke();
            throw new ReadModelSchemaException(
                $"{work} the read model {mapping} failed: {e.MessageText}. Let the store's ReadModelSchema.ApplyAsync make or extend its table, or run what ReadModelSchema.Script gives.",
                mapping.Table,
                [e.MessageText],
                e);
        }
        catch (Exception e) when (lose is not null && AppendSender.IsOfServer(e))
        {
            lose();
            if (PostgreSqlErrors.IsConnectionLost(e)) rows.Database.Connections.Forget();
            throw PostgreSqlErrors.Translate(e, $"{work} the read model {mapping}", outcomeUnknown: false);
        }
    }
}
