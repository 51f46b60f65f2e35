using Banking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting.Tests;

/// <summary>What does not fit together is refused at once, or when the host starts, and the error says what to do.</summary>
internal sealed class MisuseTests : HostFixture
{
    private static readonly SubscriptionOptions Some = new() { Name = "some" };

    [Test]
    public void A_host_without_a_store_does_not_start()
    {
        var host = Build(e => e.AddProjection<AccountBalances>());

        Assert.That(async () => await host.StartAsync(), Throws.InvalidOperationException.With.Message.Contains("No store was chosen. Call UsePostgreSql, UseSqlite, UseInMemory"));
    }

    [Test]
    public void Two_stores_are_refused() =>
        Assert.That(() => Build(e => e.UseInMemory().UseSqlite("Data Source=:memory:")), Throws.InvalidOperationException.With.Message.Contains("'in memory', and then 'SQLite'"));

    [Test]
    public void Two_subscriptions_of_one_name_are_refused() =>
        Assert.That(() => Build(e => e.AddSubscription(Some, Nothing).AddSubscription(Some, Nothing)), Throws.InvalidOperationException.With.Message.Contains("'some' already"));

    [Test]
    public void A_projection_is_added_once()
    {
        Assert.That(() => Build(e => e.AddProjection<AccountBalances>().AddProjection<AccountBalances>()), Throws.InvalidOperationException.With.Message.Contains("'account-balances@1' already"));
        Assert.That(() => Build(e => e.AddProjection<AccountBalances>().AddInlineProjection<AccountBalances>()), Throws.InvalidOperationException.With.Message.Contains("either inline or asynchronously"));
        Assert.That(() => Build(e => e.AddInlineProjection<AccountBalances>().AddProjection<AccountBalances>()), Throws.InvalidOperationException.With.Message.Contains("'account-balances@1' already"));
    }

    [Test]
    public void A_process_is_added_once_and_as_a_process()
    {
        Assert.That(() => Build(e => e.AddProcess<DormancyWatch>().AddProcess<DormancyWatch>()), Throws.InvalidOperationException.With.Message.Contains("'dormancy@1' already"));
        Assert.That(() => Build(e => e.AddProjection<DormancyWatch>()), Throws.InvalidOperationException.With.Message.Contains("AddProjection cannot run it. Add it by AddProcess"));
        Assert.That(() => Build(e => e.AddInlineProjection<DormancyWatch>()), Throws.InvalidOperationException.With.Message.Contains("AddInlineProjection cannot run it. Add it by AddProcess"));
    }

    [Test]
    public void A_process_whose_services_are_missing_keeps_the_host_from_starting()
    {
        var host = Build(e => e.UseInMemory().AddProcess<DormancyWatch>());

        Assert.That(async () => await host.StartAsync(), Throws.Exception.With.Message.Contains("IDormancyRule"));
    }

    [Test]
    public void An_aggregate_is_added_once() =>
        Assert.That(() => Build(e => e.AddAggregate<BankAccount, Guid>().AddAggregate<BankAccount, Guid>()), Throws.InvalidOperationException.With.Message.Contains("BankAccount was added already"));

    [Test]
    public void Event_sourcing_is_added_once() =>
        Assert.That(() => Build(_ => { }, s => s.AddEventSourcing(DomainEvents.Catalog)), Throws.InvalidOperationException.With.Message.Contains("EventCatalog.Compose"));

    [Test]
    public void Rows_of_one_type_are_in_one_table()
    {
        var registrations = new HostRegistrations();
        Assert.That((registrations.AddReadModel(AccountBalanceMapping.Instance), registrations.AddReadModel(AccountBalanceMapping.Instance)), Is.EqualTo((true, false)));

        Assert.That(() => registrations.AddReadModel(AccountBalanceMapping.Instance.WithTable("others")), Throws.InvalidOperationException.With.Message.Contains("'account_balances' and 'others'"));
    }

    [Test]
    public void A_subscription_to_events_in_no_catalog_keeps_the_host_from_starting()
    {
        var host = Build(e => e.UseInMemory().AddSubscription(Some with { EventTypes = [typeof(MisuseTests)] }, Nothing));

        Assert.That(async () => await host.StartAsync(), Throws.ArgumentException.With.Message.Contains("MisuseTests"));
    }

    [TestCase("Subscriptions:sum:BatchSize", "5", "settings for 'sum'")]
    [TestCase("Subscriptions:some:BatchSize", "0", "BatchSize must be at least 1")]
    [TestCase("Subscriptions:some:Partitions", "0", "Partitions must be between 1 and")]
    [TestCase("ProcessTimeouts:PollInterval", "00:00:00", "PollInterval must be greater than zero")]
    [TestCase("ProcessTimeouts:LockName", " ", "' ' cannot be one")]
    public void Settings_that_do_not_fit_keep_the_host_from_starting(string key, string value, string error)
    {
        var host = Build(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(Configuration(key, value)));

        Assert.That(async () => await host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(error));
    }

    [TestCase("BatchSize", "5", "'BatchSize', and there is no such setting")]
    [TestCase("Subscriptions:some:Size", "5", "'Subscriptions:some:Size', and there is no such setting")]
    [TestCase("Subscriptions:some:BatchSize", "many", "'many' for 'Subscriptions:some:BatchSize', which takes a whole number")]
    [TestCase("Subscriptions:some:DrainTime", "soon", "a time such as 00:00:30")]
    [TestCase("Subscriptions:some:OnError", "7", "one of Park, Stop and Skip")]
    [TestCase("RunSubscriptions", "perhaps", "true or false")]
    [TestCase("ProcessTimeouts:Interval", "5", "'ProcessTimeouts:Interval', and there is no such setting")]
    [TestCase("ProcessTimeouts:PollInterval", "soon", "a time such as 00:00:30")]
    public void Settings_that_cannot_be_read_keep_the_host_from_starting(string key, string value, string error)
    {
        var host = Build(e => e.UseInMemory().AddSubscription(Some, Nothing).Configure(Configuration(key, value)));

        Assert.That(async () => await host.StartAsync(), Throws.InvalidOperationException.With.Message.Contains(error));
    }

    private static IConfigurationRoot Configuration(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

    private static ValueTask Nothing(EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
