namespace EventSourcing.Subscriptions;

/// <summary>Bounds what is read and not yet handled, in events and in bytes. One reader takes, many workers give back, each by its <see cref="InFlightShare"/>.</summary>
internal sealed class InFlightBudget(int maxEvents, long maxBytes)
{
    private readonly AsyncSignal _given = new();

    // The reader's alone to write, and the workers' together.
    private long _takenEvents;
    private long _takenBytes;
    private long _givenEvents;
    private long _givenBytes;

    public int MaxEvents => maxEvents;

    public int Events
    {
        get
        {
            // In this order, so that there are never more given back than taken.
            var given = Volatile.Read(ref _givenEvents);
            return (int)(Volatile.Read(ref _takenEvents) - given);
        }
    }

    /// <summary>How many more events there may be.</summary>
    public int Room => maxEvents - Events;

    /// <summary>Which part of the bounds is free, 1 where nothing is in flight; not more than nothing where nothing more may be read, and less where the event that came to the bound is a large one.</summary>
    public double Free
    {
        get
        {
            var given = Volatile.Read(ref _givenBytes);
            return 1 - PartOf(Events, Volatile.Read(ref _takenBytes) - given);
        }
    }

    /// <summary>Which part of the bounds so much is: of events or of bytes, whichever is more.</summary>
    public double PartOf(int events, long bytes) => events == 0 ? 0 : Math.Max((double)events / maxEvents, (double)bytes / maxBytes);

    public void Take(long bytes)
    {
        Volatile.Write(ref _takenBytes, _takenBytes + bytes);
        Volatile.Write(ref _takenEvents, _takenEvents + 1);
    }

    public void Release(int events, long bytes)
    {
        Interlocked.Add(ref _givenBytes, bytes);
        Interlocked.Add(ref _givenEvents, events);
    }

    /// <summary>Tells the reader that units were given back.</summary>
    public void Announce() => _given.Set();

    /// <summary>Waits until units are given back. What was told before the waiting ends it too.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken) => _given.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
