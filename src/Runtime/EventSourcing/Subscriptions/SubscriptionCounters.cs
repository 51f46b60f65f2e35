using EventSourcing.Diagnostics;

namespace EventSourcing.Subscriptions;

/// <summary>What a subscription counts, over all its runs.</summary>
internal sealed class SubscriptionCounters(TimeProvider clock, string subscription)
{
    private readonly KeyValuePair<string, object?> _tag = DeliveryMetrics.Of(subscription);
    private long _handled;
    private long _failed;
    private long _outages;
    private long _parked;
    private long _skipped;
    private long _replayed;

    public RateMeter Rate { get; } = new(clock);

    public long Handled => Volatile.Read(ref _handled);

    public long Failed => Volatile.Read(ref _failed);

    public long Outages => Volatile.Read(ref _outages);

    public long Parked => Volatile.Read(ref _parked);

    public long Skipped => Volatile.Read(ref _skipped);

    public long Replayed => Volatile.Read(ref _replayed);

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

    public void CountParked(int units)
    {
        Interlocked.Add(ref _parked, units);
        DeliveryMetrics.Parked.Add(units, _tag);
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
