using Banking.Aggregates;
using EventSourcing;

File.Delete(args[0]);
await using var store = new SqliteEventStore($"Data Source={args[0]}", DomainEvents.Catalog);
var accounts = new AggregateRepository<BankAccount, Guid>(store);

var account = accounts.Create(Guid.CreateVersion7());
account.Open("Alice", 100m);
await accounts.SaveAsync(account);
Console.WriteLine($"opened at version {account.Version} with {account.Balance}");

var then = DateTimeOffset.UtcNow;
await Task.Delay(5);
var executed = await accounts.ExecuteAsync(account.Id, a => a.Withdraw(30m));
Console.WriteLine($"withdrew 30, {executed.Balance} left");

Console.WriteLine($"absent: {await accounts.FindAsync(Guid.NewGuid()) is null}");
Console.WriteLine($"as of version 1: {(await accounts.LoadAsync(account.Id, AsOf.Version(1))).Balance}");
Console.WriteLine($"as of then: {(await accounts.LoadAsync(account.Id, AsOf.Time(then))).Balance}");

try
{
    await accounts.ExecuteAsync(account.Id, a => a.Withdraw(1000m));
}
catch (DomainException refused)
{
    Console.WriteLine($"refused: {refused.Message}");
}

try
{
    await accounts.LoadAsync(Guid.NewGuid());
}
catch (AggregateNotFoundException notFound)
{
    Console.WriteLine($"not found: {notFound.GetType().Name}");
}

var names = new List<string>();
await foreach (var recorded in store.ReadAllAsync()) names.Add(recorded.Name);
Console.WriteLine($"feed: {string.Join(", ", names)}");
Console.WriteLine($"catalog: {string.Join(", ", Banking.Host.DomainEvents.Catalog.Events.Select(e => $"{e.Name} v{e.SchemaVersion}"))}");
