using EventSourcing.ReadModels;
using Npgsql;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>The read models of a store: what its connections share, and readings outside of transactions.</summary>
internal sealed class PostgreSqlReadModels : IRowSource
{
    public PostgreSqlReadModels(PostgreSqlDatabase database)
    {
        Database = database;
        Schema = database.Options.ReadModelSchema ?? database.Options.Schema;
        Dialect = new PostgreSqlRowDialect(new PostgreSqlNames(Schema).QuotedSchema);
        Texts = new PostgreSqlRowTexts(Dialect);
    }

    public PostgreSqlDatabase Database { get; }

    /// <summary>The schema of the tables.</summary>
    public string Schema { get; }

    public PostgreSqlRowDialect Dialect { get; }

    public PostgreSqlRowTexts Texts { get; }

    /// <summary>Whether statements that come often are prepared.</summary>
    public bool Prepares => Database.Options.PrepareStatements;

    public async ValueTask<TResult> ReadAsync<TState, TResult>(string work, TState state, Func<IRowPort, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken)
    {
        await Database.OpenAsync(cancellationToken).ConfigureAwait(false);
        for (var again = false; ; again = true)
        {
            var (connection, isGood) = ((NpgsqlConnection?)null, false);
            try
            {
                connection = await Database.Connections.RentAsync(cancellationToken).ConfigureAwait(false);
                var result = await read(new PostgreSqlRowPort(this, connection, lose: null), state, cancellationToken).ConfigureAwait(false);
                isGood = true;
                return result;
            }
            catch (Exception e) when (AppendSender.IsOfServer(e))
            {
                if (!PostgreSqlErrors.IsConnectionLost(e)) throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);

                // After a restart of the server no connection works that was there before.
                Database.Connections.Forget();
                if (again) throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
            }
            catch (EventSourcingException)
            {
                // The rows' own answer, such as that there is none. The schema's is rare.
                isGood = true;
                throw;
            }
            finally
            {
                // After an error, or a cancellation that may reach the server late, only the pool knows whether a connection is good for more.
                if (isGood) await Database.Connections.GiveBackAsync(connection!).ConfigureAwait(false);
                else if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
