namespace EventSourcing.Subscriptions.Tests;

/// <summary>PM-1: processes that run a process manager and its timeouts are killed again and again while events flow. LONG=1 does so for longer.</summary>
[NonParallelizable]
internal sealed class CourierKillTests
{
    private const int Partitions = 3;

    /// <summary>What every process runs.</summary>
    public static SubscriptionManager NewNode(ITransactionalEventStore store, string name, Action<int> onHandling)
    {
        var node = new SubscriptionNodeOptions { Id = name, LeaseDuration = TimeSpan.FromSeconds(2), BalanceInterval = TimeSpan.FromMilliseconds(100) };
        var manager = new SubscriptionManager(store, new SubscriptionManagerOptions { Node = node, Services = type => type == typeof(Action<int>) ? onHandling : null });
        return manager.AddProcess(Courier.Descriptor, o => o with { BatchSize = 4, Partitions = Partitions });
    }

    [TestCase(StoreKind.Sqlite, 1)]
    [TestCase(StoreKind.Sqlite, 3)]
    [TestCase(StoreKind.PostgreSql, 1)]
    [TestCase(StoreKind.PostgreSql, 3)]
    public async Task What_is_said_is_said_once_and_each_timeout_comes_once(StoreKind kind, int count)
    {
        var (events, rounds, started) = (KillScene.IsLong ? 10_000 : 600, KillScene.IsLong ? 40 : 3, 0);
        await using var scene = await KillScene.CreateAsync(kind);
        var nodes = Enumerable.Range(0, count).Select(_ => StartNode()).ToList();
        var writer = scene.Start(ProcessRole.Writer, $"{events}");
        for (var round = 0; round < rounds; round++)
        {
            var victim = nodes[scene.Random.Next(count)];
            var enough = victim.Lines + scene.Random.Next(1, 30);
            await scene.EventuallyAsync(() => victim.Lines >= enough || writer.HasExited, "the victim handles events");
            victim.Kill();
            nodes.Remove(victim);
            nodes.Add(StartNode());
        }

        await scene.EndsAsync(writer, "the writer is done");
        var instances = new ProcessInstances(scene.Store);
        await scene.CaughtUpAsync("courier@1");
        await scene.EventuallyAsync(async () => await instances.ListTimeoutsAsync("courier").CountAsync() == 0, "all timeouts have come");
        var rung = 0;
        foreach (var stream in (await scene.StoredAsync()).GroupBy(e => e.Stream.Key))
        {
            var values = stream.Select(TestEvents.ValueOf).ToList();
            var said = await scene.Store.ReadStreamAsync(Courier.Said(stream.Key)).Select(TestEvents.ValueOf).ToListAsync();
            Assert.That(said.Where(v => v > 0), Is.EqualTo(values), "What is said of the events of a key, in their order");
            Assert.That(said.Where(v => v < 0).Select(v => -v).Order(), Is.EqualTo(values.Where(Courier.IsRung)), "What is said when timeouts have elapsed");
            var timeouts = await scene.Store.ReadStreamAsync(TestEvents.Stream(stream.Key, "courier-timeouts")).Select(TestEvents.ValueOf).ToListAsync();
            Assert.That(timeouts.Order(), Is.EqualTo(values.Where(Courier.IsRung)), "The events of the timeouts");
            var state = await scene.Store.ReadModel(Courier.Descriptor.ReadModels.OfType<ReadModelMapping<Sum>>().Single()).FindAsync(stream.Key);
            Assert.That((state!.Total, state.Count), Is.EqualTo((values.Sum(v => (long)v), timeouts.Count)), "The state of an instance");
            rung += timeouts.Count;
        }

        Assert.That(rung, Is.EqualTo(events / 3));

        TestProcess StartNode() => scene.Start(ProcessRole.Courier, $"node {++started}");
    }
}
