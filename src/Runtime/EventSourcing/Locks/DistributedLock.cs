namespace EventSourcing;

/// <summary>A lock that is held. Disposing of it releases it.</summary>
/// <remarks>All members may be called from any number of threads at once.</remarks>
public sealed class DistributedLock : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly ILeaseStore _store;
    private readonly DistributedLockOptions _options;
    private readonly SemaphoreSlim _extending = new(1, 1);
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _extension;
    private volatile Lease _lease;

    /// <param name="store">Where the lease is kept.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="options">How the lock works.</param>
    /// <param name="asked">The time, by the options' clock, before the lease was asked for.</param>
    internal DistributedLock(ILeaseStore store, Lease lease, DistributedLockOptions options, long asked)
    {
        _store = store;
        _options = options;
        _lease = lease;
        _lost = new CancellationTokenSource(Left(options.Duration, asked), options.TimeProvider);
        Lost = _lost.Token;
        _extension = options.AutoExtend ? ExtendAgainAndAgainAsync() : Task.CompletedTask;
    }

    /// <summary>What is locked.</summary>
    public string Name => _lease.Name;

    /// <summary>Who holds the lock, as the store has it.</summary>
    public string Owner => _lease.Owner;

    /// <summary>Greater than that of every earlier lock of the name. What the lock protects should refuse a lower token than it has seen.</summary>
    public long FencingToken => _lease.Token;

    /// <summary>When the lock ends unless it is extended, by the store's clock.</summary>
    public DateTimeOffset ExpiresAt => _lease.ExpiresAt;

    /// <summary>
    /// Cancelled when the lock is lost: its time is up, or the store has given it to somebody else. It stays as it is when the lock is released. Pass it to the work that the lock protects.
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether the lock is neither lost nor released, as far as this process knows.</summary>
    public bool IsHeld => !Lost.IsCancellationRequested && !_released.IsCancellationRequested;

    /// <summary>Why the lock could not be extended by itself the last time; <see langword="null"/> where it could, or has not been tried. It is tried again until the lock is lost.</summary>
    public Exception? ExtensionFailure { get; private set; }

    /// <summary>Makes the lock last longer.</summary>
    /// <param name="duration">How long it lasts from now on, up to 30 days; <see langword="null"/> for <see cref="DistributedLockOptions.Duration"/>.</param>
    /// <param name="cancellationToken">Cancels the attempt; the lock is then extended or not.</param>
    /// <returns>Whether it is held; where not, <see cref="Lost"/> is cancelled, or it was released.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is not greater than zero, or longer than 30 days.</exception>
    /// <exception cref="EventStoreException">The store failed.</exception>
    public async ValueTask<bool> ExtendAsync(TimeSpan? duration = null, CancellationToken cancellationToken = default)
    {
        var wanted = duration is { } given ? new DistributedLockOptions { Duration = given }.Duration : _options.Duration;
        await _extending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsHeld) return false;
            var asked = _options.TimeProvider.GetTimestamp();
            if (await _store.ExtendAsync(_lease, wanted, cancellationToken).ConfigureAwait(false) is not { } lease)
            {
                await _lost.CancelAsync().ConfigureAwait(false);
                return false;
            }

            _lease = lease;
            _lost.CancelAfter(Left(wanted, asked));
            return IsHeld;
        }
        finally
        {
            _extending.Release();
        }
    }

    /// <summary>Gives the lock back. One that was released or lost stays so.</summary>
    /// <param name="cancellationToken">Cancels the attempt; the lock is then released or runs out by itself.</param>
    /// <returns>Whether it was still held: where not, somebody else may have worked at the same time.</returns>
    /// <exception cref="EventStoreException">The store failed. The lock runs out by itself.</exception>
    public async ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default)
    {
        // The waiting may be cancelled, and so this may be the second call.
        var wasHeld = IsHeld;
        await _released.CancelAsync().ConfigureAwait(false);
        await _extension.ConfigureAwait(false);
        await _extending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _lost.CancelAfter(Timeout.InfiniteTimeSpan);
            return await _store.ReleaseAsync(_lease, cancellationToken).ConfigureAwait(false) && wasHeld;
        }
        finally
        {
            _extending.Release();
        }
    }

    /// <summary>Releases the lock, if it is held. A store that fails is passed over: the lock runs out by itself. <see cref="ReleaseAsync"/> tells.</summary>
    /// <returns>A task that ends when that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReleaseAsync().ConfigureAwait(false);
        }
        catch (EventStoreException)
        {
            // Whoever disposes of a lock on the way out of an error is to see that error, and not this one.
        }
    }

    private async Task ExtendAgainAndAgainAsync()
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token, _released.Token);
        for (var failures = 0; ;)
        {
            // After a failure sooner, so that the time that is left is made use of.
            var wait = _options.Duration / (failures == 0 ? 3 : 10);
            if (wait < ShortestWait) wait = ShortestWait;
            await Task.Delay(wait, _options.TimeProvider, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
            try
            {
                if (!await ExtendAsync(duration: null, ended.Token).ConfigureAwait(false)) return;
                (failures, ExtensionFailure) = (0, null);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                (failures, ExtensionFailure) = (failures + 1, e);
            }
        }
    }

    private TimeSpan Left(TimeSpan duration, long asked)
    {
        var left = duration - _options.TimeProvider.GetElapsedTime(asked);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
