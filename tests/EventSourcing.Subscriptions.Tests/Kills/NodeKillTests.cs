using EventSourcing.PostgreSql.Tests;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: three processes share subscriptions, and one of them is killed again and again while events flow. LONG=1 does so for longer.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
internal sealed class NodeKillTests
{
    private const int Partitions = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LONG") == "1";

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

    [Test]
    public async Task Nothing_is_lost_and_nothing_doubled_on_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory("node-kills-");
        try
        {
            var source = $"Data Source={folder.FullName}/store.db";
            await using var store = new SqliteEventStore(source, TestEvents.Catalog);
            await KillAgainAndAgainAsync(StoreKind.Sqlite, source, store);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Nothing_is_lost_and_nothing_doubled_on_PostgreSQL()
    {
        await using var database = await SharedServer.CreateDatabaseAsync();
        await using var store = new PostgreSqlEventStore(database.DataSource, TestEvents.Catalog);
        await KillAgainAndAgainAsync(StoreKind.PostgreSql, database.ConnectionString, store);
    }

    private static async Task KillAgainAndAgainAsync(StoreKind kind, string source, ITransactionalEventStore store)
    {
        var (events, rounds, random, started) = (IsLong ? 20_000 : 1_000, IsLong ? 60 : 4, new Random(7), 0);
        await store.ReadModelSchema.ApplyAsync([Sum.Mapping]);
        var nodes = new List<NodeProcess>();
        try
        {
            while (nodes.Count < 3) nodes.Add(NodeProcess.StartNode(kind, source, $"node {++started}"));
            using var writer = NodeProcess.StartWriter(kind, source, events);
            await UntilSharedAsync(store, nodes);
            for (var round = 0; round < rounds; round++)
            {
                // Killed in the middle: while it handles, as far as there is still something to handle.
                var victim = nodes[random.Next(nodes.Count)];
                var enough = victim.Lines + random.Next(1, 30);
                await EventuallyAsync(() => new ValueTask<bool>(victim.Lines >= enough || writer.HasExited), "the victim handles events");
                victim.Kill();
                nodes.Remove(victim);
                await UntilSharedAsync(store, nodes);
                nodes.Add(NodeProcess.StartNode(kind, source, $"node {++started}"));
                victim.Dispose();
                await UntilSharedAsync(store, nodes);
            }

            await EventuallyAsync(() => new ValueTask<bool>(writer.HasExited), "the writer is done");
            Assert.That(writer.ExitCode, Is.Zero);
            await CompareAsync(store, events);
        }
        finally
        {
            foreach (var node in nodes) node.Dispose();
        }
    }

    /// <summary>Waits until all partitions are held by processes that live, and all of those have some.</summary>
    private static async Task UntilSharedAsync(ITransactionalEventStore store, IReadOnlyList<NodeProcess> nodes)
    {
        var names = new LeaseNames("effects");
        var living = nodes.Select(n => n.Name).Order().ToList();
        await EventuallyAsync(
            async () =>
            {
                if (nodes.FirstOrDefault(n => n.HasExited) is { } ended) throw new AssertionException($"{ended.Name} has ended by itself, with {ended.ExitCode}.");
                var held = (await store.Leases.ListAsync(LeaseNames.Prefix)).Where(l => names.PartitionOf(l) is not null).ToList();
                return held.Count == Partitions && held.Select(l => l.Owner).Distinct().Order().SequenceEqual(living);
            },
            $"{string.Join(", ", living)} share the partitions");
    }

    private static async Task CompareAsync(ITransactionalEventStore store, int events)
    {
        await using var manager = new SubscriptionManager(store);
        var last = (await store.ReadCategoryAsync("test").LastAsync()).Position;
        Assert.That(await manager.WaitForAsync("effects", last, Patience), Is.True);
        Assert.That(await manager.WaitForAsync("sums@1", last, Patience), Is.True);

        var stored = await store.ReadCategoryAsync("test").ToListAsync();
        var effects = await store.ReadCategoryAsync("effects").Select(TestEvents.ValueOf).ToListAsync();
        Assert.That(stored, Has.Count.EqualTo(events));
        Assert.That(effects, Has.Count.EqualTo(events));
        var byKey = effects.ToLookup(v => $"{v % 11}");
        foreach (var stream in stored.GroupBy(e => e.Stream.Key)) Assert.That(byKey[stream.Key], Is.EqualTo(stream.Select(TestEvents.ValueOf)), "The effects of a key, in the store's order");
        var rows = await store.ReadModel(Sum.Mapping).QueryAsync().ToListAsync();
        Assert.That(rows.ToDictionary(r => r.Key, r => (r.Total, r.Count)), Is.EquivalentTo(stored.GroupBy(e => e.Stream.Key).ToDictionary(s => s.Key, s => (s.Sum(e => (long)TestEvents.ValueOf(e)), s.Count()))));
    }

    private static async Task EventuallyAsync(Func<ValueTask<bool>> condition, string what)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(10))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new AssertionException($"Within {Patience} it has not come to be so: {what}.");
        }
    }
}
