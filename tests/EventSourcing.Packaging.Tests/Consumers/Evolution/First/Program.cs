using EventSourcing;
using Shop;

// The first version of the program: it writes what the third one must read.
await using var store = new SqliteEventStore($"Data Source={args[0]}", DomainEvents.Catalog);
var orders = new AggregateRepository<Order, string>(store);

var order = orders.Create("1");
order.Place("Ada");
order.Add("tea", 2);
await orders.SaveAsync(order);
await File.WriteAllTextAsync(args[0] + ".then", DateTimeOffset.UtcNow.ToString("O"));
await Task.Delay(5);

order.Move("Elm Street");
order.Remark("ring twice");
order.View("Eve");
order.PayAndShip(12.5m);
order.View("Eve");
await orders.SaveAsync(order);

var other = orders.Create("2");
other.Place("Bob");
other.Add("milk", 1);
await orders.SaveAsync(other);
Console.WriteLine($"wrote {order.Version} and {other.Version} events");
