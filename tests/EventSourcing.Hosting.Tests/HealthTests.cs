using Banking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>What health checks tell of store, feed, subscriptions and dead letters.</summary>
internal sealed class HealthTests : HostFixture
{
    private static readonly SubscriptionOptions Some = new() { Name = "some", Retry = RetryPolicy.None };

    [Test]
    public async Task A_host_that_does_its_work_is_healthy_and_each_probe_has_its_checks()
    {
        var host = await StartAsync(e => e.UseInMemory().AddProjection<AccountBalances>().AddSubscription(Some, Nothing), AddHealth());
        await AppendAsync(host);
        await CaughtUpAsync(host, "some");

        var report = await CheckAsync(host);

        Assert.That(report.Entries.Select(e => e.Value.Status), Is.All.EqualTo(HealthStatus.Healthy), string.Join("; ", report.Entries.Select(e => e.Value.Description)));
        Assert.That(Names(EventSourcingHealthTags.All), Is.EquivalentTo(new[] { "event-store", "event-feed", "subscriptions", "dead-letters", "subscription:account-balances@1", "subscription:some" }));
        Assert.That(Names(EventSourcingHealthTags.Ready), Is.EquivalentTo(new[] { "event-store", "subscriptions" }));
        Assert.That(Names(EventSourcingHealthTags.Live), Is.EquivalentTo(new[] { "subscription:account-balances@1", "subscription:some" }));
        Assert.That(report.Entries["subscription:some"].Data, Contains.Key("lag").And.ContainKey("lagSeconds").And.ContainKey("handled"));

        IEnumerable<string> Names(string tag) => report.Entries.Where(e => e.Value.Tags.Contains(tag)).Select(e => e.Key);
    }

    [Test]
    public async Task A_subscription_that_has_ended_with_an_error_is_unhealthy_and_logged()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some with { OnError = ErrorStrategy.Stop }, Fail), AddHealth());
        await AppendAsync(host);
        var manager = host.Services.GetRequiredService<SubscriptionManager>();
        Assert.That(await manager.WaitForStateAsync("some", SubscriptionState.Faulted, Patience), Is.True);

        var entry = (await CheckAsync(host)).Entries["subscription:some"];

        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(entry.Description, Does.Contain("has ended with an error").And.Contain("no, never"));
        await EventuallyAsync(() => Logs.Lines.Any(l => l is { Level: LogLevel.Error, Exception: not null } && l.Message.Contains("'some' has ended", StringComparison.Ordinal)));
        Assert.That(Logs.Lines.Any(l => l.Level == LogLevel.Information && l.Message.Contains("Starting", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Parked_events_degrade_until_there_are_no_more_than_allowed()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Fail), AddHealth());
        var lenient = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Fail), AddHealth(new EventSourcingHealthOptions { MaxDeadLetters = 1 }));
        await AppendAsync(host);
        await AppendAsync(lenient);
        await CaughtUpAsync(host, "some");
        await CaughtUpAsync(lenient, "some");

        var entry = (await CheckAsync(host)).Entries["dead-letters"];

        Assert.That((entry.Status, entry.Data["open"]), Is.EqualTo((HealthStatus.Degraded, (object)1L)));
        Assert.That((await CheckAsync(lenient)).Entries["dead-letters"].Status, Is.EqualTo(HealthStatus.Healthy));
        await host.Services.GetRequiredService<IDeadLetterStore>().ResolveKeyAsync("some", new StreamId("account", "1").ToString());
        Assert.That((await CheckAsync(host)).Entries["dead-letters"].Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task Lag_and_pauses_degrade_and_a_subscription_that_is_stopped_or_not_of_this_process_is_told_apart()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing), AddHealth(new EventSourcingHealthOptions { MaxLag = 0 }));
        var manager = host.Services.GetRequiredService<SubscriptionManager>();
        manager.Pause("some");
        Assert.That((await CheckAsync(host)).Entries["subscription:some"], Has.Property("Status").EqualTo(HealthStatus.Degraded).And.Property("Description").Contains("is paused"));
        manager.Resume("some");
        await manager.StopAsync("some");
        Assert.That((await CheckAsync(host)).Entries["subscription:some"], Has.Property("Status").EqualTo(HealthStatus.Degraded).And.Property("Description").Contains("is stopped"));

        var other = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(o => o.RunSubscriptions = false), AddHealth());
        Assert.That((await CheckAsync(other)).Entries["subscription:some"], Has.Property("Status").EqualTo(HealthStatus.Healthy).And.Property("Description").Contains("does not run in this process"));
    }

    [Test]
    public async Task A_subscription_that_another_process_handles_stands_by_in_good_health()
    {
        var host = Build(e => e.UseInMemory().AddSubscription(Some, Nothing), AddHealth());
        Assert.That(await host.Services.GetRequiredService<ITransactionalEventStore>().Leases.TryAcquireAsync("subscription/p/0/some", "other", TimeSpan.FromHours(1)), Is.Not.Null);
        await host.StartAsync();
        await AppendAsync(host);
        Assert.That(await host.Services.GetRequiredService<SubscriptionManager>().WaitForStateAsync("some", SubscriptionState.Standby, Patience), Is.True);

        Assert.That((await CheckAsync(host)).Entries["subscription:some"], Has.Property("Status").EqualTo(HealthStatus.Healthy).And.Property("Description").Contains("stands by"));
        await host.StopAsync();
    }

    [Test]
    public async Task A_subscription_behind_the_end_of_the_feed_is_degraded_beyond_the_limits()
    {
        var (entered, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        foreach (var (options, healthy) in new[] { (new EventSourcingHealthOptions { MaxLag = 0, MaxLagTime = null }, false), (new EventSourcingHealthOptions { MaxLag = 100, MaxLagTime = null }, true) })
        {
            var host = await StartAsync(
                e => e.UseInMemory().AddSubscription(Some with { UseTransaction = false }, async (_, ct) =>
                {
                    entered.TrySetResult();
                    await go.Task.WaitAsync(ct);
                }),
                AddHealth(options));
            await AppendAsync(host);
            await entered.Task.WaitAsync(Patience);

            var entry = (await CheckAsync(host)).Entries["subscription:some"];

            Assert.That(entry.Status, Is.EqualTo(healthy ? HealthStatus.Healthy : HealthStatus.Degraded), entry.Description);
            Assert.That(entry.Data["lag"], Is.EqualTo(1L));
        }

        go.SetResult();
    }

    [Test]
    public async Task A_store_that_cannot_be_reached_is_not_ready_and_does_not_end_the_process()
    {
        var host = await StartAsync(
            e => e.UsePostgreSql("Host=127.0.0.1;Port=1;Username=none;Database=none;Timeout=1").AddSubscription(Some, Nothing),
            AddHealth(new EventSourcingHealthOptions { StoreTimeLimit = TimeSpan.FromSeconds(20) }));

        var report = await CheckAsync(host);

        Assert.That(report.Entries["event-store"].Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(report.Entries["subscriptions"].Status, Is.EqualTo(HealthStatus.Unhealthy), "it has not read its checkpoints");
        Assert.That(report.Entries.Where(e => e.Value.Tags.Contains(EventSourcingHealthTags.Live)).Select(e => e.Value.Status), Is.All.EqualTo(HealthStatus.Degraded), "the process itself may go on");
        Assert.That(report.Entries["event-feed"].Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(report.Entries["dead-letters"].Status, Is.EqualTo(HealthStatus.Degraded));
    }

    [Test]
    public async Task Who_holds_the_feed_back_is_named()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var host = await StartAsync(e => e.UsePostgreSql($"{database.ConnectionString};Application Name=forgetful"), AddHealth(new EventSourcingHealthOptions { FeedHoldLimit = TimeSpan.Zero }));
        var store = host.Services.GetRequiredService<ITransactionalEventStore>();
        Assert.That((await CheckAsync(host)).Entries["event-feed"].Status, Is.EqualTo(HealthStatus.Healthy));
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await transaction.AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m))]);

            var entry = (await CheckAsync(host)).Entries["event-feed"];

            Assert.That(entry.Status, Is.EqualTo(HealthStatus.Degraded));
            Assert.That(entry.Description, Does.Contain("forgetful"));
        }

        Assert.That((await CheckAsync(host)).Entries["event-feed"].Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public void Limits_are_checked()
    {
        Assert.That(() => new EventSourcingHealthOptions { StoreTimeLimit = TimeSpan.Zero }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EventSourcingHealthOptions { FeedHoldLimit = TimeSpan.FromSeconds(-1) }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EventSourcingHealthOptions { MaxLag = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EventSourcingHealthOptions { MaxLagTime = TimeSpan.Zero }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EventSourcingHealthOptions { MaxDeadLetters = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static Action<IServiceCollection> AddHealth(EventSourcingHealthOptions? options = null) => services => services.AddHealthChecks().AddEventSourcing(options);

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static async Task AppendAsync(IHost host) =>
        await host.Services.GetRequiredService<IEventStore>().AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m))]);

    private static ValueTask Nothing(EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static ValueTask Fail(EventContext context, CancellationToken cancellationToken) => throw new DomainException("no, never");
}
