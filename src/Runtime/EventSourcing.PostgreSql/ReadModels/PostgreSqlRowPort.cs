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
    private const string Writing = "Writing";

    // Upserts that are sent with what comes after them, and the tables they write.
    private NpgsqlBatch? _batch;
    private readonly HashSet<ReadModelMapping> _gathered = [];

    public bool IsRemote => true;

    /// <summary>From now on upserts are put into a batch, which somebody else sends.</summary>
    public void Gather(NpgsqlBatch batch) => _batch = batch;

    /// <summary>What an error of that batch means where the table of one of the upserts is not as it should be; <see langword="null"/> where it means something else.</summary>
    /// <remarks>Which of its statements failed is only told to those who ask for it in their connection string; the server's message names the table.</remarks>
    public ReadModelSchemaException? Explain(PostgresException error) =>
        _gathered.Where(mapping => error.MessageText.Contains(mapping.Table, StringComparison.Ordinal)).MaxBy(mapping => mapping.Table.Length) is { } written ? Explain(Writing, written, error) : null;

    public async ValueTask<IReadOnlyList<ReadModelValue[]>> FindAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var sql = new PostgreSqlRowSql(rows.Dialect);
        if (keys.Count == 1)
        {
            sql.Select(mapping).Append(" WHERE ").Key(mapping, keys[0]);
        }
        else
        {
            // By the index, one key after the other. Of "key = ANY (keys)" the server may read the whole table, and compare each row with each key: that plan is made before it knows how many keys there are.
            sql.Append("SELECT r.* FROM ");
            sql.KeyRows(mapping, keys).Append($" CROSS JOIN LATERAL (SELECT {RowDialect.ColumnList(mapping)} FROM {rows.Dialect.TableName(mapping.Table)} AS t WHERE ");
            sql.HasKey(mapping).Append(" OFFSET 0) AS r");
        }

        return await ReadAsync(mapping, sql, prepares: true, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask UpsertAsync(ReadModelMapping mapping, IReadOnlyList<ReadModelValue[]> upserted, CancellationToken cancellationToken)
    {
        var texts = rows.Texts.Of(mapping);
        if (upserted.Count == 1)
        {
            await UpsertAsync(mapping, texts.UpsertOne, One(mapping, upserted[0]), cancellationToken).ConfigureAwait(false);
            return;
        }

        // In the order of their keys, so that transactions which write the same rows do not wait for each other in a circle.
        ReadModelValue[][] ordered = [.. upserted];
        Array.Sort(ordered, (left, right) => CompareKeys(mapping, left, right));
        foreach (var chunk in ordered.Chunk(MostRows))
        {
            NpgsqlParameter[] parameters = [.. mapping.Columns.Select((column, i) => PostgreSqlRowValues.Parameter(column, [.. chunk.Select(row => row[i])]))];
            await UpsertAsync(mapping, texts.UpsertMany, parameters, cancellationToken).ConfigureAwait(false);
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
        sql.Append($"DELETE FROM {rows.Dialect.TableName(mapping.Table)} AS t ");
        if (keys.Count == 1)
        {
            sql.Append("WHERE ").Key(mapping, keys[0]);
        }
        else
        {
            sql.Append("USING ");
            sql.KeyRows(mapping, keys).Append(" WHERE ");
            sql.HasKey(mapping);
        }

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

    private async ValueTask UpsertAsync(ReadModelMapping mapping, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        if (_batch is null)
        {
            await ExecuteAsync(mapping, sql, parameters, prepares: true, cancellationToken).ConfigureAwait(false);
            return;
        }

        var command = new NpgsqlBatchCommand();
#pragma warning disable CA2100 // Put together from names of a checked form, and parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        _batch.BatchCommands.Add(command);
        _gathered.Add(mapping);
    }

    private ValueTask<int> ExecuteAsync(ReadModelMapping mapping, string sql, IReadOnlyList<NpgsqlParameter> parameters, bool prepares, CancellationToken cancellationToken) => DoAsync(
        Writing,
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
        catch (PostgresException e) when (Explain(work, mapping, e) is { } fault)
        {
            lose?.Invoke();
            throw fault;
        }
        catch (Exception e) when (lose is not null && AppendSender.IsOfServer(e))
        {
            lose();
            if (PostgreSqlErrors.IsConnectionLost(e)) rows.Database.Connections.Forget();
            throw PostgreSqlErrors.Translate(e, $"{work} the read model {mapping}", outcomeUnknown: false);
        }
    }

    private static ReadModelSchemaException? Explain(string work, ReadModelMapping mapping, PostgresException e) =>
        e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            ? new ReadModelSchemaException(
                $"{work} the read model {mapping} failed: {e.MessageText}. Let the store's ReadModelSchema.ApplyAsync make or extend its table, or run what ReadModelSchema.Script gives.",
                mapping.Table,
                [e.MessageText],
                e)
            : null;
}
