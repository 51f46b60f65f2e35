using EventSourcing;
using Hosted;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Configuration.AddInMemoryCollection([new("EventSourcing:Subscriptions:account-balances:BatchSize", "10")]);
builder.Services.AddEventSourcing(DomainEvents.Catalog)
    .UseSqlite($"Data Source={args[0]}")
    .AddAggregate<BankAccount, Guid>()
    .AddProjection<AccountBalances>()
    .AddSubscription<Counter>(new SubscriptionOptions { Name = "counter" })
    .Configure(builder.Configuration.GetSection("EventSourcing"));
builder.Services.AddSingleton<Count>();
builder.Services.AddHealthChecks().AddEventSourcing();
using var host = builder.Build();
await host.StartAsync();

var accounts = host.Services.GetRequiredService<AggregateRepository<BankAccount, Guid>>();
var account = accounts.Create(Guid.CreateVersion7());
account.Open("Alice", 100m);
await accounts.SaveAsync(account);
await accounts.ExecuteAsync(account.Id, a => a.Withdraw(30m));

var head = await host.Services.GetRequiredService<IEventStore>().GetHeadAsync();
var manager = host.Services.GetRequiredService<SubscriptionManager>();
foreach (var name in manager.Names)
{
    if (!await manager.WaitForAsync(name, head!.Value, TimeSpan.FromSeconds(60))) throw new TimeoutException(name);
}

var row = await host.Services.GetRequiredService<IReadModel<AccountBalance>>().GetAsync(account.Id.ToString());
Console.WriteLine($"balance of {row.Owner}: {row.Balance}");
Console.WriteLine($"handled: {host.Services.GetRequiredService<Count>().Value}");
Console.WriteLine($"health: {(await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status}");
await host.StopAsync();
Console.WriteLine("stopped");
