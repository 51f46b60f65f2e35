namespace EventSourcing.Testing.Processes;

/// <summary>A clock that a rule puts forward.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(int seconds) => Now += TimeSpan.FromSeconds(seconds);
}
