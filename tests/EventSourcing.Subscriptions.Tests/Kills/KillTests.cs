using System.Diagnostics;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A process that is killed in the middle, again and again.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What both processes run: rows of a projection, and effects of a subscription that fails for one event in ten at first and parks those of one key.</summary>
    public static void AddTo(SubscriptionManager manager, Action<int> onHandled)
    {
        manager.AddProjection<Sums>(o => o with { BatchSize = 3 });
        manager.Add(new SubscriptionOptions { Name = "effects", EventTypes = [typeof(Moved)], BatchSize = 4, Partitions = 2, Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.Zero } }, async (context, cancellationToken) =>
        {
            var value = TestEvents.ValueOf(context.Event);
            if (context.Stream.Key == "3" || (value % 10 == 7 && context.Attempt == 1)) throw new InvalidOperationException($"{value} fails.");
            await context.Transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(value))], cancellationToken);
            onHandled(value);
        });
    }

    [Test]
    public async Task Nothing_is_lost_and_nothing_doubled_on_SQLite()
    {
        const int Rounds = 8, Each = 40;
        var folder = Directory.CreateTempSubdirectory("subscription-kills-");
        try
        {
            var source = $"Data Source={folder.FullName}/store.db";
            await using var store = new SqliteEventStore(source, TestEvents.Catalog);
            var random = new Random(5);
            for (var round = 0; round < Rounds; round++)
            {
                for (var i = 1; i <= Each; i++) await store.AppendAsync(TestEvents.Stream($"{i % 5}"), ExpectedVersion.Any, [TestEvents.New((round * Each) + i)]);
                using var process = Start(source);
                for (var lines = random.Next(0, 25); lines > 0; lines--) await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
                process.Kill();
                await process.WaitForExitAsync();
            }

            await using var manager = new SubscriptionManager(store);
            AddTo(manager, static _ => { });
            await manager.StartAllAsync();
            var head = (await store.GetHeadAsync())!.Value;
            Assert.That(await manager.WaitForAsync("sums@1", head, Patience), Is.True);
            Assert.That(await manager.WaitForAsync("effects", head, Patience), Is.True);

            var all = Enumerable.Range(1, Rounds * Each).ToList();
            var effects = await store.ReadCategoryAsync("effects").Select(TestEvents.ValueOf).ToListAsync();
            Assert.That(effects.Order(), Is.EqualTo(all.Where(v => v % 5 != 3)));
            foreach (var key in effects.GroupBy(v => v % 5)) Assert.That(key, Is.Ordered);
            var letters = await manager.DeadLetters.ListAsync().ToListAsync();
            Assert.That(letters.Select(l => l.Version), Is.EqualTo(Enumerable.Range(1, all.Count / 5).Select(v => (long)v)));
            var rows = await store.ReadModel(Sum.Mapping).QueryAsync().ToListAsync();
            Assert.That(rows.Sum(r => r.Total), Is.EqualTo(all.Sum()));
            Assert.That(rows.Select(r => r.Count), Is.All.EqualTo(all.Count / 5));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string source)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        start.ArgumentList.Add(source);
        return Process.Start(start)!;
    }
}
