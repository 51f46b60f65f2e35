using Banking;
using EventSourcing;
using Npgsql;

var connectionString = args[0];
await using var source = NpgsqlDataSource.Create(connectionString);
await using var store = new PostgreSqlEventStore(source, DomainEvents.Catalog);
var accounts = new AggregateRepository<BankAccount, Guid>(store);

var account = accounts.Create(Guid.CreateVersion7());
account.Open("Alice", 100m);
await accounts.SaveAsync(account);
Console.WriteLine($"opened at version {account.Version} with {account.Balance}");

var executed = await accounts.ExecuteAsync(account.Id, a => a.Withdraw(30m));
Console.WriteLine($"withdrew 30, {executed.Balance} left");
Console.WriteLine($"absent: {await accounts.FindAsync(Guid.NewGuid()) is null}");
Console.WriteLine($"as of version 1: {(await accounts.LoadAsync(account.Id, AsOf.Version(1))).Balance}");

try
{
    await store.AppendAsync(accounts.StreamOf(account.Id), ExpectedVersion.NoStream, [new NewEvent(new AccountOpened("Mallory", 1m))]);
}
catch (ConcurrencyException conflict)
{
    Console.WriteLine($"refused: {conflict.Expected} at version {conflict.Actual}");
}

var other = new StreamId("account", Guid.NewGuid());
var results = await store.AppendAsync(
    [
        new StreamAppend(accounts.StreamOf(account.Id), ExpectedVersion.Exactly(2), [new NewEvent(new MoneyDeposited(5m, DateTimeOffset.UnixEpoch)) { Tags = ["transfer:1"] }]),
        new StreamAppend(other, ExpectedVersion.NoStream, [new NewEvent(new AccountOpened("Bob", 5m)) { Tags = ["transfer:1", "owner:bob"] }]),
    ],
    new AppendCondition(TagQuery.AllTags("transfer:1")));
Console.WriteLine($"together: versions {string.Join(", ", results.Select(r => r.Version))}");

try
{
    await store.AppendAsync(
        [new StreamAppend(other, ExpectedVersion.Any, [new NewEvent(new MoneyDeposited(5m, DateTimeOffset.UnixEpoch))])],
        new AppendCondition(TagQuery.AllTags("transfer:1")));
}
catch (AppendConditionException)
{
    Console.WriteLine("refused: transferred before");
}

var names = new List<string>();
await foreach (var recorded in store.ReadAllAsync()) names.Add($"{recorded.Position.Value} {recorded.Name}");
Console.WriteLine($"feed: {string.Join(", ", names)}");

await store.ArchiveAsync(other);
try
{
    await store.AppendAsync(other, ExpectedVersion.Any, [new NewEvent(new MoneyDeposited(5m, DateTimeOffset.UnixEpoch))]);
}
catch (StreamClosedException closed)
{
    Console.WriteLine($"refused: {closed.State}");
}

var locks = new DistributedLocks(new PostgreSqlLeaseStore(source));
await using (var held = await locks.TryAcquireAsync("nightly"))
    Console.WriteLine($"locked with token {held!.FencingToken}; again: {await locks.TryAcquireAsync("nightly") is not null}");

Console.WriteLine($"schema: {(await new PostgreSqlSchema(source).VerifyAsync()).IsValid}");
