namespace EventSourcing.PostgreSql.Tests.Appending;

/// <summary>How many groups are under way at once.</summary>
[TestFixture]
public sealed class FlushPaceTests
{
    [TestCase(1.5, 1.0, 16, 2, Description = "a quick disk")]
    [TestCase(3.5, 1.0, 16, 4, Description = "a slow one")]
    [TestCase(100, 0.1, 16, 16, Description = "never more than allowed")]
    [TestCase(100, 0.1, 1, 1, Description = "one, where there is one connection for it")]
    [TestCase(0.06, 0.001, 16, 2, Description = "times that are too short to tell anything")]
    public void As_many_as_fit_into_the_wait_of_one(double totalMs, double executingMs, int most, int expected)
    {
        var pace = new FlushPace(most);
        Assert.That(pace.Flushers, Is.EqualTo(Math.Min(2, most)));
        pace.Observe(TimeSpan.FromMilliseconds(totalMs), TimeSpan.FromMilliseconds(executingMs));
        Assert.That(pace.Flushers, Is.EqualTo(expected));
    }

    [Test]
    public void A_single_slow_commit_changes_little_and_a_slow_disk_is_noticed()
    {
        var pace = new FlushPace(16);
        for (var i = 0; i < 100; i++) pace.Observe(TimeSpan.FromMilliseconds(1.4), TimeSpan.FromMilliseconds(1));
        pace.Observe(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(1));
        Assert.That(pace.Flushers, Is.LessThanOrEqualTo(3));
        for (var i = 0; i < 40; i++) pace.Observe(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(1));
        Assert.That(pace.Flushers, Is.InRange(9, 10));
    }

    [Test]
    public void Where_whole_groups_wait_there_may_be_twice_as_many_up_to_the_most()
    {
        Assert.That(new FlushPace(16).FullGroupFlushers, Is.EqualTo(4));
        Assert.That(new FlushPace(3).FullGroupFlushers, Is.EqualTo(3));
        Assert.That(new FlushPace(1).FullGroupFlushers, Is.EqualTo(1));
    }
}
