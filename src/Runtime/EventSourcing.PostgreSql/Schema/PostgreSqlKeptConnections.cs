using System.Data;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Connections for appends and readings. A pool resets a connection each time that somebody takes it, which costs the server as much as a small append or a short stream; therefore a few
/// are kept for a moment, since the next one mostly comes soon. Neither leaves anything on a session that a reset would have to take away.
/// </summary>
internal sealed class PostgreSqlKeptConnections : IDisposable
{
    private static readonly TimeSpan KeptIdle = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly int _mostKept;
    private readonly Lock _gate = new();
    private readonly List<(NpgsqlConnection Connection, int Tick)> _kept = [];
    private readonly ITimer _timer;
    private bool _ticking;
    private bool _closed;
    private int _tick;

    public PostgreSqlKeptConnections(NpgsqlDataSource source, TimeProvider clock)
    {
        _source = source;
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        PoolSize = settings.Pooling ? settings.MaxPoolSize : int.MaxValue;

        // From a small pool none is kept: whoever waits for one would wait for the moment to pass.
        _mostKept = Math.Min(PoolSize / 4, 8);
        _timer = clock.CreateTimer(static self => ((PostgreSqlKeptConnections)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many connections there can be.</summary>
    public int PoolSize { get; }

    /// <summary>An open connection, outside of a transaction.</summary>
    public ValueTask<NpgsqlConnection> RentAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_kept.Count > 0)
            {
                var connection = _kept[^1].Connection;
                _kept.RemoveAt(_kept.Count - 1);
                return new ValueTask<NpgsqlConnection>(connection);
            }
        }

        return _source.OpenOwnAsync(cancellationToken);
    }

    /// <summary>Takes a connection back, in whatever state it is.</summary>
    public ValueTask GiveBackAsync(NpgsqlConnection connection)
    {
        if (connection.FullState == ConnectionState.Open)
        {
            lock (_gate)
            {
                if (!_closed && _kept.Count < _mostKept)
                {
                    _kept.Add((connection, _tick));
                    if (!_ticking) _ticking = _timer.Change(KeptIdle, KeptIdle);
                    return ValueTask.CompletedTask;
                }
            }
        }

        return connection.DisposeAsync();
    }

    /// <summary>One connection was found to be lost: after a restart of the server all others are.</summary>
    public void Forget()
    {
        Close(TakeAll());
        _source.Clear();
    }

    /// <summary>Gives all back that are kept, and from now on each at once.</summary>
    public void Dispose()
    {
        lock (_gate) _closed = true;
        _timer.Dispose();
        Close(TakeAll());
    }

    private void Tick()
    {
        List<NpgsqlConnection> idle = [];
        lock (_gate)
        {
            // The oldest are first, since the last one is taken first.
            var count = _kept.FindIndex(k => k.Tick == _tick) is var recent and >= 0 ? recent : _kept.Count;
            idle.AddRange(_kept[..count].Select(k => k.Connection));
            _kept.RemoveRange(0, count);
            _tick++;
            if (_kept.Count == 0 && !_closed) _ticking = !_timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Close(idle);
    }

    private List<NpgsqlConnection> TakeAll()
    {
        lock (_gate)
        {
            List<NpgsqlConnection> all = [.. _kept.Select(k => k.Connection)];
            _kept.Clear();
            return all;
        }
    }

    private static void Close(List<NpgsqlConnection> connections)
    {
        foreach (var connection in connections) connection.Dispose();
    }
}
