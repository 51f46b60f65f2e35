namespace EventSourcing.Subscriptions.Tests;

/// <summary>Another clock, and how often its timers were changed.</summary>
internal sealed class CountedTimers(TimeProvider inner) : TimeProvider
{
    public int Changes { get; private set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, inner.CreateTimer(callback, state, dueTime, period));

    private sealed class Timer(CountedTimers owner, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Changes++;
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
