namespace Benchmarks.Json;

internal static class Samples
{
    public static OrderPlaced Order { get; } = new(
        Guid.Parse("0193524b-7a5e-7c3a-9a50-3f1d2c4b5a69"),
        "Alice Liddell",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)),
        new Address("5 Rabbit Hole", "Oxford", "OX1 1DP", "GB"),
        [
            new OrderLine("tea-earl-grey-250g", 2, new Money(7.95m, "GBP")),
            new OrderLine("cup-porcelain-blue", 6, new Money(12.50m, "GBP")),
            new OrderLine("watch-pocket-late", 1, new Money(149.00m, "GBP")),
        ],
        new Dictionary<string, string> { ["channel"] = "web", ["campaign"] = "unbirthday" },
        new Money(239.90m, "GBP"),
        Express: true);

    public static PaymentReceived Payment { get; } = new(
        Guid.Parse("0193524b-7a5e-7c3a-9a50-3f1d2c4b5a70"),
        239.90m,
        new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero));
}
