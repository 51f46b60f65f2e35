using EventSourcing;

namespace Benchmarks.PostgreSql;

/// <summary>The event of this comparison: a booking, about 230 bytes of JSON.</summary>
[DomainEvent]
public sealed record TransferBooked(Guid TransferId, string FromAccount, string ToAccount, decimal Amount, string Currency, DateTimeOffset ValueDate, string Reference)
{
    /// <summary>The one that all sides write.</summary>
    public static TransferBooked Sample { get; } = new(
        Guid.Parse("0193524b-7a5e-7c3a-9a50-3f1d2c4b5a69"),
        "DE02120300000000202051",
        "FR1420041010050500013M02606",
        239.90m,
        "EUR",
        new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero),
        "RF18 5390 0754 7034");
}
