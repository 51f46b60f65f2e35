using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing;

namespace Shop;

[DomainEvent("item-added", Version = 1)] public sealed record ItemAddedV1(string Sku, int Quantity);
[DomainEvent("item-added", Version = 2)] public sealed record ItemAddedV2(string Sku, decimal Amount);
[DomainEvent("order-paid-and-shipped")] public sealed record OrderPaidAndShipped(decimal Amount);
[DomainEvent("order-viewed")] public sealed record OrderViewed(string By);

internal static class Upcasters
{
    [Upcasts] internal static ItemAddedV2 Upcast(ItemAddedV1 old) => new(old.Sku, old.Quantity);
    [Upcasts] internal static ItemAdded Upcast(ItemAddedV2 old) => new(old.Sku, old.Amount, "pieces");

    [Upcasts] internal static (OrderPaid, OrderShipped) Upcast(OrderPaidAndShipped old, EventMetadata metadata) => (new(old.Amount), new(metadata.OccurredAt));

    // Who looked at an order is not kept any more.
    [Upcasts] internal static IEnumerable<object> Upcast(OrderViewed old) => [];

    // There is no type for the first two versions.
    [Upcasts("address-changed", 1)] internal static JsonObject Second(JsonObject old) => new() { ["line"] = old["street"]?.DeepClone() };
    [Upcasts("address-changed", 2)] internal static AddressChanged Third(JsonElement old) => new(old.GetProperty("line").GetString() ?? "", "Springfield");
}
