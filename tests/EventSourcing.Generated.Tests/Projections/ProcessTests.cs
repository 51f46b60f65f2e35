using EventSourcing;

namespace Banking.Projections;

/// <summary>A process manager runs by what is emitted for it.</summary>
public class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task It_handles_its_events_and_its_timeouts()
    {
        var log = new List<string>();
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        await store.AppendAsync(new StreamId("account", "rich"), ExpectedVersion.NoStream, [new NewEvent(new AccountOpened("Alice", 60)), new NewEvent(new MoneyDeposited(50, default))]);
        await store.AppendAsync(new StreamId("account", "poor"), ExpectedVersion.NoStream, [new NewEvent(new AccountOpened("Bob", 60), new EventMetadata { OccurredAt = DateTimeOffset.UtcNow.AddDays(-31) })]);
        await using var manager = new SubscriptionManager(store, new SubscriptionManagerOptions { Services = type => type == typeof(IList<string>) ? log : null }).AddProcess<SavingsGoal>();
        await manager.StartAllAsync();
        Assert.That(await manager.WaitForAsync("savings-goal@1", (await store.GetHeadAsync())!.Value, Patience), Is.True);
        await using var timeouts = new ProcessTimeouts(store);
        Assert.That(await timeouts.ElapseAsync(), Is.EqualTo(1));
        Assert.That(await manager.WaitForAsync("savings-goal@1", (await store.GetHeadAsync())!.Value, Patience), Is.True);
        Assert.That(log, Is.EqualTo(new[] { "poor missed 100 by 40" }));
        Assert.That(await store.ReadStreamAsync(new StreamId("trophy", "rich")).Select(e => e.Data).ToListAsync(), Is.EqualTo(new object[] { new GoalReached(110), new TrophyPolished() }));
        Assert.That(await new ProcessInstances(store).ListAsync("savings-goal").Select(i => (i.Key, i.Status)).ToListAsync(), Is.EqualTo(new[] { ("poor", ProcessStatus.Completed), ("rich", ProcessStatus.Completed) }));
    }

    [Test]
    public void The_catalog_lists_its_state_and_no_projection_for_it()
    {
        Assert.That(DomainEvents.Catalog.ReadModels.Select(m => m.Table), Does.Contain("saving"));
        Assert.That(DomainEvents.Catalog.Projections.Select(p => p.Name), Does.Not.Contain("savings-goal"));
    }

    [Test]
    public void Outside_a_process_its_base_class_says_what_is_missing()
    {
        var descriptor = DescriptorOf<SavingsGoal>();
        using var _ = Assert.EnterMultipleScope();
        Assert.That(descriptor.EventTypes, Is.EquivalentTo(new[] { typeof(AccountOpened), typeof(MoneyDeposited), typeof(GoalMissed) }));
        Assert.That(async () => await RunAsProjectionAsync(), Throws.InvalidOperationException.With.Message.Contains("AddProcess"));
    }

    private static async Task RunAsProjectionAsync()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        await store.ReadModelSchema.ApplyAsync(DomainEvents.Catalog.ReadModels);
        await using var transaction = await store.BeginTransactionAsync();
        IProjection process = DescriptorOf<SavingsGoal>().Create(new Dependencies(transaction.ReadModel(SavingMapping.Instance)));
        var opened = new RecordedEvent
        {
            Stream = new StreamId("account", "1"), Version = 1, Position = new GlobalPosition(Guid.CreateVersion7(), 1), Name = "x", SchemaVersion = 1, RecordedAt = DateTimeOffset.UnixEpoch,
            Data = new AccountOpened("Alice", 1), Metadata = new EventMetadata { EventId = Guid.CreateVersion7() },
        };
        await process.HandleAsync(new EventContext(opened, new Delivery("x", transaction)), default);
    }

    private static ProjectionDescriptor<T> DescriptorOf<T>()
        where T : class, IProjection<T> => T.Descriptor;
}
