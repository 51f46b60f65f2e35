using Banking;
using EventSourcing;

File.Delete(args[0]);
await using var store = new SqliteEventStore($"Data Source={args[0]}", DomainEvents.Catalog);
Console.WriteLine($"projections: {string.Join(", ", DomainEvents.Catalog.Projections.Select(p => p.SubscriptionName))}");
Console.WriteLine($"tables: {string.Join(", ", DomainEvents.Catalog.ReadModels.Select(m => $"{m.Table}({string.Join(" ", m.Columns.Select(c => c.Name))})"))}");

await using var inline = await InlineProjections.OpenAsync(store, DomainEvents.Catalog.Projections);
var accounts = new AggregateRepository<BankAccount, Guid>(inline);
foreach (var owner in new[] { "Alice", "Bob" })
{
    var account = accounts.Create(Guid.CreateVersion7());
    account.Open(owner, 100m);
    account.Withdraw(30m);
    account.Withdraw(0.50m);
    await accounts.SaveAsync(account);
}

var rows = store.ReadModel(AccountBalanceMapping.Instance);
await foreach (var row in rows.QueryAsync(new ReadModelQuery<AccountBalance>().Where(AccountBalanceColumns.Owner.EqualTo("Alice"))))
    Console.WriteLine($"{row.Owner}: {row.Balance} {row.Kind} of {string.Join(" ", row.Bookings.Select(b => $"{b.Amount}@{b.Version}"))}, at {row.LastAt is not null}");

Console.WriteLine($"small: {await rows.CountAsync(AccountBalanceColumns.Kind.EqualTo(Kind.Small))}");
var total = await store.ReadModel(TotalMapping.Instance).GetAsync("all");
Console.WriteLine($"total: {total.Withdrawn} in {total.Runs} runs");
