using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Uses connections of a pool, of which a restart of the server leaves none that works, and nobody knows before one is used.</summary>
internal static class PostgreSqlConnections
{
    /// <summary>Does something on a connection; and where that turns out to be lost, once more on a new one.</summary>
    /// <param name="source">The pool.</param>
    /// <param name="use">What is done; it may be done twice.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async ValueTask UseAsync(this NpgsqlDataSource source, Func<NpgsqlConnection, CancellationToken, ValueTask> use, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var connection = await source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
            await using var c = connection.ConfigureAwait(false);
            try
            {
                await use(connection, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!again && PostgreSqlErrors.IsConnectionLost(e))
            {
                source.Clear();
            }
        }
    }
}
