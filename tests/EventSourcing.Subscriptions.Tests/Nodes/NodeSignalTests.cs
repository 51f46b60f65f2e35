namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: nodes tell each other of what they give back, and of their coming, and wait for no look.</summary>
internal sealed class NodeSignalTests(StoreKind kind) : SubscriptionFixture(kind)
{
    // Nobody looks of himself, and nothing runs out, while a test lasts.
    private static readonly SubscriptionNodeOptions Seldom = new() { LeaseDuration = TimeSpan.FromHours(10), RenewalInterval = TimeSpan.FromHours(4), BalanceInterval = TimeSpan.FromHours(4) };

    private readonly Recorder _recorder = new();

    [Test]
    public async Task A_node_that_stops_hands_over_at_once()
    {
        var (first, second) = (NewNode("node 1", Store), NewNode("node 2", Other()));
        await first.StartAsync("numbers");
        Assert.That(await first.WaitForStateAsync("numbers", SubscriptionState.Live, Patience), Is.True);
        await second.StartAsync("numbers");

        // It is told that somebody has come, and gives its share.
        await EventuallyAsync(() => Held(first).Count == 2 && Held(second).Count == 2);
        await first.StopAsync("numbers");
        await EventuallyAsync(() => Held(second).Count == 4);
        for (var i = 1; i <= 20; i++) await AppendAsync(i, key: $"{i}");
        await CaughtUpAsync(manager: second);
        Assert.That(_recorder.Values.Order(), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task Whoever_listens_hears_of_each_announcement_until_he_does_not_any_more()
    {
        var (here, there) = ((ILeaseSignal)Store.Leases, (ILeaseSignal)Other().Leases);
        var (heard, gone) = (0, 0);
        var (listening, leaving) = (await there.ListenAsync(() => Interlocked.Increment(ref heard)), await there.ListenAsync(() => Interlocked.Increment(ref gone)));
        await EventuallyAsync(() => Volatile.Read(ref heard) > 0, here.Announce);
        leaving.Dispose();
        leaving.Dispose();
        var left = Volatile.Read(ref gone);
        for (var i = 0; i < 3; i++)
        {
            var before = Volatile.Read(ref heard);
            await EventuallyAsync(() => Volatile.Read(ref heard) > before, here.Announce);
        }

        Assert.That(gone, Is.EqualTo(left));
        listening.Dispose();
        Assert.That(async () => await here.ListenAsync(null!), Throws.ArgumentNullException);
    }

    /// <summary>The store of another process where there are such, and processes can tell each other.</summary>
    private ITransactionalEventStore Other() => Store is SqliteEventStore ? Store : Reopen(TestEvents.Catalog);

    private SubscriptionManager NewNode(string id, ITransactionalEventStore store) =>
        NewManager(new SubscriptionManagerOptions { Node = Seldom with { Id = id } }, store).Add(Options() with { Partitions = 4, UseTransaction = false }, _recorder.HandleAsync);

    private static IReadOnlyList<int> Held(SubscriptionManager manager) => manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().OwnPartitions;
}
