using Banking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Hosting.Tests;

/// <summary>A program on each store: aggregates, projections and subscriptions in a generic host, over several starts.</summary>
internal sealed class HostTests(StoreKind kind) : StoreFixture(kind)
{
    [Test]
    public async Task What_is_saved_is_projected_and_read_by_services_of_the_host()
    {
        var host = await StartAsync(e => Use(e).AddAggregate<BankAccount, Guid>().AddProjection<AccountBalances>());
        var id = await OpenAccountAsync(host.Services);

        await host.Services.GetRequiredService<AggregateRepository<BankAccount, Guid>>().ExecuteAsync(id, a => a.Withdraw(30m));
        await CaughtUpAsync(host, "account-balances@1");

        var row = await host.Services.GetRequiredService<IReadModel<AccountBalance>>().GetAsync(id.ToString());
        Assert.That(row, Is.EqualTo(new AccountBalance(id.ToString(), "Alice", 70m)));
    }

    [Test]
    public async Task The_next_start_goes_on_where_the_last_one_stopped()
    {
        var first = await StartAsync(e => Use(e).AddAggregate<BankAccount, Guid>().AddProjection<AccountBalances>());
        var id = await OpenAccountAsync(first.Services);
        await CaughtUpAsync(first, "account-balances@1");
        await first.StopAsync();
        Assert.That(first.Services.GetRequiredService<SubscriptionManager>().GetState("account-balances@1"), Is.EqualTo(SubscriptionState.Stopped));
        await first.Services.GetRequiredService<AggregateRepository<BankAccount, Guid>>().ExecuteAsync(id, a => a.Withdraw(1m));

        var second = await StartAsync(e => Use(e).AddAggregate<BankAccount, Guid>().AddProjection<AccountBalances>());
        if (Kind == StoreKind.InMemory)
        {
            // What is in memory has ended with the first host.
            Assert.That(await second.Services.GetRequiredService<IEventStore>().GetHeadAsync(), Is.Null);
            return;
        }

        await CaughtUpAsync(second, "account-balances@1");

        var row = await second.Services.GetRequiredService<IReadModel<AccountBalance>>().GetAsync(id.ToString());
        var status = await second.Services.GetRequiredService<SubscriptionManager>().GetStatusAsync("account-balances@1");
        Assert.That((row.Balance, status.Handled), Is.EqualTo((99m, 1)));
    }

    [Test]
    public async Task Inline_projections_catch_up_at_the_start_and_rows_are_there_when_the_append_returns()
    {
        var host = Build(e => Use(e).AddAggregate<BankAccount, Guid>().AddInlineProjection<AccountBalances>());
        Assert.That(async () => await OpenAccountAsync(host.Services), Throws.InvalidOperationException.With.Message.Contains("not open yet"));
        await host.StartAsync();

        var id = await OpenAccountAsync(host.Services);

        Assert.That((await host.Services.GetRequiredService<IReadModel<AccountBalance>>().GetAsync(id.ToString())).Balance, Is.EqualTo(100m));
        Assert.That(host.Services.GetRequiredService<SubscriptionManager>().Names, Is.Empty);
    }

    [Test]
    public async Task A_unit_of_work_saves_on_the_store_of_the_host()
    {
        var host = await StartAsync(e => Use(e).AddAggregate<BankAccount, Guid>());
        var accounts = host.Services.GetRequiredService<AggregateRepository<BankAccount, Guid>>();
        var (one, other, work) = (accounts.Create(Guid.NewGuid()), accounts.Create(Guid.NewGuid()), host.Services.GetRequiredService<UnitOfWork>());
        work.Track(one);
        work.Track(other);
        one.Open("Alice", 1m);
        other.Open("Bob", 2m);

        await work.SaveAsync();

        Assert.That((await accounts.LoadAsync(other.Id)).Balance, Is.EqualTo(2m));
        Assert.That(host.Services.GetRequiredService<UnitOfWork>(), Is.Not.SameAs(work));
    }

    [Test]
    public async Task Handlers_are_services_each_event_in_a_scope_of_its_own()
    {
        var host = await StartAsync(
            e => Use(e).AddAggregate<BankAccount, Guid>().AddSubscription<ScopedHandler>(new SubscriptionOptions { Name = "each" }).AddBatchSubscription<ScopedBatchHandler>(new SubscriptionOptions { Name = "batches" }),
            s => s.AddSingleton<Handled>().AddScoped<Scope>());
        var id = await OpenAccountAsync(host.Services);
        await host.Services.GetRequiredService<AggregateRepository<BankAccount, Guid>>().ExecuteAsync(id, a => a.Withdraw(1m));

        await CaughtUpAsync(host, "each");
        await CaughtUpAsync(host, "batches");

        var handled = host.Services.GetRequiredService<Handled>();
        Assert.That(handled.Of("each").Select(h => h.Version), Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(handled.Of("batches").Select(h => h.Version), Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(handled.Of("each").Select(h => h.Scope).Distinct().Count(), Is.EqualTo(2));
        Assert.That(handled.Scopes.Select(s => s.IsDisposed), Is.All.True);
    }

    [Test]
    public async Task Clock_and_ids_are_those_of_the_program()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var host = await StartAsync(e => Use(e).AddAggregate<BankAccount, Guid>(), s => s.AddSingleton<TimeProvider>(clock).AddSingleton<IEventIdGenerator>(new FixedIds()));

        await OpenAccountAsync(host.Services);

        var stored = await host.Services.GetRequiredService<IEventStore>().ReadAllAsync().SingleAsync();
        Assert.That(stored.Metadata.OccurredAt, Is.EqualTo(clock.GetUtcNow()));
        Assert.That(stored.Metadata.EventId, Is.EqualTo(FixedIds.Id));
        if (Kind != StoreKind.PostgreSql) Assert.That(stored.RecordedAt, Is.EqualTo(clock.GetUtcNow()));
    }

    [Test]
    public async Task The_store_is_closed_with_the_host()
    {
        var host = await StartAsync(e => Use(e));
        var store = host.Services.GetRequiredService<IEventStore>();
        await store.GetHeadAsync();

        await ((IAsyncDisposable)host).DisposeAsync();

        Assert.That(async () => await store.GetHeadAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static async Task<Guid> OpenAccountAsync(IServiceProvider services)
    {
        var accounts = services.GetRequiredService<AggregateRepository<BankAccount, Guid>>();
        var account = accounts.Create(Guid.CreateVersion7());
        account.Open("Alice", 100m);
        await accounts.SaveAsync(account);
        return account.Id;
    }
}
