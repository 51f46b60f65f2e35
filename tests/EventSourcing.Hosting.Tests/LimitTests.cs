using Banking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Hosting.Tests;

/// <summary>Health and logs where a store does not answer, an event waits for long, or the host has ended.</summary>
internal sealed class LimitTests : HostFixture
{
    private static readonly SubscriptionOptions Some = new() { Name = "some", Retry = RetryPolicy.None };

    [Test]
    public async Task A_store_that_does_not_answer_in_time_is_unhealthy_and_what_is_known_without_it_is_told()
    {
        var (store, answer) = (new AwayStore(new InMemoryEventStore(DomainEvents.Catalog)), new TaskCompletionSource());
        var host = await StartAsync(e => e.UseStore("away", _ => store).AddSubscription(Some, Nothing), AddHealth(new EventSourcingHealthOptions { StoreTimeLimit = TimeSpan.FromMilliseconds(50) }));
        Assert.That(await host.Services.GetRequiredService<SubscriptionManager>().WaitForStateAsync("some", SubscriptionState.Live, Patience), Is.True);

        store.Answer = answer.Task;
        var report = await CheckAsync(host);

        Assert.That(report.Entries["event-store"], Has.Property("Status").EqualTo(HealthStatus.Unhealthy).And.Property("Description").Contains("has not answered within 0.05 s"));
        Assert.That(report.Entries["subscription:some"], Has.Property("Status").EqualTo(HealthStatus.Degraded).And.Property("Description").Contains("cannot be compared with the end of the feed"));
        Assert.That(report.Entries["subscription:some"].Status, Is.Not.EqualTo(HealthStatus.Unhealthy), "the process itself may go on");

        answer.SetResult();
        Assert.That((await CheckAsync(host)).Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task An_event_that_is_not_handled_for_longer_than_allowed_degrades()
    {
        var (clock, entered, go) = (new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), new TaskCompletionSource(), new TaskCompletionSource());

        // Leases would expire with the time that passes at once.
        var host = await StartAsync(
            e => e.UseInMemory().Configure(o => o.ShareSubscriptions = false).AddSubscription(Some with { UseTransaction = false, HandlerTimeLimit = TimeSpan.FromDays(1) }, async (_, ct) =>
            {
                entered.TrySetResult();
                await go.Task.WaitAsync(ct);
            }),
            s => AddHealth(new EventSourcingHealthOptions { MaxLagTime = TimeSpan.FromMinutes(10) })(s.AddSingleton<TimeProvider>(clock)));
        await AppendAsync(host);
        await entered.Task.WaitAsync(Patience);

        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.That((await CheckAsync(host)).Entries["subscription:some"].Status, Is.EqualTo(HealthStatus.Healthy));
        clock.Advance(TimeSpan.FromMinutes(2));
        var entry = (await CheckAsync(host)).Entries["subscription:some"];

        Assert.That((entry.Status, entry.Data["lag"], entry.Data["lagSeconds"]), Is.EqualTo((HealthStatus.Degraded, (object)1L, (object)660d)));
        go.SetResult();
        await CaughtUpAsync(host, "some");
        Assert.That((await CheckAsync(host)).Entries["subscription:some"].Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task Who_holds_the_feed_back_for_less_than_allowed_is_no_concern()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var host = await StartAsync(e => e.UsePostgreSql(database.ConnectionString), AddHealth(new EventSourcingHealthOptions { FeedHoldLimit = TimeSpan.FromHours(1) }));
        await using var transaction = await host.Services.GetRequiredService<ITransactionalEventStore>().BeginTransactionAsync();
        await transaction.AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m))]);

        var entry = (await CheckAsync(host)).Entries["event-feed"];

        Assert.That((entry.Status, entry.Data["holds"]), Is.EqualTo((HealthStatus.Healthy, (object)1)));
    }

    [Test]
    public async Task Nothing_is_logged_of_subscriptions_that_are_started_after_the_hosts_end()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing));
        await host.StopAsync();
        var logged = Logs.Lines.Count(l => l.Message.Contains("'some'", StringComparison.Ordinal));
        Assert.That(logged, Is.GreaterThan(0));

        var manager = host.Services.GetRequiredService<SubscriptionManager>();
        await manager.StartAsync("some");
        await manager.StopAsync("some");

        Assert.That(Logs.Lines.Count(l => l.Message.Contains("'some'", StringComparison.Ordinal)), Is.EqualTo(logged));
    }

    [Test]
    public async Task An_error_of_timeouts_that_comes_again_after_a_round_that_went_well_is_logged_again()
    {
        var store = new AwayStore(new InMemoryEventStore(DomainEvents.Catalog));
        var host = await StartAsync(
            e => e.UseStore("away", _ => store).AddProcess<DormancyWatch>().Configure(o => o.ProcessTimeouts.PollInterval = TimeSpan.FromMilliseconds(5)),
            s => s.AddSingleton<IDormancyRule>(new DormancyRule(TimeSpan.FromDays(1))));
        var (timeouts, rounds) = (host.Services.GetRequiredService<ProcessTimeouts>(), 0);
        timeouts.RoundFailed += (_, _) => Interlocked.Increment(ref rounds);

        await FailAsync();
        await FailAsync();
        Assert.That(Logged(), Is.EqualTo(1), "it is the same failure");
        store.IsAway = false;
        await EventuallyAsync(() => timeouts is { IsActive: true, LastError: null });
        await FailAsync();

        await EventuallyAsync(() => Logged() == 2);

        async Task FailAsync()
        {
            var before = Volatile.Read(ref rounds);
            store.IsAway = true;
            await EventuallyAsync(() => Volatile.Read(ref rounds) >= before + 2);
        }

        int Logged() => Logs.Lines.Count(l => l is { Level: LogLevel.Warning, Exception: EventStoreException } && l.Message.Contains("do not elapse for now", StringComparison.Ordinal));
    }

    private static Action<IServiceCollection> AddHealth(EventSourcingHealthOptions options) => services => services.AddHealthChecks().AddEventSourcing(options);

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().WaitAsync(Patience);

    private static async Task AppendAsync(IHost host) =>
        await host.Services.GetRequiredService<IEventStore>().AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m))]);

    private static ValueTask Nothing(EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
