namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: who has which partitions, and from when to when, by a clock that is moved on.</summary>
internal sealed class MembershipTests
{
    private static readonly SubscriptionNodeOptions Options = new() { Id = "node", LeaseDuration = TimeSpan.FromSeconds(15), BalanceInterval = TimeSpan.FromSeconds(1) };
    private static readonly TimeSpan Lease = Options.LeaseDuration;
    private static readonly TimeSpan Balance = Options.BalanceInterval;
    private static readonly TimeSpan Tick = SimulatedNodes.Tick;

    [Test]
    public async Task Nodes_that_come_and_go_have_fair_shares_within_some_looks()
    {
        var nodes = new SimulatedNodes(7, Options);
        foreach (var count in new[] { 1, 2, 3, 4, 3, 2, 1, 5, 7, 2 })
        {
            while (nodes.Running.Count < count) nodes.Start();
            while (nodes.Running.Count > count) await nodes.StopAsync(nodes.Running[0]);
            await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        }

        Assert.That(nodes.Refused, Is.Zero);
    }

    [Test]
    public async Task Nothing_moves_while_nobody_comes_or_goes_and_leases_are_renewed_without_end()
    {
        var nodes = new SimulatedNodes(7, Options);
        for (var i = 0; i < 3; i++) nodes.Start();
        await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        var (tokens, begun) = (nodes.Running.Select(n => n.Tokens).ToList(), nodes.Running.Select(n => n.Begun).ToList());
        await nodes.PassAsync(10 * Lease);
        Assert.That(nodes.Running.Select(n => n.Tokens), Is.EqualTo(tokens));
        Assert.That(nodes.Running.Select(n => n.Begun), Is.EqualTo(begun), "Nobody is interrupted where a lease would have run out");
    }

    [Test]
    public async Task A_node_lets_go_of_what_it_has_lost_as_soon_as_it_renews()
    {
        var nodes = new SimulatedNodes(2, Options);
        var node = nodes.Start();
        await nodes.PassUntilAsync(() => nodes.IsShared, Tick);
        var lost = (await nodes.Leases.ListAsync(LeaseNames.Prefix + "p/0"))[0];
        await nodes.Leases.ReleaseAsync(lost);
        Assert.That(await nodes.Leases.TryAcquireAsync(lost.Name, "somebody else", TimeSpan.FromHours(1)), Is.Not.Null);
        Assert.That(node.Tokens, Has.Count.EqualTo(2), "It does not know yet");
        await nodes.PassAsync((Lease / 3) + Tick);
        Assert.That(node.Tokens.Keys, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_store_that_is_away_for_a_moment_costs_no_lease_however_seldom_a_node_looks()
    {
        var nodes = new SimulatedNodes(2, Options with { BalanceInterval = TimeSpan.FromHours(1) });
        var node = nodes.Start();
        await nodes.PassUntilAsync(() => nodes.IsShared, Tick);
        var tokens = node.Tokens;

        // When the leases are to be renewed for the first time.
        await nodes.PassAsync(Lease / 4);
        node.Leases.IsDown = true;
        await nodes.PassAsync(Lease / 4);
        Assert.That(node.Failure, Is.Not.Null);
        node.Leases.IsDown = false;
        await nodes.PassAsync(Lease);
        Assert.That((node.Failure, node.Begun), Is.EqualTo(((Exception?)null, 1)));
        Assert.That(node.Tokens, Is.EqualTo(tokens));
    }

    [Test]
    public async Task More_nodes_than_partitions_stand_by_until_one_is_free()
    {
        var nodes = new SimulatedNodes(1, Options);
        var first = nodes.Start();
        await nodes.PassUntilAsync(() => first.Tokens.Count == 1, Tick);
        var second = nodes.Start();
        await nodes.PassAsync(3 * Balance);

        // That it stands by is told by a run of its own, which the time of the nodes does not wait for.
        Assert.That(() => second.IsStandby, Is.True.After(10_000, 1));
        Assert.That((second.Tokens.Count, first.Tokens.Count), Is.EqualTo((0, 1)));
        await nodes.StopAsync(first);
        await nodes.PassUntilAsync(() => second.Tokens.Count == 1, Balance + Tick);
        Assert.That(second.IsStandby, Is.False);
    }

    [TestCase(2)]
    [TestCase(15)]
    public async Task What_a_dead_node_had_is_free_when_its_leases_have_run_out_and_not_before(int seconds)
    {
        var nodes = new SimulatedNodes(4, Options with { LeaseDuration = TimeSpan.FromSeconds(seconds) });
        var (dead, alive) = (nodes.Start(), nodes.Start());
        await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        var expiry = (await nodes.Leases.ListAsync(LeaseNames.Prefix)).Where(l => l.Owner == dead.Id).Max(l => l.ExpiresAt) - nodes.Now;
        nodes.Kill(dead);
        var taken = await nodes.PassUntilAsync(() => alive.Tokens.Count == 4, TimeSpan.FromSeconds(seconds + 2));
        Assert.That(taken, Is.InRange(expiry, expiry + (2 * Tick)));
        Assert.That(expiry, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public async Task A_node_looks_when_the_lease_of_another_one_runs_out_however_seldom_it_looks_otherwise()
    {
        var seldom = Options with { BalanceInterval = TimeSpan.FromHours(1), RenewalInterval = TimeSpan.FromSeconds(1) };
        var nodes = new SimulatedNodes(1, seldom);
        var first = nodes.Start();
        await nodes.PassAsync(Tick);
        var second = nodes.Start();
        await nodes.PassAsync(Lease / 2);
        nodes.Kill(first);
        var taken = await nodes.PassUntilAsync(() => second.Tokens.Count == 1, 2 * Lease);
        Assert.That(taken, Is.LessThanOrEqualTo(Lease + (2 * Tick)));
    }

    [TestCase(100)]
    [TestCase(1000)]
    public async Task It_is_balanced_as_often_as_the_option_says(int milliseconds)
    {
        var nodes = new SimulatedNodes(2, Options with { BalanceInterval = TimeSpan.FromMilliseconds(milliseconds), RenewalInterval = TimeSpan.FromSeconds(7) });
        var node = nodes.Start();
        await nodes.PassAsync(TimeSpan.FromSeconds(60));
        Assert.That(node.Leases.Looks, Is.EqualTo(60_000 / milliseconds).Within(10).Percent);
    }

    [TestCase(1)]
    [TestCase(5)]
    public async Task Leases_are_renewed_as_often_as_the_option_says_and_by_default_three_times_while_they_last(int seconds)
    {
        var nodes = new SimulatedNodes(16, Options with { RenewalInterval = seconds == 5 ? null : TimeSpan.FromSeconds(seconds) });
        var node = nodes.Start();
        await nodes.PassAsync(TimeSpan.FromSeconds(60));
        Assert.That(node.Leases.Renewals, Is.EqualTo(60 / seconds).Within(2), "in one question for all partitions");
        Assert.That(() => new SubscriptionManager(new InMemoryEventStore(TestEvents.Catalog), new() { Node = Options with { RenewalInterval = Lease * 0.6 } }), Throws.ArgumentException.With.Message.Contains("RenewalInterval"));
    }

    [Test]
    public async Task Leases_tell_whose_they_are()
    {
        var nodes = new SimulatedNodes(2, Options);
        nodes.Start();
        await nodes.PassAsync(Tick);
        Assert.That((await nodes.Leases.ListAsync(LeaseNames.Prefix)).Select(l => l.Owner), Has.Exactly(3).EqualTo("node 1"));
        var (one, another) = (new SubscriptionNodeOptions(), new SubscriptionNodeOptions());
        Assert.That(one.Id, Is.Not.EqualTo(another.Id).And.StartsWith(Environment.MachineName.Length > 50 ? Environment.MachineName[..50] : Environment.MachineName));
        Assert.That(() => Options with { Id = "" }, Throws.ArgumentException);
    }

    [Test]
    public async Task A_node_that_stands_still_for_longer_than_its_leases_last_is_refused_and_gives_up_at_once()
    {
        var nodes = new SimulatedNodes(4, Options);
        var (stalled, other) = (nodes.Start(), nodes.Start());
        await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        stalled.Stall = 2 * Lease;
        await nodes.PassUntilAsync(() => other.Tokens.Count == 4, Lease + Balance);
        Assert.That(stalled.Tokens, Has.Count.EqualTo(2), "It does not know yet");
        await nodes.PassUntilAsync(() => stalled.Missed == TimeSpan.Zero, 2 * Lease);
        Assert.That(nodes.Refused, Is.EqualTo(2), "What it writes before its clock tells it of the time");
        Assert.That(stalled.Tokens, Is.Empty);
        await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        Assert.That(nodes.Refused, Is.EqualTo(2));
    }

    [Test]
    public async Task A_node_whose_store_is_away_lets_go_when_its_leases_have_run_out_and_comes_back_with_it()
    {
        var nodes = new SimulatedNodes(4, Options);
        var (cut, other) = (nodes.Start(), nodes.Start());
        await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        cut.Leases.IsDown = true;
        await nodes.PassAsync(Lease / 2);
        Assert.That(cut.Tokens, Has.Count.EqualTo(2));
        Assert.That(cut.Failure, Is.TypeOf<EventStoreException>());
        await nodes.PassUntilAsync(() => cut.Tokens.Count == 0, Lease / 2);
        await nodes.PassUntilAsync(() => other.Tokens.Count == 4, (2 * Balance) + Lease);
        cut.Leases.IsDown = false;
        await nodes.PassUntilAsync(() => nodes.IsShared, 4 * Balance);
        Assert.That((cut.Failure, nodes.Refused), Is.EqualTo(((Exception?)null, 0)));
    }

    [Test]
    public async Task A_node_that_has_never_reached_its_store_does_not_say_that_it_stands_by()
    {
        var nodes = new SimulatedNodes(1, Options);
        var node = nodes.Start();
        node.Leases.IsDown = true;
        await nodes.PassAsync(Lease);
        Assert.That(node.IsStandby, Is.False);
        Assert.That(node.Failure, Is.TypeOf<EventStoreException>());
        node.Leases.IsDown = false;
        await nodes.PassUntilAsync(() => nodes.IsShared, 2 * Balance);
    }

    [Test]
    public async Task A_node_that_takes_very_many_partitions_slowly_renews_what_it_has_meanwhile()
    {
        // A second for each lease: far more than they last, all together.
        var nodes = new SimulatedNodes(100, Options);
        var node = nodes.Start();
        node.Leases.Taken = () => nodes.PassOnly(node, TimeSpan.FromSeconds(1));
        await nodes.PassUntilAsync(() => nodes.IsShared, TimeSpan.FromSeconds(30));
        Assert.That(node.Leases.Renewals, Is.GreaterThan(15));
        Assert.That(nodes.Refused, Is.Zero);
    }
}
