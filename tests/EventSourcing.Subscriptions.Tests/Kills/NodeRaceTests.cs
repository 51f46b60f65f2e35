namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: what happens to a node's partitions between two moments that are mostly one.</summary>
internal sealed class NodeRaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task What_is_to_be_given_back_before_it_was_begun_with_is_given_back()
    {
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        var node = new SubscriptionNode(store.Leases, new SubscriptionNodeOptions { Id = "node 1" }, TimeProvider.System, new Random(1));
        var member = new NodeMembership(node, "numbers", 4);
        var (standby, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        member.Stepped(null);
        var next = Task.Run(async () => await member.NextAsync(
            () =>
            {
                standby.TrySetResult();
                goOn.Task.Wait(Patience);
            },
            CancellationToken.None));
        await standby.Task.WaitAsync(Patience);

        // The run is slow to go on: meanwhile the node takes all partitions, and another one comes.
        await member.BalanceAsync(await store.Leases.ListAsync(LeaseNames.Prefix));
        await store.Leases.TryAcquireAsync(new LeaseNames("numbers").Node(1), "node 2", TimeSpan.FromMinutes(1));
        await member.BalanceAsync(await store.Leases.ListAsync(LeaseNames.Prefix));
        goOn.SetResult();

        Assert.That((await next.WaitAsync(Patience)).Tokens.Keys, Is.EquivalentTo(new[] { 0, 1 }));
        var held = await store.Leases.ListAsync(LeaseNames.Prefix + "p/");
        Assert.That(held, Has.Count.EqualTo(2), "What the run does not have is free for the other node");
    }

    [Test]
    public async Task Who_leaves_while_the_store_is_away_does_not_ask_it_for_each_lease()
    {
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        var leases = new CountedLeases(store.Leases);
        var node = new SubscriptionNode(leases, new SubscriptionNodeOptions { Id = "node 1" }, TimeProvider.System, new Random(1));
        var member = new NodeMembership(node, "numbers", 4);
        await member.BalanceAsync([]);
        Assert.That(member.Leases, Has.Count.EqualTo(5), "The partitions, and the node itself");
        leases.IsDown = true;
        await member.LeaveAsync();
        Assert.That(leases.Releases, Is.EqualTo(1));
        Assert.That(member.Leases, Is.Empty);
    }
}
