namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>
/// Every order in which the steps of writers, a reader and a crash can happen. The protocol as it is never passes a committed event; each flaw does in some order, which the test prints. See
/// docs/postgresql-feed.md.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class FenceModelTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("LONG") == "1";

    [TestCase(2, 3, true)]
    [TestCase(3, 1, false)]
    public void The_protocol_never_passes_a_committed_event(int writers, int readings, bool crashes)
    {
        if (IsLong) readings++;
        var (states, trace) = new FenceModel(writers, readings, crashes, FenceFlaw.None).Search();
        TestContext.Out.WriteLine($"{writers} writers, {readings} readings{(crashes ? ", one crash" : "")}: {states:N0} states");
        Assert.That(trace, Is.Null);
        Assert.That(states, Is.GreaterThan(10_000));
    }

    [TestCase(FenceFlaw.LockAfterDrawing, false)]
    [TestCase(FenceFlaw.LocksBeforeDrawn, false)]
    [TestCase(FenceFlaw.OldSnapshot, false)]
    [TestCase(FenceFlaw.UnlockBeforeVisible, false)]
    [TestCase(FenceFlaw.CachedPositions, false)]
    [TestCase(FenceFlaw.CheckpointAtCeiling, true)]
    public void Each_flaw_passes_a_committed_event_in_some_order(object flaw, bool crashes)
    {
        var (states, trace) = new FenceModel(writers: 2, readings: 2, crashes, (FenceFlaw)flaw).Search();
        TestContext.Out.WriteLine($"{flaw}, after {states:N0} states:{Environment.NewLine}{trace}");
        Assert.That(trace, Does.Contain("skipped"));
    }

    [Test]
    public void Without_a_crash_a_checkpoint_at_the_ceiling_would_do() =>
        Assert.That(new FenceModel(writers: 2, readings: 3, crashes: false, FenceFlaw.CheckpointAtCeiling).Search().Trace, Is.Null);
}
