using System.Globalization;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Tells other processes of appends and of leases that were given back, after their commit and on a connection of its own: a notification in the append's transaction would have all commits of the
/// server wait for each other. What comes first after a pause is told of at once, and what comes in the next interval together at its end.
/// </summary>
/// <param name="source">Where the database is.</param>
/// <param name="channel">The channel.</param>
/// <param name="interval">The shortest time between two notifications.</param>
/// <param name="clock">What the interval is measured by.</param>
internal sealed class PostgreSqlNotifier(NpgsqlDataSource source, string channel, TimeSpan interval, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>What is told of leases, on the channel of the appends: their positions are numbers.</summary>
    public const string Leases = "leases";

    private const long NoPosition = -1;
    private const int Idle = 0;
    private const int Sending = 1;
    private const int SendingAndAsked = 2;

    private readonly CancellationTokenSource _disposed = new();
    private Task _run = Task.CompletedTask;
    private long _position = NoPosition;
    private int _hasLeases;
    private int _state;

    /// <summary>Asks for a notification; it does not wait for it.</summary>
    /// <param name="position">The last position that was appended.</param>
    public void Ask(long position)
    {
        Volatile.Write(ref _position, position);
        Ask();
    }

    /// <summary>Asks for a notification of leases that were given back; it does not wait for it.</summary>
    public void AskForLeases()
    {
        Volatile.Write(ref _hasLeases, 1);
        Ask();
    }

    /// <summary>Sends what was asked for, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested) return;
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _disposed.Dispose();
    }

    private void Ask()
    {
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
        var (position, hasLeases) = (Interlocked.Exchange(ref _position, NoPosition), Interlocked.Exchange(ref _hasLeases, 0) == 1);
        List<string> told = [];
        if (position != NoPosition) told.Add(position.ToString(CultureInfo.InvariantCulture));
        if (hasLeases) told.Add(Leases);
        if (told.Count == 0) return;
        try
        {
            var connection = await source.OpenOwnAsync(CancellationToken.None).ConfigureAwait(false);
            await using var c = connection.ConfigureAwait(false);
            var command = new NpgsqlCommand("SELECT pg_notify($1, told) FROM unnest($2) AS told", connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = channel },
                    new NpgsqlParameter<string[]> { TypedValue = [.. told] },
                },
            };
            await using var d = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or ObjectDisposedException)
        {
            // It is a hint: who misses it finds events and leases when he asks the next time.
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
