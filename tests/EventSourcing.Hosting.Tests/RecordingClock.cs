using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Hosting.Tests;

/// <summary>A clock that a test puts forward, and that keeps how long others want to wait.</summary>
internal sealed class RecordingClock() : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
