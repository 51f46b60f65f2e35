namespace EventSourcing.Subscriptions;

/// <summary>What one partition has of what is in flight: what waits for its worker, and what the worker has at hand. The reader takes, the worker gives back, and neither writes what the other one does.</summary>
internal sealed class InFlightShare(InFlightBudget budget)
{
    private long _takenEvents;
    private long _takenBytes;
    private long _givenEvents;
    private long _givenBytes;

    public int Events
    {
        get
        {
            // In this order, so that there are never more given back than taken.
            var given = Volatile.Read(ref _givenEvents);
            return (int)(Volatile.Read(ref _takenEvents) - given);
        }
    }

    /// <summary>Which part of the bounds it has.</summary>
    public double Load
    {
        get
        {
            var given = Volatile.Read(ref _givenBytes);
            return budget.PartOf(Events, Volatile.Read(ref _takenBytes) - given);
        }
    }

    public void Take(FeedUnit unit)
    {
        Volatile.Write(ref _takenBytes, _takenBytes + unit.Size);
        Volatile.Write(ref _takenEvents, _takenEvents + 1);
        budget.Take(unit.Size);
    }

    public void Release(IReadOnlyList<FeedUnit> units)
    {
        var bytes = 0L;
        for (var i = 0; i < units.Count; i++) bytes += units[i].Size;
        Volatile.Write(ref _givenBytes, _givenBytes + bytes);
        Volatile.Write(ref _givenEvents, _givenEvents + units.Count);
        budget.Release(units.Count, bytes);
    }
}
