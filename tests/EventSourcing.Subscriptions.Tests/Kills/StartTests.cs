namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: several nodes start at one instant where there is nothing yet: no schema, no tables, no checkpoints, no leases. Each has to come up by itself. LONG=1 does so more often.</summary>
[NonParallelizable]
internal sealed class StartTests
{
    private const int Partitions = 3;

    /// <summary>What every node runs: a projection, effects and a process manager, each with tables of its own.</summary>
    public static SubscriptionManager NewNode(ITransactionalEventStore store, string name)
    {
        var node = new SubscriptionNodeOptions { Id = name, LeaseDuration = TimeSpan.FromSeconds(5), BalanceInterval = TimeSpan.FromMilliseconds(20) };
        var manager = new SubscriptionManager(store, new SubscriptionManagerOptions { Node = node }).AddProjection<Sums>().AddProcess(Courier.Descriptor);
        return manager.Add(new SubscriptionOptions { Name = "effects", EventTypes = [typeof(Moved)], Partitions = Partitions, Start = SubscriptionStart.Beginning }, async (context, cancellationToken) =>
            await context.Transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(TestEvents.ValueOf(context.Event)))], cancellationToken));
    }

    [TestCase(StoreKind.Sqlite)]
    [TestCase(StoreKind.PostgreSql)]
    public async Task Processes(StoreKind kind)
    {
        await using var scene = await KillScene.CreateAsync(kind);
        var nodes = Enumerable.Range(1, 3).Select(i => scene.Start(ProcessRole.Starter, $"node {i}")).ToList();
        for (var round = 0; round < (KillScene.IsLong ? 60 : 5); round++)
        {
            await using var empty = await KillScene.CreateAsync(kind);
            await scene.EventuallyAsync(() => nodes.TrueForAll(n => n.LastLine == "ready"), "the processes are ready");
            foreach (var node in nodes) node.Tell(empty.Source);
            await scene.EventuallyAsync(() => nodes.TrueForAll(n => n.LastLine == empty.Source), "all processes have started");
            await scene.EventuallyAsync(() => IsSharedAsync(empty.Store, nodes.Select(n => n.Name)), "the processes share the partitions");
            await CompareAsync(empty);
            foreach (var node in nodes) node.Tell("leave");
            await scene.EventuallyAsync(() => nodes.TrueForAll(n => n.LastLine == "ready"), "the processes have left");
        }
    }

    [TestCase(StoreKind.Sqlite)]
    [TestCase(StoreKind.PostgreSql)]
    public async Task Stores_of_one_process(StoreKind kind)
    {
        for (var round = 0; round < (KillScene.IsLong ? 100 : 8); round++)
        {
            await using var scene = await KillScene.CreateAsync(kind);
            var stores = Enumerable.Range(1, 5).Select(_ => new OpenedStore(kind, scene.Source)).ToList();
            var nodes = stores.Select((s, i) => NewNode(s.Store, $"node {i}")).ToList();
            using var instant = new Barrier(nodes.Count);
            await Task.WhenAll(nodes.Select(node => Task.Factory.StartNew(
                () =>
                {
                    instant.SignalAndWait();
                    node.StartAllAsync().AsTask().GetAwaiter().GetResult();
                },
                TaskCreationOptions.LongRunning)));
            await CompareAsync(scene);
            foreach (var node in nodes)
            {
                foreach (var name in node.Names) Assert.That(node.GetState(name), Is.Not.EqualTo(SubscriptionState.Faulted), name);
                await node.DisposeAsync();
            }

            foreach (var store in stores) await store.DisposeAsync();
        }
    }

    private static async ValueTask<bool> IsSharedAsync(ITransactionalEventStore store, IEnumerable<string> nodes)
    {
        var names = new LeaseNames("effects");
        var held = (await store.Leases.ListAsync(LeaseNames.Prefix)).Where(l => names.PartitionOf(l) is not null).ToList();
        return held.Count == Partitions && held.Select(l => l.Owner).Order().SequenceEqual(nodes.Order());
    }

    private static async Task CompareAsync(KillScene scene)
    {
        const int Count = 12;
        for (var i = 1; i <= Count; i++) await scene.Store.AppendAsync(TestEvents.Stream($"{i % 4}"), ExpectedVersion.Any, [TestEvents.New(i)]);
        foreach (var name in (string[])["effects", "sums@1", "courier@1"]) await scene.CaughtUpAsync(name);
        var effects = await scene.EffectsAsync();
        Assert.That(effects.Order(), Is.EqualTo(Enumerable.Range(1, Count)));
        await scene.CompareSumsAsync();
    }
}
