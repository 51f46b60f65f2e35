namespace EventSourcing.Subscriptions.Tests;

/// <summary>A clock that goes on by a step each time that it is looked at, as that of a thread that is held up between two looks.</summary>
internal sealed class SteppingClock(TimeSpan step) : TimeProvider
{
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now += step;
}
