using System.Diagnostics;

namespace EventSourcing;

/// <content>The loop.</content>
public sealed partial class ProcessTimeouts
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stopping;
    private Task _loop = Task.CompletedTask;
    private long _soundRounds;
    private bool _isActive;
    private bool _disposed;

    /// <summary>Why the last round failed; <see langword="null"/> after one that went well, and before the first. It goes on all the same.</summary>
    public Exception? LastError
    {
        get
        {
            lock (_gate) return field;
        }

        private set
        {
            lock (_gate) field = value;
        }
    }

    /// <summary>Whether this process is the one of its nodes that lets timeouts elapse.</summary>
    public bool IsActive => Volatile.Read(ref _isActive);

    /// <summary>How many rounds have gone well: two failures with none in between are one.</summary>
    internal long SoundRounds => Volatile.Read(ref _soundRounds);

    /// <summary>Tells of a round that has failed: <see cref="LastError"/>. It is called in the flow of the loop: return soon.</summary>
    public event EventHandler? RoundFailed;

    /// <summary>Begins; one that runs stays as it is.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_stopping is not null) return;
            var stopping = _stopping = new CancellationTokenSource();
            _loop = Task.Run(() => RunAsync(stopping.Token), CancellationToken.None);
        }
    }

    /// <summary>Stops after the timeout at hand; it can be started again.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async ValueTask StopAsync()
    {
        CancellationTokenSource? stopping;
        Task loop;
        lock (_gate) (stopping, loop, _stopping) = (_stopping, _loop, null);
        if (stopping is not null) await stopping.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stopping?.Dispose();
    }

    /// <summary>Stops.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        await StopAsync().ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        // Whoever starts it has set none of the timeouts.
        Activity.Current = null;
        using var nobody = EventSourcingContext.Use(EventSourcingContext.Current.OfNobody());

        // What holds the lock extends it by the machine's clock: it expires by the store's, whatever clock says what is due.
        var locks = new DistributedLocks(_store.Leases);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var held = await locks.TryAcquireAsync(_options.LockName, stopping).ConfigureAwait(false);
                if (held is not null)
                {
                    Volatile.Write(ref _isActive, true);
                    await using (held.ConfigureAwait(false)) await WorkAsync(held, stopping).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever has failed, timeouts are to elapse once it no longer does.
            catch (Exception e)
            {
                LastError = e;
                TellFailed();
            }
#pragma warning restore CA1031
            finally
            {
                Volatile.Write(ref _isActive, false);
            }

            await WaitAsync(_options.PollInterval, stopping).ConfigureAwait(false);
        }
    }

    private void TellFailed()
    {
        try
        {
            RoundFailed?.Invoke(this, EventArgs.Empty);
        }
#pragma warning disable CA1031 // Who listens does not end the loop.
        catch (Exception e)
        {
            LastError = e;
        }
#pragma warning restore CA1031
    }

    /// <summary>Works as long as the lock is held.</summary>
    private async ValueTask WorkAsync(DistributedLock held, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, stopping);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await ElapseAsync(ended.Token).ConfigureAwait(false);
                var next = await NextAsync(ended.Token).ConfigureAwait(false);
                LastError = null;
                Interlocked.Increment(ref _soundRounds);
                await WaitAsync(next, ended.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>How long to wait for what is due next.</summary>
    private async ValueTask<TimeSpan> NextAsync(CancellationToken cancellationToken)
    {
        var now = _options.TimeProvider.GetUtcNow();
        var query = Waiting().Where(Processes.ProcessTimeoutMapping.DueAt.GreaterThan(now)).Take(1);
        var page = await _store.ReadModel(Processes.ProcessTimeoutMapping.Instance).PageAsync(query, cancellationToken).ConfigureAwait(false);
        var until = page.Rows is [var next] ? next.DueAt - now : _options.PollInterval;
        return until < _options.PollInterval ? until : _options.PollInterval;
    }

    private async ValueTask WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        // A timer waits whole milliseconds, and none at all for less than one.
        if (time < TimeSpan.FromMilliseconds(1)) time = TimeSpan.FromMilliseconds(1);
        await Task.Delay(time, _options.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
