using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EventSourcing.Hosting.Tests;

/// <summary>Each setting has its effect.</summary>
internal sealed class SettingTests : HostFixture
{
    private static readonly SubscriptionOptions Some = new() { Name = "some" };

    [Test]
    public async Task A_process_that_runs_none_starts_none_and_one_that_is_not_enabled_waits_for_the_manager()
    {
        var none = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(Settings(("RunSubscriptions", "false"))));
        var one = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing).AddSubscription(Some with { Name = "other" }, Nothing).Configure(Settings(("Subscriptions:some:Enabled", "false"))));

        Assert.That(StateOf(none, "some"), Is.EqualTo(SubscriptionState.Stopped));
        Assert.That(StateOf(one, "some"), Is.EqualTo(SubscriptionState.Stopped));
        Assert.That(StateOf(one, "other"), Is.Not.EqualTo(SubscriptionState.Stopped));
        await one.Services.GetRequiredService<SubscriptionManager>().StartAsync("some");
        Assert.That(StateOf(one, "some"), Is.Not.EqualTo(SubscriptionState.Stopped));
    }

    [Test]
    public void Settings_change_the_options_of_one_subscription_and_leave_the_rest()
    {
        var options = new EventSourcingHostOptions();
        HostConfiguration.Read(
            Settings(
                ("subscriptions:Some:BatchSize", "7"),
                ("subscriptions:Some:Partitions", "3"),
                ("subscriptions:Some:MaxInFlightEvents", "70"),
                ("subscriptions:Some:MaxInFlightBytes", "7000"),
                ("subscriptions:Some:PollInterval", "00:00:07"),
                ("subscriptions:Some:HandlerTimeLimit", "00:00:08"),
                ("subscriptions:Some:DrainTime", "00:00:09"),
                ("subscriptions:Some:StopDeadline", "00:00:10"),
                ("subscriptions:Some:MaxAttempts", "2"),
                ("subscriptions:Some:OnError", "skip"),
                ("SecondSignalForces", "false")),
            options);
        var before = Some with { Retry = new RetryPolicy { Delay = TimeSpan.FromSeconds(42) }, Categories = ["account"] };

        var after = options.Subscriptions["Some"].Apply(before);

        Assert.That(options.SecondSignalForces, Is.False);
        Assert.That(after, Is.EqualTo(before with
        {
            BatchSize = 7,
            Partitions = 3,
            MaxInFlightEvents = 70,
            MaxInFlightBytes = 7000,
            PollInterval = TimeSpan.FromSeconds(7),
            HandlerTimeLimit = TimeSpan.FromSeconds(8),
            DrainTime = TimeSpan.FromSeconds(9),
            StopDeadline = TimeSpan.FromSeconds(10),
            Retry = new RetryPolicy { Delay = TimeSpan.FromSeconds(42), MaxAttempts = 2 },
            OnError = ErrorStrategy.Skip,
        }));
        Assert.That(new SubscriptionSettings().Apply(before), Is.EqualTo(before));
    }

    [Test]
    public void A_projection_is_found_by_its_name_without_and_with_its_version()
    {
        var options = new EventSourcingHostOptions();
        var projection = new HostedSubscription("balances@2", "balances", (_, _, _) => { });
        options.Subscriptions["balances"] = new SubscriptionSettings { BatchSize = 1 };
        Assert.That(HostRegistrations.SettingsOf(projection, options).BatchSize, Is.EqualTo(1));

        options.Subscriptions["balances@2"] = new SubscriptionSettings { BatchSize = 2 };
        Assert.That(HostRegistrations.SettingsOf(projection, options).BatchSize, Is.EqualTo(2));
    }

    [Test]
    public async Task Settings_reach_the_subscription()
    {
        var options = Some with { Retry = RetryPolicy.Default with { Delay = TimeSpan.Zero } };
        var attempts = 0;
        var host = await StartAsync(e => e.UseInMemory()
            .AddSubscription(options, (_, _) =>
            {
                Interlocked.Increment(ref attempts);
                throw new DomainException("no");
            })
            .Configure(o => o.Subscriptions["some"] = new SubscriptionSettings { OnError = ErrorStrategy.Skip })
            .Configure(Settings(("Subscriptions:some:MaxAttempts", "2"))));
        await host.Services.GetRequiredService<IEventStore>().AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new Banking.AccountOpened("Alice", 1m))]);

        await CaughtUpAsync(host, "some");

        var status = await host.Services.GetRequiredService<SubscriptionManager>().GetStatusAsync("some");
        Assert.That((attempts, status.Skipped, status.Parked), Is.EqualTo((2, 1, 0)).Or.EqualTo((3, 1, 0)), "the batch, and then the event alone");
    }

    [Test]
    public async Task Subscriptions_are_shared_with_other_processes_unless_a_setting_says_that_there_are_none()
    {
        var shared = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(Settings(("LeaseDuration", "00:00:02"))));
        var alone = await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(Settings(("ShareSubscriptions", "false"))));
        foreach (var host in new[] { shared, alone }) Assert.That(await host.Services.GetRequiredService<SubscriptionManager>().WaitForStateAsync("some", SubscriptionState.Live, Patience), Is.True);

        var leases = await shared.Services.GetRequiredService<ITransactionalEventStore>().Leases.ListAsync("subscription/");
        Assert.That(leases.Select(l => l.Name), Is.EquivalentTo(new[] { "subscription/n/0/some", "subscription/p/0/some" }));
        Assert.That(leases.Max(l => l.ExpiresAt), Is.LessThanOrEqualTo(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(2)));
        Assert.That(await alone.Services.GetRequiredService<ITransactionalEventStore>().Leases.ListAsync("subscription/"), Is.Empty);
    }

    [Test]
    public void The_bound_of_connections_reaches_the_manager_and_values_out_of_range_keep_the_host_from_starting()
    {
        var options = new EventSourcingHostOptions();
        Assert.That(options.Apply(SubscriptionManagerOptions.Default).MaxConnections, Is.EqualTo(SubscriptionManagerOptions.Default.MaxConnections));
        HostConfiguration.Read(Settings(("MaxConnections", "3"), ("LeaseDuration", "00:00:07")), options);
        var applied = options.Apply(SubscriptionManagerOptions.Default);
        Assert.That((applied.MaxConnections, applied.Node?.LeaseDuration), Is.EqualTo((3, TimeSpan.FromSeconds(7))));

        foreach (var (name, value) in new[] { ("MaxConnections", "0"), ("LeaseDuration", "00:00:00") })
        {
            Assert.That(
                async () => await StartAsync(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(Settings((name, value)))),
                Throws.TypeOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains(name));
        }
    }

    private static IConfigurationRoot Settings(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value))).Build();

    private static SubscriptionState StateOf(Microsoft.Extensions.Hosting.IHost host, string name) => host.Services.GetRequiredService<SubscriptionManager>().GetState(name);

    private static ValueTask Nothing(EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
