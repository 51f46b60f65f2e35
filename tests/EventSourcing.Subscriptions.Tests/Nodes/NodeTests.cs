namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: several managers of one store, as processes have them, share the partitions of a subscription.</summary>
internal sealed class NodeTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private static readonly SubscriptionNodeOptions Quick = new() { LeaseDuration = TimeSpan.FromSeconds(2), BalanceInterval = TimeSpan.FromMilliseconds(20) };

    private int _nodes;

    [Test]
    public async Task Nodes_share_partitions_as_they_join_and_leave_and_every_event_is_handled_once()
    {
        var nodes = new List<SubscriptionManager>();
        var written = 0;
        foreach (var count in new[] { 1, 2, 3, 2, 3 })
        {
            if (nodes.Count > count)
            {
                await nodes[0].StopAsync("numbers");
                nodes.RemoveAt(0);
            }

            while (nodes.Count < count) nodes.Add(await StartNodeAsync(o => o with { Partitions = 7, BatchSize = 3 }));
            var balanced = SharedFairlyAsync(nodes, 7);
            while (!balanced.IsCompleted || written % 40 != 0) await AppendAsync(++written, key: $"{written % 13}");
            await balanced;
        }

        await CaughtUpAsync(manager: nodes[0]);
        var effects = await EffectsAsync();
        Assert.That(effects.Order(), Is.EqualTo(Enumerable.Range(1, written)));
        foreach (var key in effects.GroupBy(v => v % 13)) Assert.That(key, Is.Ordered);
    }

    [Test]
    public async Task Of_one_partition_one_node_handles_everything_and_the_other_takes_over_when_it_stops()
    {
        var first = await StartNodeAsync();
        await SharedFairlyAsync([first], 1);
        var second = await StartNodeAsync();
        Assert.That(second.GetState("numbers"), Is.EqualTo(SubscriptionState.Standby));
        var appended = await AppendAsync(1);
        await CaughtUpAsync(manager: second);
        Assert.That((await second.GetStatusAsync("numbers")).Position, Is.GreaterThanOrEqualTo(appended.LastPosition));
        Assert.That((await second.GetStatusAsync("numbers")).Handled, Is.Zero);

        await first.StopAsync("numbers");
        Assert.That(await Store.Leases.ListAsync(LeaseNames.Prefix + "p/"), Has.None.Matches<Lease>(l => l.Owner == "node 1"), "What a node that stops has is free at once");
        await SharedFairlyAsync([second], 1);
        await AppendAsync(2);
        await CaughtUpAsync(manager: second);
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That((await second.GetStatusAsync("numbers")).Handled, Is.EqualTo(1));
    }

    [Test]
    public async Task A_partition_whose_lease_is_lost_is_handled_no_more_and_what_was_begun_is_undone()
    {
        var (inside, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var node = NewManager(new SubscriptionManagerOptions { Node = Quick with { Id = "slow" } });
        var cancelled = false;
        node.Add(Options() with { UseTransaction = false }, async (context, cancellationToken) =>
        {
            inside.TrySetResult();
            try
            {
                await release.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                cancelled = true;
                throw;
            }
        });
        await node.StartAsync("numbers");
        await AppendAsync(1);
        await inside.Task.WaitAsync(Patience);

        // Somebody else gets the lease.
        var lease = (await Store.Leases.ListAsync(LeaseNames.Prefix + "p/")).Single();
        await Store.Leases.ReleaseAsync(lease);
        while (await Store.Leases.TryAcquireAsync(lease.Name, "other", TimeSpan.FromMinutes(5)) is null) await Task.Delay(5);
        await EventuallyAsync(() => Volatile.Read(ref cancelled));
        await EventuallyAsync(() => node.GetState("numbers") == SubscriptionState.Standby);
        Assert.That((await Store.Checkpoints.FindAsync("numbers", 0))!.Position, Is.Null);
        release.SetResult();
    }

    [Test]
    public async Task What_is_written_under_an_earlier_lease_is_fenced_off_from_the_claim_on()
    {
        var node = await StartNodeAsync();
        var first = await AppendAsync(1);
        await CaughtUpAsync(manager: node);
        var token = (await Store.Checkpoints.FindAsync("numbers", 0))!.Token;
        Assert.That(token, Is.EqualTo((await Store.Leases.ListAsync(LeaseNames.Prefix + "p/")).Single().Token));
        await node.StopAsync("numbers");
        var next = await StartNodeAsync();
        await SharedFairlyAsync([next], 1);
        await EventuallyAsync(() => next.GetState("numbers") == SubscriptionState.Live);
        await using var transaction = await Store.BeginTransactionAsync();
        var late = new Checkpoint("numbers", 0, new GlobalPosition(first.LastPosition.StoreId, first.LastPosition.Value + 10), token);
        Assert.That(await transaction.MoveCheckpointAsync(late), Is.EqualTo(CheckpointOutcome.Fenced));
    }

    [Test]
    public async Task A_subscription_that_was_fenced_off_for_good_says_so_and_stops()
    {
        var node = await StartNodeAsync();
        await AppendAsync(1);
        await CaughtUpAsync(manager: node);
        await using (var transaction = await Store.BeginTransactionAsync())
        {
            await transaction.MoveCheckpointAsync(new Checkpoint("numbers", 0, null, long.MaxValue));
            await transaction.CommitAsync();
        }

        await AppendAsync(2);
        Assert.That(await node.WaitForStateAsync("numbers", SubscriptionState.Faulted, Patience), Is.True);
        Assert.That((await node.GetStatusAsync("numbers")).Fault, Is.TypeOf<SubscriptionException>());
        Assert.That(await Store.Leases.ListAsync(LeaseNames.Prefix), Is.Empty);
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1 }));
    }

    [TestCase(2, 5)]
    [TestCase(5, 2)]
    public async Task The_number_of_partitions_changes_when_the_last_node_of_the_old_one_has_gone(int before, int after)
    {
        for (var i = 1; i <= 20; i++) await AppendAsync(i, key: $"{i}");
        var old = await StartNodeAsync(o => o with { Partitions = before });
        await CaughtUpAsync(manager: old);
        await EventuallyAsync(() => old.GetState("numbers") == SubscriptionState.Live);
        await old.StopAsync("numbers");
        SubscriptionManager[] nodes = [await StartNodeAsync(o => o with { Partitions = after }), await StartNodeAsync(o => o with { Partitions = after })];
        await SharedFairlyAsync(nodes, after);
        for (var i = 21; i <= 40; i++) await AppendAsync(i, key: $"{i - 20}");
        await CaughtUpAsync(manager: nodes[0]);
        Assert.That((await EffectsAsync()).Order(), Is.EqualTo(Enumerable.Range(1, 40)));
        Assert.That(await Store.Checkpoints.ListAsync("numbers"), Has.Count.EqualTo(after));
    }

    [Test]
    public async Task A_start_from_the_beginning_is_not_repeated_by_the_nodes_that_join()
    {
        await AppendAsync(1);
        var first = await StartNodeAsync(o => o with { Start = SubscriptionStart.Beginning, Partitions = 2 });
        await CaughtUpAsync(manager: first);
        var second = await StartNodeAsync(o => o with { Start = SubscriptionStart.Beginning, Partitions = 2 });
        await SharedFairlyAsync([first, second], 2);
        await AppendAsync(2);
        await CaughtUpAsync(manager: second);
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 2 }));
    }

    /// <summary>Waits until nodes have all partitions, each of them one, and shares differ by one at most.</summary>
    private static async Task SharedFairlyAsync(IReadOnlyList<SubscriptionManager> nodes, int partitions)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(5))
        {
            var shares = new List<IReadOnlyList<int>>();
            foreach (var node in nodes) shares.Add((await node.GetStatusAsync("numbers")).OwnPartitions);
            if (shares.SelectMany(s => s).Order().SequenceEqual(Enumerable.Range(0, partitions)) && shares.Max(s => s.Count) - shares.Min(s => s.Count) <= 1) return;
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new AssertionException($"Shares are {string.Join(" | ", shares.Select(s => string.Join(",", s)))}");
        }
    }

    private async Task<SubscriptionManager> StartNodeAsync(Func<SubscriptionOptions, SubscriptionOptions>? configure = null)
    {
        var node = NewManager(new SubscriptionManagerOptions { Node = Quick with { Id = $"node {++_nodes}" } });
        node.Add(configure is null ? Options() : configure(Options()), HaveEffectAsync);
        await node.StartAsync("numbers");
        return node;
    }
}
