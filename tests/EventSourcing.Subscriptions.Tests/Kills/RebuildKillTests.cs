namespace EventSourcing.Subscriptions.Tests;

/// <summary>
/// PR-2: one version after the other is rebuilt by processes that are killed in the middle and around the take-over until one has finished, while events flow and another process serves the version before.
/// LONG=1 does so for longer.
/// </summary>
[NonParallelizable]
internal sealed class RebuildKillTests
{
    /// <summary>What serves a version: alone, or as a node.</summary>
    public static SubscriptionManager NewServing(ITransactionalEventStore store, int version, string? node)
    {
        var options = new SubscriptionManagerOptions { Node = node is null ? null : new SubscriptionNodeOptions { Id = node, LeaseDuration = TimeSpan.FromSeconds(2), BalanceInterval = TimeSpan.FromMilliseconds(100) } };
        return new SubscriptionManager(store, options).AddProjection(Sums.OfVersion(version), o => o with { BatchSize = 5 });
    }

    [TestCase(StoreKind.Sqlite, false)]
    [TestCase(StoreKind.Sqlite, true)]
    [TestCase(StoreKind.PostgreSql, false)]
    [TestCase(StoreKind.PostgreSql, true)]
    public async Task Rows_are_those_of_one_version_and_the_one_before_stops(StoreKind kind, bool asNode)
    {
        var (versions, events) = (KillScene.IsLong ? 12 : 3, KillScene.IsLong ? 2_000 : 400);
        await using var scene = await KillScene.CreateAsync(kind);
        for (var i = 1; i <= events; i++) await scene.Store.AppendAsync(TestEvents.Stream($"{i % KillScene.Keys}"), ExpectedVersion.Any, [TestEvents.New(i)]);
        var serving = StartServing(1);
        await scene.CaughtUpAsync("sums@1");
        var writer = scene.Start(ProcessRole.Writer, "0");
        var (kills, late) = (0, 0);
        for (var version = 2; version <= versions; version++)
        {
            await RebuildAsync(version);
            await scene.EndsAsync(serving, $"version {version - 1} has stopped");
            Assert.That(serving.LastLine, Is.EqualTo("replaced"));
            var checkpoints = await scene.Store.Checkpoints.ListAsync();
            Assert.That(checkpoints.Where(c => c.Subscription.EndsWith("+rebuild", StringComparison.Ordinal)), Is.Empty);
            Assert.That(checkpoints.Where(c => c.Subscription.StartsWith("sums@", StringComparison.Ordinal) && !c.IsRetired).Select(c => c.Subscription), Is.EqualTo(new[] { $"sums@{version}" }));
            Assert.That(await new ProjectionRebuilder(scene.Store).FindLeftoversAsync(Sums.Descriptor), Is.Empty);
            await scene.CompareSumsAsync(version, upTo: checkpoints.Single(c => c.Subscription == $"sums@{version}").Position);
            serving = StartServing(version);
        }

        writer.Tell("stop");
        await scene.EndsAsync(writer, "the writer has stopped");
        await scene.CaughtUpAsync($"sums@{versions}");
        await scene.CompareSumsAsync(versions);
        TestContext.Out.WriteLine($"{kills} kills, {late} of them at the take-over");

        TestProcess StartServing(int version) => scene.Start(asNode ? ProcessRole.ServingNode : ProcessRole.Serving, $"{version}");

        async Task RebuildAsync(int version)
        {
            for (var left = KillScene.IsLong ? 12 : 4; ; left--)
            {
                var rebuild = scene.Start(ProcessRole.Rebuild, $"{version}");
                if (left == 0)
                {
                    await scene.EndsAsync(rebuild, $"version {version} is rebuilt");
                    return;
                }

                // By turns in the middle of it, and at the take-over or just after it; the moment is drawn.
                var lines = left % 2 == 0 ? scene.Random.Next(1, 8) : int.MaxValue;
                await scene.EventuallyAsync(() => rebuild.Lines >= lines || rebuild.LastLine == nameof(RebuildPhase.TakingOver) || rebuild.HasExited, "the rebuild goes on");
                var isLate = rebuild.LastLine == nameof(RebuildPhase.TakingOver);
                await Task.Delay(scene.Random.Next(0, 15));
                if (rebuild.HasExited)
                {
                    await scene.EndsAsync(rebuild, $"version {version} is rebuilt");
                    return;
                }

                rebuild.Kill();
                (kills, late) = (kills + 1, late + (isLate ? 1 : 0));
            }
        }
    }
}
