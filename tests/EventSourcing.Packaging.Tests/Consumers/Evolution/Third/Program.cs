using System.Globalization;
using EventSourcing;
using Shop;

// The third version of the program: it reads what the first one wrote.
await using var store = new SqliteEventStore($"Data Source={args[0]}", DomainEvents.Catalog);
var orders = new AggregateRepository<Order, string>(store);

Print(await orders.LoadAsync("1"));
Print(await orders.LoadAsync("1", AsOf.Version(2)));
Print(await orders.LoadAsync("1", AsOf.Time(DateTimeOffset.Parse(await File.ReadAllTextAsync(args[0] + ".then"), CultureInfo.InvariantCulture))));
Print(await orders.LoadAsync("1", AsOf.Version(6)));

var executed = await orders.ExecuteAsync("1", order => order.Add("jam", 0.5m, "kg"));
Console.WriteLine($"saved as version {executed.Version}");

await PrintFeed(new());
foreach (var name in new[] { "item-added", "order-paid", "remark-made", "address-changed" }) await PrintFeed(new() { EventNames = [name] });

try
{
    await store.AppendAsync(new StreamId("order", "1"), ExpectedVersion.Any, [new NewEvent(new OrderPaidAndShipped(1m))]);
}
catch (SupersededEventException refused)
{
    Console.WriteLine($"refused: {refused.EventType.Name}, append {string.Join(" or ", refused.CurrentTypes.Select(t => t.Name))}");
}

static void Print(Order order) => Console.WriteLine($"version {order.Version}: {string.Join("; ", order.Log)}");

async Task PrintFeed(FeedReadOptions options)
{
    var lines = new List<string>();
    await foreach (var recorded in store.ReadAllAsync(options: options))
        lines.Add($"{recorded.Stream.Key}@{recorded.Version}{(recorded.PartCount > 1 ? $"#{recorded.Part}" : "")} {recorded.Data.GetType().Name}");
    Console.WriteLine($"{options.EventNames?.Single() ?? "feed"}: {string.Join(", ", lines)}");
}
