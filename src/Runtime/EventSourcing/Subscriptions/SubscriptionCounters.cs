using EventSourcing.Diagnostics;

namespace EventSourcing.Subscriptions;

/// <summary>What a subscription counts, over all its runs, and tells of.</summary>
internal sealed class SubscriptionCounters(TimeProvider clock, string subscription, SubscriptionNotices notices)
{
    private readonly KeyValuePair<string, object?> _tag = DeliveryMetrics.Of(subscription);
    private long _handled;
    private long _failed;
    private long _outages;
    private long _parked;
    private long _skipped;
    private long _replayed;
    private long _ignored;

    public RateMeter Rate { get; } = new(clock);

    public long Handled => Volatile.Read(ref _handled);

    public long Failed => Volatile.Read(ref _failed);

    public long Outages => Volatile.Read(ref _outages);

    public long Parked => Volatile.Read(ref _parked);

    public long Skipped => Volatile.Read(ref _skipped);

    public long Replayed => Volatile.Read(ref _replayed);

    public long Ignored => Volatile.Read(ref _ignored);

    public void CountHandled(int events)
    {
        Interlocked.Add(ref _handled, events);
        DeliveryMetrics.Handled.Add(events, _tag);
        Rate.Add(events);
    }

    public void CountFailed()
    {
        Interlocked.Increment(ref _failed);
        DeliveryMetrics.Failed.Add(1, _tag);
    }

    public void CountOutage()
    {
        Interlocked.Increment(ref _outages);
        DeliveryMetrics.Outages.Add(1, _tag);
    }

    public void CountParked(DeadLetter letter, int partition, Exception? error)
    {
        Interlocked.Increment(ref _parked);
        DeliveryMetrics.Parked.Add(1, _tag);
        notices.Parked(new EventParkedEventArgs(letter, partition, error));
    }

    /// <summary>A dead letter has failed again, and waits again.</summary>
    public void PutBack(DeadLetter letter, int partition, Exception error)
    {
        CountFailed();
        notices.Parked(new EventParkedEventArgs(letter, partition, error));
    }

    /// <summary>A process has passed events over: without an instance, or after the end of theirs.</summary>
    public void CountIgnored(int withoutInstance, int afterEnd)
    {
        Interlocked.Add(ref _ignored, withoutInstance + afterEnd);
        if (withoutInstance > 0) DeliveryMetrics.Ignored.Add(withoutInstance, _tag, DeliveryMetrics.NoInstance);
        if (afterEnd > 0) DeliveryMetrics.Ignored.Add(afterEnd, _tag, DeliveryMetrics.Ended);
    }

    public void CountSkipped()
    {
        Interlocked.Increment(ref _skipped);
        DeliveryMetrics.Skipped.Add(1, _tag);
    }

    public void CountReplayed()
    {
        Interlocked.Increment(ref _replayed);
        DeliveryMetrics.Replayed.Add(1, _tag);
    }
}
