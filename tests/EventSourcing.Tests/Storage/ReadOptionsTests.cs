namespace EventSourcing.Tests.Storage;

public sealed class ReadOptionsTests
{
    [Test]
    public void Bounds_and_limits_begin_at_one_and_the_error_names_the_option()
    {
        (string Option, Action Make)[] cases =
        [
            ("FromVersion", () => _ = new StreamReadOptions { FromVersion = 0 }),
            ("ToVersion", () => _ = new StreamReadOptions { ToVersion = 0 }),
            ("Limit", () => _ = new StreamReadOptions { Limit = 0 }),
            ("Limit", () => _ = new FeedReadOptions { Limit = 0 }),
            ("Limit", () => _ = new CategoryReadOptions { Limit = -1 }),
            ("MaxRetries", () => _ = new AggregateRepositoryOptions { MaxRetries = -1 }),
            ("RetryDelay", () => _ = new AggregateRepositoryOptions { RetryDelay = TimeSpan.FromTicks(-1) }),
        ];

        foreach (var (option, make) in cases)
            Assert.That(make, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(option));
    }

    [Test]
    public void A_scan_never_goes_back()
    {
        var store = Guid.NewGuid();
        var scan = new FeedScan();
        scan.Begin(null);
        scan.Advance(new GlobalPosition(store, 5));
        scan.Advance(new GlobalPosition(store, 3));

        Assert.That(scan.Position, Is.EqualTo(new GlobalPosition(store, 5)));
        Assert.That(scan.ReachedHead, Is.False);
        scan.Complete();
        Assert.That(scan.ReachedHead, Is.True);
    }
}
