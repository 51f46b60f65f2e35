using System.Net.Sockets;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Sends what is to be written as one transaction, and finds out what became of it. Contention with others is tried again. Where the connection is lost it sends once more on
/// a new one: event ids let nothing be stored twice, so that the second answer settles what the first one was.
/// </summary>
internal sealed class AppendSender(PostgreSqlKeptConnections connections)
{
    private const int MostContentions = 20;

    private volatile bool _pinIsolation;

    /// <summary>Sends a statement.</summary>
    /// <param name="statement">The statement, with its parameters.</param>
    /// <param name="waiting">Ends the waiting for a connection; what is sent runs to its end.</param>
    /// <returns><see langword="null"/> where the statement has its outcomes and they are committed; else why not.</returns>
    public async ValueTask<AppendFailure?> SendAsync(AppendStatement statement, CancellationToken waiting)
    {
        var (lost, contentions) = (false, 0);
        while (true)
        {
            NpgsqlConnection connection;
            try
            {
                connection = await connections.RentAsync(lost ? CancellationToken.None : waiting).ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfServer(e))
            {
                return new AppendFailure(e, lost);
            }

            try
            {
                await statement.ExecuteAsync(connection, _pinIsolation).ConfigureAwait(false);
                return null;
            }
            catch (PostgresException e) when (!EndsSession(e))
            {
                if (e.SqlState == AppendFunctions.WrongIsolation && !_pinIsolation) _pinIsolation = true;
                else if (PostgreSqlErrors.IsContention(e) && contentions++ < MostContentions) await PauseAsync(contentions).ConfigureAwait(false);
                else return new AppendFailure(e, lost);
            }
            catch (Exception e) when (IsOfServer(e))
            {
                // A statement that ran into its time limit was cancelled: the server has confirmed that, where the connection still stands.
                if (e is not PostgresException && (connection.FullState & System.Data.ConnectionState.Open) != 0) return new AppendFailure(e, lost);
                if (lost) return new AppendFailure(e, OutcomeUnknown: true);
                lost = true;

                // After a restart of the server the others of the pool are lost as well.
                connections.Forget();
            }
            finally
            {
                await connections.GiveBackAsync(connection).ConfigureAwait(false);
            }
        }
    }

    public static bool IsOfServer(Exception e) => e is NpgsqlException or IOException or SocketException or TimeoutException;

    // Such an error may come after the commit as well as before it.
    private static bool EndsSession(PostgresException e) => e.InvariantSeverity is "FATAL" or "PANIC";

    // The others need a moment too, and each a different one.
    private static Task PauseAsync(int contentions) => contentions == 1
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Min(1 << contentions, 100)));
}
