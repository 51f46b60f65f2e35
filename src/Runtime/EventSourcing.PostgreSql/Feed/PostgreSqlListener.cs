using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Hears of appends of other processes and of leases that they give back, on a connection of its own, which is open while somebody waits and a little longer: who follows the feed waits again and again. Where it is lost,
/// another one is opened.
/// </summary>
/// <param name="source">Where the database is.</param>
/// <param name="channel">The channel.</param>
/// <param name="pulse">What is told of appends.</param>
/// <param name="leases">Who is told of leases.</param>
/// <param name="clock">What times are measured by.</param>
internal sealed class PostgreSqlListener(NpgsqlDataSource source, string channel, PostgreSqlFeedPulse pulse, LeaseListeners leases, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private Task _run = Task.CompletedTask;
    private bool _running;
    private int _waiting;
    private long _lastLeft;

    /// <summary>Begins to wait.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            _waiting++;
            if (_running || _disposed.IsCancellationRequested) return;
            _running = true;
            _run = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    /// <summary>Ends the waiting.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _waiting--;
            _lastLeft = clock.GetTimestamp();
        }
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        Task run;
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested) return;
            _disposed.Cancel();
            run = _run;
        }

        await run.ConfigureAwait(false);
        _disposed.Dispose();
    }

    private async Task RunAsync()
    {
        while (!IsDone())
        {
            try
            {
                var connection = await source.OpenOwnAsync(_disposed.Token).ConfigureAwait(false);
                await using var c = connection.ConfigureAwait(false);
                await ListenAsync(connection).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or ObjectDisposedException)
            {
                // Until there is a connection again, those who wait ask by themselves.
                await PauseAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, told) =>
        {
            if (told.Payload == PostgreSqlNotifier.Leases) leases.Tell();
            else pulse.Beat();
        };
        await ExecuteAsync(connection, $"LISTEN \"{channel}\"", _disposed.Token).ConfigureAwait(false);

        // What was told before nobody has heard.
        pulse.Beat();
        leases.Tell();
        do await connection.WaitAsync(Linger, _disposed.Token).ConfigureAwait(false);
        while (!IsDone());

        // Whoever gets the connection from the pool next has nothing to do with this.
        await ExecuteAsync(connection, "UNLISTEN *", _disposed.Token).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var c = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // Once it says so, the run has ended, and the next who waits begins another one.
    private bool IsDone()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested || (_waiting == 0 && clock.GetElapsedTime(_lastLeft) >= Linger)) _running = false;
            return !_running;
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Pause, clock, _disposed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The next look at IsDone ends it.
        }
    }
}
