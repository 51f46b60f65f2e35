using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>Locks between processes, kept in a store: at most one holder a name at any time, by the store's clock.</summary>
/// <remarks>
/// <para>
/// A lock is a lease: a holder that dies loses it when its time is up, and one that was stopped for longer, by a debugger or a suspended machine, may not know for a moment that it has lost it.
/// So hand <see cref="DistributedLock.FencingToken"/> to what the lock protects, and refuse tokens there that are lower than one that was seen; and stop work when
/// <see cref="DistributedLock.Lost"/> is cancelled.
/// </para>
/// <para>Thread-safe and without state of its own: one instance serves a whole program.</para>
/// </remarks>
public sealed class DistributedLocks
{
    private readonly ILeaseStore _store;
    private readonly DistributedLockOptions _options;
    private readonly string _owner;

    /// <summary>Makes locks that are kept in a store.</summary>
    /// <param name="store">The store; it stays the caller's.</param>
    /// <param name="options">How the locks work; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is <see langword="null"/>.</exception>
    public DistributedLocks(ILeaseStore store, DistributedLockOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? DistributedLockOptions.Default;
        _owner = _options.Owner ?? OfThisProcess();
    }

    /// <summary>Takes a lock that nobody has.</summary>
    /// <param name="name">What to lock: 1 to 200 characters.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The lock, to be disposed of; <see langword="null"/> where somebody has it, be it the caller.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, too long, or has a character that not every store can hold.</exception>
    /// <exception cref="EventStoreException">The store failed.</exception>
    public async ValueTask<DistributedLock?> TryAcquireAsync(string name, CancellationToken cancellationToken = default)
    {
        // The time before the question: the lock ends here no later than it does for the store.
        var asked = _options.TimeProvider.GetTimestamp();
        var owner = $"{_owner}/{Guid.NewGuid():N}";
        return await _store.TryAcquireAsync(name, owner, _options.Duration, cancellationToken).ConfigureAwait(false) is { } lease
            ? new DistributedLock(_store, lease, _options, asked)
            : null;
    }

    /// <summary>Takes a lock, and waits for it where somebody has it.</summary>
    /// <param name="name">What to lock: 1 to 200 characters.</param>
    /// <param name="atMost">How long to wait at most; zero tries once, <see cref="Timeout.InfiniteTimeSpan"/> waits without a limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock, to be disposed of.</returns>
    /// <remarks>Nobody queues: of several that wait, any may be next.</remarks>
    /// <exception cref="LockTimeoutException">Somebody else had the lock all the time.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atMost"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, too long, or has a character that not every store can hold.</exception>
    /// <exception cref="EventStoreException">The store failed.</exception>
    public async ValueTask<DistributedLock> AcquireAsync(string name, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        var isLimited = atMost != Timeout.InfiniteTimeSpan;
        if (isLimited) ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        var since = _options.TimeProvider.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            if (await TryAcquireAsync(name, cancellationToken).ConfigureAwait(false) is { } acquired) return acquired;
            var wait = WaitBefore(attempt);
            if (isLimited)
            {
                var left = atMost - _options.TimeProvider.GetElapsedTime(since);
                if (left <= TimeSpan.Zero) throw new LockTimeoutException(name, atMost);
                if (left < wait) wait = left;
            }

            await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string OfThisProcess()
    {
        var name = $"{Environment.MachineName}/{Environment.ProcessId}";
        return name.Length <= LeaseRequest.MaxLength - 50 ? name : name[..(LeaseRequest.MaxLength - 50)];
    }

    private TimeSpan WaitBefore(int attempt)
    {
        var longest = _options.RetryDelay * Math.Pow(2, Math.Min(attempt, 16));
        if (longest > _options.MaxRetryDelay) longest = _options.MaxRetryDelay;
#pragma warning disable CA5394 // Jitter is no secret.
        return longest * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }
}
