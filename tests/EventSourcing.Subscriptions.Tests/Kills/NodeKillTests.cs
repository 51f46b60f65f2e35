namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: three processes share subscriptions, and one of them is killed again and again while events flow. LONG=1 does so for longer.</summary>
[NonParallelizable]
internal sealed class NodeKillTests
{
    private const int Partitions = 4;

    /// <summary>What every process runs: rows of a projection, which add up, and effects in the order in which they come.</summary>
    public static SubscriptionManager NewNode(ITransactionalEventStore store, string name, Action<int> onHandling)
    {
        var node = new SubscriptionNodeOptions { Id = name, LeaseDuration = TimeSpan.FromSeconds(2), BalanceInterval = TimeSpan.FromMilliseconds(100) };
        var manager = new SubscriptionManager(store, new SubscriptionManagerOptions { Node = node });
        manager.AddProjection<Sums>(o => o with { BatchSize = 5 });
        return manager.Add(new SubscriptionOptions { Name = "effects", EventTypes = [typeof(Moved)], BatchSize = 4, Partitions = Partitions }, async (context, cancellationToken) =>
        {
            var value = TestEvents.ValueOf(context.Event);
            onHandling(value);
            await context.Transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(value))], cancellationToken);
        });
    }

    [TestCase(StoreKind.Sqlite)]
    [TestCase(StoreKind.PostgreSql)]
    public async Task Nothing_is_lost_and_nothing_doubled(StoreKind kind)
    {
        var (events, rounds, started) = (KillScene.IsLong ? 20_000 : 1_000, KillScene.IsLong ? 60 : 4, 0);
        await using var scene = await KillScene.CreateAsync(kind);
        await scene.Store.ReadModelSchema.ApplyAsync([Sum.Mapping]);
        var nodes = new List<TestProcess>();
        while (nodes.Count < 3) nodes.Add(StartNode());
        var writer = scene.Start(ProcessRole.Writer, $"{events}");
        await scene.SharedAsync("effects", Partitions, nodes);
        for (var round = 0; round < rounds; round++)
        {
            // Killed in the middle: while it handles, as far as there is still something to handle.
            var victim = nodes[scene.Random.Next(nodes.Count)];
            var enough = victim.Lines + scene.Random.Next(1, 30);
            await scene.EventuallyAsync(() => victim.Lines >= enough || writer.HasExited, "the victim handles events");
            victim.Kill();
            nodes.Remove(victim);
            await scene.SharedAsync("effects", Partitions, nodes);
            nodes.Add(StartNode());
            await scene.SharedAsync("effects", Partitions, nodes);
        }

        await scene.EndsAsync(writer, "the writer is done");
        await scene.CaughtUpAsync("effects");
        await scene.CaughtUpAsync("sums@1");
        var stored = await scene.StoredAsync();
        var effects = await scene.EffectsAsync();
        Assert.That(stored, Has.Count.EqualTo(events));
        Assert.That(effects, Has.Count.EqualTo(events));
        var byKey = effects.ToLookup(v => $"{v % KillScene.Keys}");
        foreach (var stream in stored.GroupBy(e => e.Stream.Key)) Assert.That(byKey[stream.Key], Is.EqualTo(stream.Select(TestEvents.ValueOf)), "The effects of a key, in the store's order");
        await scene.CompareSumsAsync();

        TestProcess StartNode() => scene.Start(ProcessRole.Node, $"node {++started}");
    }
}
