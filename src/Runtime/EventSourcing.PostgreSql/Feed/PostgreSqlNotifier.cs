using System.Globalization;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Tells other processes of appends, after their commit and on a connection of its own: a notification in the append's transaction would have all commits of the server wait for each
/// other. The first append after a pause is told of at once, and those of the next interval together at its end.
/// </summary>
/// <param name="source">Where the database is.</param>
/// <param name="channel">The channel.</param>
/// <param name="interval">The shortest time between two notifications.</param>
/// <param name="clock">What the interval is measured by.</param>
internal sealed class PostgreSqlNotifier(NpgsqlDataSource source, string channel, TimeSpan interval, TimeProvider clock) : IAsyncDisposable
{
    private const int Idle = 0;
    private const int Sending = 1;
    private const int SendingAndAsked = 2;

    private readonly CancellationTokenSource _disposed = new();
    private Task _run = Task.CompletedTask;
    private long _position;
    private int _state;

    /// <summary>Asks for a notification; it does not wait for it.</summary>
    /// <param name="position">The last position that was appended.</param>
    public void Ask(long position)
    {
        Volatile.Write(ref _position, position);
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case SendingAndAsked:
                    return;
                case Sending when Interlocked.CompareExchange(ref _state, SendingAndAsked, Sending) == Sending:
                    return;
                case Idle when Interlocked.CompareExchange(ref _state, Sending, Idle) == Idle:
                    if (!_disposed.IsCancellationRequested) _run = Task.Run(RunAsync, CancellationToken.None);
                    return;
            }
        }
    }

    /// <summary>Sends what was asked for, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested) return;
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _disposed.Dispose();
    }

    private async Task RunAsync()
    {
        do
        {
            Volatile.Write(ref _state, Sending);
            await SendAsync().ConfigureAwait(false);
            await PauseAsync().ConfigureAwait(false);
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Sending) != Sending);
    }

    private async Task SendAsync()
    {
        try
        {
            var connection = await source.OpenOwnAsync(CancellationToken.None).ConfigureAwait(false);
            await using var c = connection.ConfigureAwait(false);
            var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = channel },
                    new NpgsqlParameter<string> { TypedValue = Volatile.Read(ref _position).ToString(CultureInfo.InvariantCulture) },
                },
            };
            await using var d = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or ObjectDisposedException)
        {
            // It is a hint: who misses it finds the events when he asks the next time.
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(interval, clock, _disposed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What was asked for during the pause is sent at once.
        }
    }
}
