namespace EventSourcing.Storage;

/// <summary>Wakes those who wait for news of a feed. As long as nobody waits, a beat costs one look at a field.</summary>
internal sealed class FeedPulse
{
    // Timers take no more than about 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private TaskCompletionSource? _next;

    /// <summary>Checks how long somebody wants to wait at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not greater than zero.</exception>
    public static void RequireLimit(TimeSpan atMost)
    {
        if (atMost <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(atMost), atMost, "The longest time to wait must be greater than zero.");
    }

    /// <summary>Wakes all who wait: something was stored, or the store was disposed of.</summary>
    public void Beat()
    {
        // What was stored must be visible before it is decided that nobody waits: a waiter first leaves its mark, and then asks.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _next) is not null) Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }

    /// <summary>Waits until there are news, or the time is up.</summary>
    /// <param name="hasNews">Asks the store; called at first and after each beat, and every <paramref name="pollInterval"/> in between.</param>
    /// <param name="state">What <paramref name="hasNews"/> is called with.</param>
    /// <param name="atMost">How long to wait at most.</param>
    /// <param name="pollInterval">How often to ask without a beat; <see cref="TimeSpan.MaxValue"/> where every change beats.</param>
    /// <param name="clock">What the times go by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask WaitAsync<TState>(
        Func<TState, CancellationToken, ValueTask<bool>> hasNews,
        TState state,
        TimeSpan atMost,
        TimeSpan pollInterval,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        for (var since = clock.GetTimestamp(); ;)
        {
            // Before the question: what comes after the answer beats on this one.
            var next = Next();
            if (await hasNews(state, cancellationToken).ConfigureAwait(false)) return;
            var left = atMost - clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) return;
            var wait = left < pollInterval ? left : pollInterval;
            if (wait > LongestWait) wait = LongestWait;
            await next.WaitAsync(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Task Next()
    {
        while (true)
        {
            if (Volatile.Read(ref _next) is { } waiting) return waiting.Task;
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Interlocked.CompareExchange(ref _next, fresh, null) is null) return fresh.Task;
        }
    }
}
