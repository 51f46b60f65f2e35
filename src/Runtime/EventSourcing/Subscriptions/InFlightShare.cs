namespace EventSourcing.Subscriptions;

/// <summary>What one partition has of what is in flight: what waits for its worker, and what the worker has at hand. The reader takes, the worker gives back.</summary>
internal sealed class InFlightShare(InFlightBudget budget)
{
    private int _events;
    private long _bytes;

    public int Events => Volatile.Read(ref _events);

    /// <summary>Which part of the bounds it has.</summary>
    public double Load => budget.PartOf(Events, Volatile.Read(ref _bytes));

    public void Take(FeedUnit unit)
    {
        Interlocked.Add(ref _bytes, unit.Size);
        Interlocked.Increment(ref _events);
        budget.Add(unit);
    }

    public void Release(FeedUnit unit)
    {
        budget.Remove(unit);
        Interlocked.Add(ref _bytes, -unit.Size);
        Interlocked.Decrement(ref _events);
    }
}
