using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Uses connections of a pool, of which a restart of the server leaves none that works, and nobody knows before one is used.</summary>
internal static class PostgreSqlConnections
{
    /// <summary>Does something on a connection that leaves nothing on its session; and where that turns out to be lost, once more on a new one.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="use">What is done; it may be done twice.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async ValueTask UseAsync(this PostgreSqlKeptConnections connections, Func<NpgsqlConnection, CancellationToken, ValueTask> use, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var connection = await connections.RentAsync(cancellationToken).ConfigureAwait(false);
            var done = false;
            try
            {
                await use(connection, cancellationToken).ConfigureAwait(false);
                done = true;
                return;
            }
            catch (Exception e) when (!again && PostgreSqlErrors.IsConnectionLost(e))
            {
                connections.Forget();
            }
            finally
            {
                // After an error only the pool knows whether it is good for more.
                if (done) await connections.GiveBackAsync(connection).ConfigureAwait(false);
                else await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
