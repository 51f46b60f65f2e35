namespace EventSourcing.Subscriptions;

/// <summary>Bounds what is read and not yet handled. One reader takes, many workers give back.</summary>
internal sealed class InFlightBudget(int maxEvents, long maxBytes)
{
    private readonly AsyncSignal _room = new();
    private int _events;
    private long _bytes;

    public int Events => Volatile.Read(ref _events);

    private bool IsOver => Volatile.Read(ref _events) > 0 && Volatile.Read(ref _bytes) >= maxBytes;

    /// <summary>Waits until it is worth reading on: a half of the bound is free, so that pages do not get ever smaller.</summary>
    /// <returns>How many events may be read.</returns>
    public async ValueTask<int> WaitForRoomAsync(CancellationToken cancellationToken)
    {
        var least = Math.Max(1, maxEvents / 2);
        while (maxEvents - Events < least || IsOver) await _room.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return maxEvents - Events;
    }

    /// <summary>Counts a unit in.</summary>
    /// <returns>Whether there is room for another one.</returns>
    public bool Take(FeedUnit unit)
    {
        Interlocked.Add(ref _bytes, unit.Size);
        return Interlocked.Increment(ref _events) < maxEvents && !IsOver;
    }

    public void Release(FeedUnit unit)
    {
        Interlocked.Add(ref _bytes, -unit.Size);
        Interlocked.Decrement(ref _events);
    }

    /// <summary>Tells the reader that units were given back.</summary>
    public void Announce() => _room.Set();
}
