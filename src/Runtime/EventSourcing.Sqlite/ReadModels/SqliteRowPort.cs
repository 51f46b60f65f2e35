using EventSourcing.ReadModels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>Rows in a file. Nothing here waits: each task is complete when it is returned.</summary>
/// <param name="session">The connection.</param>
/// <param name="file">The data source, for messages.</param>
/// <param name="lose">
/// Told that the transaction may hold half of what was asked for; errors of SQLite then become those of the store here. <see langword="null"/> for a reading, whose caller knows what to do about them.
/// </param>
internal sealed class SqliteRowPort(SqliteSession session, string file, Action? lose) : IRowPort
{
    public ValueTask<IReadOnlyList<ReadModelValue[]>> FindAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken) => Do(
        "Reading",
        mapping,
        (session, keys, cancellationToken),
        static (mapping, q) =>
        {
            var rows = new List<ReadModelValue[]>(q.keys.Count);
            var statement = q.session.Get(SqliteRowTexts.Of(mapping).Find);
            foreach (var key in q.keys)
            {
                q.cancellationToken.ThrowIfCancellationRequested();
                using var scope = statement.Scope();
                Bind(statement, key);
                if (statement.Step()) rows.Add(Read(statement, mapping));
            }

            return (IReadOnlyList<ReadModelValue[]>)rows;
        });

    public ValueTask UpsertAsync(ReadModelMapping mapping, IReadOnlyList<ReadModelValue[]> rows, CancellationToken cancellationToken) => Done(Do(
        "Writing",
        mapping,
        (session, rows),
        static (mapping, q) =>
        {
            var statement = q.session.Get(SqliteRowTexts.Of(mapping).Upsert);
            foreach (var row in q.rows)
            {
                Bind(statement, row);
                statement.Execute();
            }

            return true;
        }));

    public ValueTask<bool> InsertAsync(ReadModelMapping mapping, ReadModelValue[] row, CancellationToken cancellationToken) => Do(
        "Writing",
        mapping,
        (session, row),
        static (mapping, q) =>
        {
            var statement = q.session.Get(SqliteRowTexts.Of(mapping).Insert);
            Bind(statement, q.row);
            return q.session.Change(statement) > 0;
        });

    public ValueTask<bool> ChangeAsync(ReadModelMapping mapping, RowChange change, CancellationToken cancellationToken) => Do(
        "Writing",
        mapping,
        (session, change),
        static (mapping, q) =>
        {
            var sql = new SqliteRowSql();
            sql.Change(mapping, q.change);
            return q.session.Change(Prepare(q.session, sql)) > 0;
        });

    public ValueTask<int> DeleteAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken) => Do(
        "Writing",
        mapping,
        (session, keys),
        static (mapping, q) =>
        {
            var (statement, count) = (q.session.Get(SqliteRowTexts.Of(mapping).Delete), 0);
            foreach (var key in q.keys)
            {
                Bind(statement, key);
                count += q.session.Change(statement);
            }

            return count;
        });

    public ValueTask<IReadOnlyList<ReadModelValue[]>> QueryAsync(ReadModelMapping mapping, RowQuery query, CancellationToken cancellationToken) => Do(
        "Reading",
        mapping,
        (session, query, cancellationToken),
        static (mapping, q) =>
        {
            var sql = new SqliteRowSql();
            sql.Query(mapping, q.query);
            var statement = Prepare(q.session, sql);
            using var scope = statement.Scope();
            var rows = new List<ReadModelValue[]>();
            while (statement.Step())
            {
                q.cancellationToken.ThrowIfCancellationRequested();
                rows.Add(Read(statement, mapping));
            }

            return (IReadOnlyList<ReadModelValue[]>)rows;
        });

    public ValueTask<long> CountAsync(ReadModelMapping mapping, RowCondition where, CancellationToken cancellationToken) => Do(
        "Reading",
        mapping,
        (session, where),
        static (mapping, q) =>
        {
            var sql = new SqliteRowSql();
            sql.Append("SELECT count(*) FROM ").Append(SqliteRowDialect.Instance.TableName(mapping.Table)).Append(" WHERE ").Condition(q.where);
            var statement = Prepare(q.session, sql);
            using var scope = statement.Scope();
            statement.Step();
            return statement.Int64(0);
        });

    public ValueTask TruncateAsync(ReadModelMapping mapping, CancellationToken cancellationToken) => Done(Do(
        "Writing",
        mapping,
        session,
        static (mapping, session) =>
        {
            session.Get(SqliteRowTexts.Of(mapping).Truncate).Execute();
            return true;
        }));

    private static SqliteStatement Prepare(SqliteSession session, SqliteRowSql sql)
    {
        var statement = session.Get(sql.Text);
        for (var i = 0; i < sql.Values.Count; i++) SqliteRowValues.Bind(statement, i + 1, sql.Values[i]);
        return statement;
    }

    private static void Bind(SqliteStatement statement, ReadModelValue[] row)
    {
        for (var i = 0; i < row.Length; i++) SqliteRowValues.Bind(statement, i + 1, row[i]);
    }

    private static void Bind(SqliteStatement statement, RowKey key)
    {
        for (var i = 0; i < key.Count; i++) SqliteRowValues.Bind(statement, i + 1, key[i]);
    }

    private static ReadModelValue[] Read(SqliteStatement statement, ReadModelMapping mapping)
    {
        var row = new ReadModelValue[mapping.Columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            try
            {
                row[i] = SqliteRowValues.Read(statement, i, mapping.Columns[i].Kind);
            }
            catch (Exception e) when (e is FormatException or OverflowException or SerializationException)
            {
                throw new SerializationException($"A row of the read model {mapping} cannot be read: {e.Message} Somebody has written it by other ways, or the table is that of other rows.", mapping.Columns[i].Name, 0, e);
            }
        }

        return row;
    }

    private static ValueTask Done(ValueTask<bool> task) => task.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(task.AsTask());

    private ValueTask<TResult> Do<TState, TResult>(string work, ReadModelMapping mapping, TState state, Func<ReadModelMapping, TState, TResult> action)
    {
        try
        {
            return ValueTask.FromResult(action(mapping, state));
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            lose?.Invoke();

            // Of its many causes only one is left for statements that are well formed.
            return ValueTask.FromException<TResult>(new ReadModelSchemaException(
                $"{work} the read model {mapping} failed on '{file}': its table is missing there, or lacks something. Let the store's ReadModelSchema.ApplyAsync make or extend it. ({e.Message})",
                mapping.Table,
                [e.Message],
                e));
        }
        catch (SqliteException e) when (lose is not null)
        {
            lose();
            return ValueTask.FromException<TResult>(SqliteErrors.Translate(e, $"{work} the read model {mapping}", file));
        }
        catch (Exception e)
        {
            return e is OperationCanceledException { CancellationToken: var token } ? ValueTask.FromCanceled<TResult>(token) : ValueTask.FromException<TResult>(e);
        }
    }
}
