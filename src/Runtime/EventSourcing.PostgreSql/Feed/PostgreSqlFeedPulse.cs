namespace EventSourcing.PostgreSql;

/// <summary>Wakes those of this process who wait for news. Costs an append nothing while nobody waits.</summary>
internal sealed class PostgreSqlFeedPulse
{
    private TaskCompletionSource _next = New();
    private int _waiting;

    /// <summary>What completes with the next beat. To be taken before the feed is looked at.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Begins to wait: beats from now on are not missed.</summary>
    public void Enter() => Interlocked.Increment(ref _waiting);

    /// <summary>Ends the waiting.</summary>
    public void Leave() => Interlocked.Decrement(ref _waiting);

    /// <summary>There may be news. Whoever begins to wait after this finds what was committed before it.</summary>
    public void Beat()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiting) > 0) Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
