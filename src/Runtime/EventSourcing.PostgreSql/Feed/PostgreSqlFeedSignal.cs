using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Lets those who follow the feed wait for news: of this process at once, of others by notifications, and in any case by asking now and then. In the same way those who wait for leases hear of what was
/// given back.
/// </summary>
internal sealed class PostgreSqlFeedSignal : IAsyncDisposable
{
    private const string Work = "Waiting for events";

    // Where somebody holds the feed back, every append wakes those who wait, and none has anything to read.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private const int SmallestPool = 4;

    private readonly PostgreSqlFeedPulse _pulse = new();
    private readonly LeaseListeners _leases = new();
    private readonly PostgreSqlSharedLook _looks = new(Work);
    private readonly PostgreSqlDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private volatile PostgreSqlNotifier? _notifier;
    private volatile PostgreSqlListener? _listener;
    private bool _disposed;

    public PostgreSqlFeedSignal(PostgreSqlDatabase database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Tells of an append, once it is committed. It does no I/O, and waits for nothing.</summary>
    /// <param name="position">Its last position.</param>
    public void Appended(long position)
    {
        _pulse.Beat();
        Notifier()?.Ask(position);
    }

    /// <summary>Tells of leases that were given back. It does no I/O, and waits for nothing.</summary>
    public void LeasesReleased()
    {
        _leases.Tell();
        Notifier()?.AskForLeases();
    }

    /// <summary>Hears of leases that are given back, here or elsewhere, until what is returned is disposed of.</summary>
    public IDisposable Listen(PostgreSqlStoreInfo info, Action onAnnounced)
    {
        var listener = Tells ? _listener ?? Connect(info).Listener : null;
        var hearing = new PostgreSqlHearing(_leases.Add(onAnnounced), listener);
        listener?.Enter();
        return hearing;
    }

    /// <summary>Waits until the feed has something after a place, or the time is up.</summary>
    public async ValueTask WaitAsync(PostgreSqlReaders readers, long after, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var (began, tenant) = (_clock.GetTimestamp(), PostgreSqlScope.TenantOf(readers.Info));
        var listener = Tells ? _listener ?? Connect(readers.Info).Listener : null;
        _pulse.Enter();
        listener?.Enter();
        try
        {
            for (var woken = false; ;)
            {
                // First the pulse, then the look: what comes in between is not missed.
                var news = _pulse.Next;
                if ((await _looks.LookAsync(readers.Fence, tenant).WaitAsync(cancellationToken).ConfigureAwait(false)).Last > after) return;
                var left = atMost - _clock.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) return;
                if (woken) await Task.Delay(left < Pause ? left : Pause, _clock, cancellationToken).ConfigureAwait(false);
                woken = await WaitAsync(news, left < _database.Options.PollInterval ? left : _database.Options.PollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            listener?.Leave();
            _pulse.Leave();
        }
    }

    /// <summary>Closes the connections, and wakes who still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        if (_notifier is { } notifier) await notifier.DisposeAsync().ConfigureAwait(false);
        if (_listener is { } listener) await listener.DisposeAsync().ConfigureAwait(false);
        _pulse.Beat();
    }

    /// <summary>Whether processes tell each other. Not at the cost of a small pool: telling and hearing take a connection each.</summary>
    private bool Tells => _database.Options.NotifyInterval != Timeout.InfiniteTimeSpan && _database.Connections.PoolSize >= SmallestPool;

    private PostgreSqlNotifier? Notifier()
    {
        if (!Tells) return null;

        // Whoever has something to tell has opened the store.
        var opened = _database.OpenAsync(CancellationToken.None);
        return opened.IsCompletedSuccessfully ? _notifier ?? Connect(opened.Result).Notifier : null;
    }

    private async ValueTask<bool> WaitAsync(Task news, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await news.WaitAsync(atMost, _clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private (PostgreSqlNotifier? Notifier, PostgreSqlListener? Listener) Connect(PostgreSqlStoreInfo info)
    {
        lock (_gate)
        {
            if (_disposed) return default;
            var channel = $"eventsourcing_{info.StoreId:N}";
            _notifier ??= new PostgreSqlNotifier(_database.Source, channel, _database.Options.NotifyInterval, _clock);
            _listener ??= new PostgreSqlListener(_database.Source, channel, _pulse, _leases, _clock);
            return (_notifier, _listener);
        }
    }
}
