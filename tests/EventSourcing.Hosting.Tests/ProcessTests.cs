using Banking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>Process managers and their timeouts in a generic host, on each store and over several starts.</summary>
[NonParallelizable]
internal sealed class ProcessTests(StoreKind kind) : StoreFixture(kind)
{
    private static readonly StreamId Account = new("account", "1");
    private static readonly StreamId Report = new("report", "1");

    [Test]
    public async Task A_process_handles_events_asks_for_services_and_its_timeouts_elapse_while_the_host_runs()
    {
        var host = await StartAsync(TimeSpan.FromMilliseconds(50));
        await AppendAsync(host, new AccountOpened("Alice", 100m));

        await EventuallyAsync(async () => await StoreOf(host).GetVersionAsync(Report) == 1);

        var reported = await StoreOf(host).ReadStreamAsync(Report).SingleAsync();
        Assert.That(reported.Data, Is.EqualTo(new AccountReported("Alice", 0)));
        Assert.That((await host.Services.GetRequiredService<IReadModel<Dormancy>>().GetAsync("1")).Owner, Is.EqualTo("Alice"), "its state is a read model of the program");
        await EventuallyAsync(async () => await host.Services.GetRequiredService<ProcessInstances>().FindAsync("dormancy", "1") is { Status: ProcessStatus.Completed });
    }

    [Test]
    public async Task What_was_due_while_timeouts_did_not_elapse_is_told_and_elapses_after_the_next_start()
    {
        var first = await StartAsync(TimeSpan.Zero, Settings(("ProcessTimeouts:Enabled", "false")), new EventSourcingHealthOptions { MaxTimeoutDelay = TimeSpan.Zero });
        await AppendAsync(first, new AccountOpened("Alice", 100m));
        await CaughtUpAsync(first, "dormancy@1");

        var status = await first.Services.GetRequiredService<ProcessTimeouts>().GetStatusAsync();
        var health = await CheckAsync(first);

        Assert.That((status.Overdue, status.Waiting, status.Failed), Is.EqualTo((1, 0, 0)));
        Assert.That(status.OverdueFor, Is.GreaterThan(TimeSpan.Zero));
        Assert.That((health.Status, health.Data["overdue"]), Is.EqualTo((HealthStatus.Degraded, (object)1L)));
        Assert.That(health.Description, Does.Contain("1 timeouts are due and have not elapsed"));
        Assert.That(first.Services.GetRequiredService<ProcessTimeouts>().IsActive, Is.False);
        if (Kind == StoreKind.InMemory) return;

        await first.StopAsync();
        var second = await StartAsync(TimeSpan.Zero, health: new EventSourcingHealthOptions { MaxTimeoutDelay = TimeSpan.Zero });
        await EventuallyAsync(async () => await StoreOf(second).GetVersionAsync(Report) == 1);
        await EventuallyAsync(async () => await CheckAsync(second) is { Status: HealthStatus.Healthy } healthy && Equals(healthy.Data["overdue"], 0L) && Equals(healthy.Data["isActive"], true));
    }

    [Test]
    public async Task A_process_that_runs_no_subscriptions_lets_no_timeout_elapse()
    {
        var host = await StartAsync(TimeSpan.Zero, Settings(("RunSubscriptions", "false")));
        await AppendAsync(host, new AccountOpened("Alice", 100m));
        var manager = host.Services.GetRequiredService<SubscriptionManager>();
        await manager.StartAllAsync();
        await CaughtUpAsync(host, "dormancy@1");

        Assert.That((await host.Services.GetRequiredService<ProcessTimeouts>().GetStatusAsync()).Overdue, Is.EqualTo(1));
        Assert.That(host.Services.GetRequiredService<ProcessTimeouts>().IsActive, Is.False);
    }

    [Test]
    public async Task Timeouts_stop_before_the_subscriptions_and_another_host_takes_their_lock_over()
    {
        var states = new List<bool>();
        var host = await StartAsync(TimeSpan.FromDays(1));
        var timeouts = host.Services.GetRequiredService<ProcessTimeouts>();
        await EventuallyAsync(() => timeouts.IsActive);
        host.Services.GetRequiredService<SubscriptionManager>().StateChanged += (_, change) =>
        {
            if (change.Current == SubscriptionState.Stopped) states.Add(timeouts.IsActive);
        };

        await host.StopAsync();

        Assert.That(states, Is.EqualTo(new[] { false }), "the timeouts still ran when the process had stopped");
        Assert.That(await new DistributedLocks(host.Services.GetRequiredService<ITransactionalEventStore>().Leases).TryAcquireAsync("process-timeouts"), Is.Not.Null, "the lock is free at once");
    }

    [Test]
    public async Task Settings_of_timeouts_have_their_effect()
    {
        var host = await StartAsync(TimeSpan.FromMilliseconds(20), Settings(("ProcessTimeouts:LockName", "other"), ("ProcessTimeouts:PollInterval", "00:00:00.010")));
        await EventuallyAsync(() => host.Services.GetRequiredService<ProcessTimeouts>().IsActive);

        var locks = new DistributedLocks(host.Services.GetRequiredService<ITransactionalEventStore>().Leases);
        Assert.That(await locks.TryAcquireAsync("other"), Is.Null, "its lock is taken");
        await using var free = await locks.TryAcquireAsync("process-timeouts");
        Assert.That(free, Is.Not.Null, "and the other one is not");

        await AppendAsync(host, new AccountOpened("Alice", 100m));
        await EventuallyAsync(async () => await StoreOf(host).GetVersionAsync(Report) == 1);
    }

    [Test]
    public async Task Settings_and_options_of_a_process_are_a_subscriptions()
    {
        var host = await StartAsync(TimeSpan.FromDays(1), Settings(("Subscriptions:dormancy:Partitions", "3")));
        Assert.That((await host.Services.GetRequiredService<SubscriptionManager>().GetStatusAsync("dormancy@1")).Partitions, Has.Count.EqualTo(3));

        var named = await StartAsync(e => e.UseInMemory().AddProcess<DormancyWatch>(o => o with { Name = "other" }), s => s.AddSingleton<IDormancyRule>(new DormancyRule(TimeSpan.Zero)));
        Assert.That(named.Services.GetRequiredService<SubscriptionManager>().Names, Is.EqualTo(new[] { "other" }));
    }

    [Test]
    public async Task Rounds_that_fail_in_one_way_are_logged_once()
    {
        if (Kind != StoreKind.InMemory) return;
        var host = await StartAsync(TimeSpan.Zero, Settings(("ProcessTimeouts:PollInterval", "00:00:00.005")));
        var (timeouts, rounds) = (host.Services.GetRequiredService<ProcessTimeouts>(), 0);
        timeouts.RoundFailed += (_, _) => Interlocked.Increment(ref rounds);

        await StoreOf(host).DisposeAsync();
        await EventuallyAsync(() => Volatile.Read(ref rounds) >= 4);

        Assert.That(Logs.Lines.Count(l => l is { Level: LogLevel.Warning, Exception: ObjectDisposedException } && l.Message.Contains("do not elapse for now", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_timeout_whose_event_cannot_be_appended_is_logged_once_and_degrades()
    {
        var host = await StartAsync(TimeSpan.Zero, Settings(("ProcessTimeouts:PollInterval", "00:00:00.005")));
        // Nothing more can be appended to a stream that is closed for good.
        var timeouts = new StreamId("dormancy-timeouts", "1");
        await StoreOf(host).AppendAsync(timeouts, ExpectedVersion.Any, [new NewEvent(new MoneyWithdrawn(1m))]);
        await ((IStreamMaintenance)StoreOf(host)).TombstoneAsync(timeouts, ExpectedVersion.Any);
        await AppendAsync(host, new AccountOpened("Alice", 100m));

        await EventuallyAsync(() => Logs.Lines.Any(l => l is { Level: LogLevel.Error, Exception: not null } && l.Message.Contains("'dormancy' of instance '1' of 'dormancy'", StringComparison.Ordinal)));
        await EventuallyAsync(async () => await CheckAsync(host) is { Status: HealthStatus.Degraded } health && Equals(health.Data["failed"], 1L));
        var failed = await host.Services.GetRequiredService<ProcessInstances>().ListTimeoutsAsync("dormancy").SingleAsync();
        var version = failed.RowVersion;
        Assert.That(failed.Error, Does.Contain("dormancy-timeouts"));

        // Several rounds later nothing more is said, and nothing more is written.
        await host.Services.GetRequiredService<ProcessTimeouts>().ElapseAsync();
        await host.Services.GetRequiredService<ProcessTimeouts>().ElapseAsync();
        Assert.That(Logs.Lines.Count(l => l.Message.Contains("cannot be appended", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That((await host.Services.GetRequiredService<ProcessInstances>().ListTimeoutsAsync("dormancy").SingleAsync()).RowVersion, Is.EqualTo(version));
    }

    [Test]
    public async Task Events_that_a_process_passes_over_are_counted_where_they_are_committed()
    {
        using var told = new Telemetry();
        var host = await StartAsync(TimeSpan.Zero);
        await AppendAsync(host, new MoneyWithdrawn(1m));
        await AppendAsync(host, new MoneyWithdrawn(2m));
        await CaughtUpAsync(host, "dormancy@1");
        Assert.That(await IgnoredAsync(), Is.EqualTo(2));

        await AppendAsync(host, new AccountOpened("Alice", 100m));
        await EventuallyAsync(async () => await host.Services.GetRequiredService<ProcessInstances>().FindAsync("dormancy", "1") is { Status: ProcessStatus.Completed });
        await AppendAsync(host, new MoneyWithdrawn(3m));
        await CaughtUpAsync(host, "dormancy@1");

        Assert.That(await IgnoredAsync(), Is.EqualTo(3));
        Assert.That(told.Sum("eventsourcing.process.ignored", ("eventsourcing.subscription", "dormancy@1"), ("eventsourcing.process.reason", "no_instance")), Is.EqualTo(2));
        Assert.That(told.Sum("eventsourcing.process.ignored", ("eventsourcing.subscription", "dormancy@1"), ("eventsourcing.process.reason", "completed")), Is.EqualTo(1));
        Assert.That(told.Sum("eventsourcing.process.timeouts.elapsed", ("eventsourcing.process", "dormancy")), Is.EqualTo(1));

        async Task<long> IgnoredAsync() => (await host.Services.GetRequiredService<SubscriptionManager>().GetStatusAsync("dormancy@1")).Ignored;
    }

    private static IEventStore StoreOf(IHost host) => host.Services.GetRequiredService<IEventStore>();

    private static async Task AppendAsync(IHost host, object @event) => await StoreOf(host).AppendAsync(Account, ExpectedVersion.Any, [new NewEvent(@event)]);

    private static async Task<HealthReportEntry> CheckAsync(IHost host) => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["process-timeouts"];

    private static IConfigurationRoot Settings(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value))).Build();

    private Task<IHost> StartAsync(TimeSpan wait, IConfiguration? settings = null, EventSourcingHealthOptions? health = null) => StartAsync(
        e =>
        {
            Use(e).AddProcess<DormancyWatch>();
            if (settings is not null) e.Configure(settings);
        },
        s => s.AddSingleton<IDormancyRule>(new DormancyRule(wait)).AddHealthChecks().AddEventSourcing(health));
}
