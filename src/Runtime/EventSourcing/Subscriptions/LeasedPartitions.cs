namespace EventSourcing.Subscriptions;

/// <summary>The partitions that a node has until it is to have others, with their fencing tokens.</summary>
internal sealed class LeasedPartitions(IReadOnlyDictionary<int, long> tokens, TimeSpan valid, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _changed = new();
    private readonly CancellationTokenSource _lost = new(valid, clock);

    public IReadOnlyDictionary<int, long> Tokens => tokens;

    /// <summary>Cancelled when the node is to have more of them, or fewer: the batches at hand are handled first.</summary>
    public CancellationToken Changed => _changed.Token;

    /// <summary>Cancelled when one of them may be somebody else's.</summary>
    public CancellationToken Lost => _lost.Token;

    // What follows is done elsewhere: the node tells of it within a lock.
    public void Change() => _ = _changed.CancelAsync();

    public void Lose() => _ = _lost.CancelAsync();

    /// <summary>The leases were renewed.</summary>
    public void KeepFor(TimeSpan time)
    {
        if (time > TimeSpan.Zero) _lost.CancelAfter(time);
    }

    public void Dispose() => _lost.CancelAfter(Timeout.InfiniteTimeSpan);
}
