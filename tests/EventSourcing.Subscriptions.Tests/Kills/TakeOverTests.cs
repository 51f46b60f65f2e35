namespace EventSourcing.Subscriptions.Tests;

/// <summary>PR-2: a version takes over while the one before is run in the same process, and events flow.</summary>
internal sealed class TakeOverTests(StoreKind kind) : SubscriptionFixture(kind)
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task The_version_that_was_served_stops_and_cannot_start_again(bool asNode)
    {
        var manager = await ServeAsync(1, asNode);
        await WhileEventsFlowAsync(async () =>
        {
            await new ProjectionRebuilder(Store).RebuildAsync(Sums.OfVersion(2), new RebuildOptions { PageSize = 10 });
            Assert.That(await manager.WaitForStateAsync("sums@1", SubscriptionState.Faulted, Patience), Is.True);
        });
        Assert.That((await manager.GetStatusAsync("sums@1")).Fault, Is.TypeOf<SubscriptionException>());
        Assert.That(async () => await manager.StartAsync("sums@1"), Throws.TypeOf<ProjectionVersionException>());

        var next = await ServeAsync(2, asNode);
        await CaughtUpAsync("sums@2", next);
        await CompareAsync(2);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_version_that_is_rebuilt_itself_goes_on(bool asNode)
    {
        var manager = await ServeAsync(1, asNode);
        await WhileEventsFlowAsync(async () => await new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, new RebuildOptions { PageSize = 10 }));
        await CaughtUpAsync("sums@1", manager);
        Assert.That(manager.GetState("sums@1"), Is.Not.EqualTo(SubscriptionState.Faulted));
        await CompareAsync(1);
    }

    private async Task<SubscriptionManager> ServeAsync(int version, bool asNode)
    {
        var node = asNode ? new SubscriptionNodeOptions { Id = $"node of {version}", BalanceInterval = TimeSpan.FromMilliseconds(20) } : null;
        var manager = NewManager(new SubscriptionManagerOptions { Node = node }).AddProjection(Sums.OfVersion(version), o => o with { BatchSize = 3 });
        await manager.StartAllAsync();
        return manager;
    }

    private async Task WhileEventsFlowAsync(Func<Task> work)
    {
        for (var i = 1; i <= 100; i++) await AppendAsync(i, key: $"{i % 7}");
        await CaughtUpAsync("sums@1");
        using var stopping = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 101; !stopping.IsCancellationRequested; i++)
            {
                await AppendAsync(i, key: $"{i % 7}");
                await Task.Delay(1, CancellationToken.None);
            }
        });
        try
        {
            await work();
        }
        finally
        {
            await stopping.CancelAsync();
            await writing;
        }
    }

    private async Task CompareAsync(int version)
    {
        var stored = await Store.ReadCategoryAsync("test").ToListAsync();
        var rows = await Store.ReadModel(Sum.Mapping).QueryAsync().ToListAsync();
        Assert.That(rows.ToDictionary(r => r.Key, r => (r.Total, r.Count)), Is.EquivalentTo(stored.GroupBy(e => e.Stream.Key).ToDictionary(s => s.Key, s => (s.Sum(e => (long)TestEvents.ValueOf(e)) * version, s.Count()))));
        Assert.That(await new ProjectionRebuilder(Store).FindLeftoversAsync(Sums.Descriptor), Is.Empty);
    }
}
