using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Sends the statements of a question in one round trip, on a connection that is held no longer than until the answer is read.</summary>
internal static class PostgreSqlQuestions
{
    /// <summary>Asks.</summary>
    /// <param name="database">The database; it has been opened.</param>
    /// <param name="work">What is done, for the error.</param>
    /// <param name="tenant">What <see cref="PostgreSqlScope.TenantOf"/> gave.</param>
    /// <param name="question">What the other two need.</param>
    /// <param name="ask">Adds the statements. Each has a snapshot of its own, taken when those before it are done, whatever the server's default isolation is.</param>
    /// <param name="answer">Reads the answer; the reader stands before the first row of the first statement that has rows.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EventStoreException">The server failed, or cannot be reached.</exception>
    public static async Task<TAnswer> AskAsync<TQuestion, TAnswer>(
        this PostgreSqlDatabase database,
        string work,
        string? tenant,
        TQuestion question,
        Action<NpgsqlBatch, TQuestion> ask,
        Func<NpgsqlDataReader, TQuestion, CancellationToken, ValueTask<TAnswer>> answer,
        CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            NpgsqlConnection? connection = null;
            var (asked, answered, done) = (false, false, false);
            try
            {
                connection = await database.Connections.RentAsync(cancellationToken).ConfigureAwait(false);
                asked = true;
                TAnswer given;

                // Each statement in a transaction of its own; or, where they share the tenant, in one that takes a snapshot for each.
                var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = tenant is null };
                await using (batch.ConfigureAwait(false))
                {
                    var before = tenant is null ? 0 : PostgreSqlScope.Begin(batch, tenant, pinIsolation: true);
                    ask(batch, question);
                    if (database.Options.PrepareStatements) await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
                    var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using var r = reader.ConfigureAwait(false);
                    await PostgreSqlScope.SkipAsync(reader, before, cancellationToken).ConfigureAwait(false);
                    answered = true;
                    given = await answer(reader, question, cancellationToken).ConfigureAwait(false);
                }

                done = true;
                return given;
            }
            catch (Exception e) when (asked && !answered && !again && PostgreSqlErrors.IsConnectionLost(e))
            {
                // After a restart of the server none of the pool's connections works, and asking tells only of one.
                database.Connections.Forget();
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
            }
            finally
            {
                // After an error, or a cancellation that may reach the server late, only the pool knows whether a connection is good for more.
                if (done) await database.Connections.GiveBackAsync(connection!).ConfigureAwait(false);
                else if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Adds a statement.</summary>
    public static NpgsqlParameterCollection Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    /// <summary>Adds a parameter.</summary>
    public static NpgsqlParameterCollection With<T>(this NpgsqlParameterCollection parameters, T value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter<T> { TypedValue = value };
        if (type is { } given) parameter.NpgsqlDbType = given;
        parameters.Add(parameter);
        return parameters;
    }
}
