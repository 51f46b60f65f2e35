using System.Text.Json.Serialization;
using EventSourcing;

namespace Benchmarks.Json;

public readonly record struct Money(decimal Amount, string Currency);

public sealed record Address(string Street, string City, string PostalCode, string Country);

public sealed record OrderLine(string Sku, int Quantity, Money Price);

/// <summary>About 500 bytes: nested value objects, a list and a dictionary.</summary>
[DomainEvent]
public sealed record OrderPlaced(
    Guid OrderId,
    string Customer,
    DateTimeOffset PlacedAt,
    Address ShipTo,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyDictionary<string, string> Tags,
    Money Total,
    bool Express);

/// <summary>The common case: a small event.</summary>
[DomainEvent]
public sealed record PaymentReceived(Guid PaymentId, decimal Amount, DateTimeOffset ValueDate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(PaymentReceived))]
internal sealed partial class SystemTextJson : JsonSerializerContext;
