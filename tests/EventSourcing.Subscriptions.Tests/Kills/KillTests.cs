namespace EventSourcing.Subscriptions.Tests;

/// <summary>A process that is killed in the middle, again and again. LONG=1 does so for longer.</summary>
[NonParallelizable]
internal sealed class KillTests
{
    /// <summary>What the process runs: rows of a projection, and effects of a subscription that fails for one event in ten at first and parks those of one key.</summary>
    public static SubscriptionManager NewManager(ITransactionalEventStore store, Action<int> onHandled)
    {
        var manager = new SubscriptionManager(store).AddProjection<Sums>(o => o with { BatchSize = 3 });
        return manager.Add(new SubscriptionOptions { Name = "effects", EventTypes = [typeof(Moved)], BatchSize = 4, Partitions = 2, Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.Zero } }, async (context, cancellationToken) =>
        {
            var value = TestEvents.ValueOf(context.Event);
            if (context.Stream.Key == "3" || (value % 10 == 7 && context.Attempt == 1)) throw new InvalidOperationException($"{value} fails.");
            await context.Transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(value))], cancellationToken);
            onHandled(value);
        });
    }

    [TestCase(StoreKind.Sqlite)]
    [TestCase(StoreKind.PostgreSql)]
    public async Task Nothing_is_lost_and_nothing_doubled(StoreKind kind)
    {
        var (rounds, each) = (KillScene.IsLong ? 80 : 6, 40);
        await using var scene = await KillScene.CreateAsync(kind);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 1; i <= each; i++) await scene.Store.AppendAsync(TestEvents.Stream($"{i % 5}"), ExpectedVersion.Any, [TestEvents.New((round * each) + i)]);
            var process = scene.Start(ProcessRole.Single, "single");
            var lines = scene.Random.Next(0, 25);
            await scene.EventuallyAsync(() => process.Lines >= lines, "the process handles events");
            process.Kill();
        }

        await using var manager = NewManager(scene.Store, static _ => { });
        await manager.StartAllAsync();
        await scene.CaughtUpAsync("sums@1");
        await scene.CaughtUpAsync("effects");

        var all = Enumerable.Range(1, rounds * each).ToList();
        var effects = await scene.EffectsAsync();
        Assert.That(effects.Order(), Is.EqualTo(all.Where(v => v % 5 != 3)));
        foreach (var key in effects.GroupBy(v => v % 5)) Assert.That(key, Is.Ordered);
        var letters = await manager.DeadLetters.ListAsync().ToListAsync();
        Assert.That(letters.Select(l => l.Version), Is.EqualTo(Enumerable.Range(1, all.Count / 5).Select(v => (long)v)));
        await scene.CompareSumsAsync();
    }
}
