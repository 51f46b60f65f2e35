namespace EventSourcing.Testing.Projections;

/// <summary>A clock that stands still between its steps.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Step(TimeSpan time) => _ticks += time.Ticks;
}
