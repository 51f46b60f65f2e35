namespace EventSourcing.Generators.Tests;

/// <summary>Source that shows most of what is emitted.</summary>
internal static class Sources
{
    public static readonly string[] Representative =
    [
        """
        using System.Collections.Immutable;
        using System.Text.Json.Serialization;

        namespace Shop.Orders;

        /// <summary>A.</summary>
        public enum Channel { /** <summary>A.</summary> */ Web, /** <summary>A.</summary> */ Shop }

        /// <summary>A.</summary>
        public sealed record Money(decimal Amount, string Currency);

        /// <summary>A.</summary>
        public sealed record Line(string Sku, int Quantity, Money Price, Money? Discount = null);

        /// <summary>A.</summary>
        [DomainEvent("order-placed", Version = 2, Aliases = ["order-made"])]
        public sealed record OrderPlaced(
            Guid OrderId,
            Channel Channel,
            ImmutableArray<Line> Lines,
            IReadOnlyDictionary<Guid, double> Weights,
            [property: JsonPropertyName("note")] string? Remark,
            DateTimeOffset? Due = null);

        /// <summary>A.</summary>
        [DomainEvent]
        public sealed class OrderShipped
        {
            /// <summary>A.</summary>
            public required string Carrier { get; init; }
            /// <summary>A.</summary>
            public int Parcels { get; init; } = 1;
            /// <summary>A.</summary>
            public bool IsMany => Parcels > 1;
        }

        /// <summary>A.</summary>
        [JsonDerivedType(typeof(Card), "card")]
        [JsonDerivedType(typeof(Cash), "cash")]
        public abstract record Payment(Money Amount);

        /// <summary>A.</summary>
        public sealed record Card(Money Amount, string Number) : Payment(Amount);

        /// <summary>A.</summary>
        public sealed record Cash(Money Amount) : Payment(Amount);

        /// <summary>A.</summary>
        [EventValue]
        public readonly record struct PaymentId(Guid Value);

        /// <summary>A.</summary>
        public sealed class Page<T>
        {
            /// <summary>A.</summary>
            public T? First { get; private set; }
            /// <summary>A.</summary>
            [JsonExtensionData]
            public Dictionary<string, System.Text.Json.JsonElement>? More { get; init; }
        }

        /// <summary>A.</summary>
        [DomainEvent]
        public sealed record OrderPaid(PaymentId Id, Payment Payment, IReadOnlyDictionary<PaymentId, Page<string>> Pages);

        /// <summary>A.</summary>
        public abstract record OrderEnded;

        /// <summary>A.</summary>
        public sealed record OrderCancelled(string Reason) : OrderEnded;
        """,
        """
        namespace Shop.Orders;

        /// <summary>A.</summary>
        [Aggregate("order", UnhandledEvents = UnhandledEvents.Ignore)]
        public sealed partial class Order : AggregateRoot<Guid>
        {
            [Handles] private void On(OrderEnded e) { }
            [Handles] private void On(OrderPlaced e, EventMetadata metadata) { }
            [Handles] private void On(OrderShipped e) { }
            [Handles] private void On(OrderCancelled e) { }
        }

        /// <summary>A.</summary>
        public sealed record Stock(int Count);

        /// <summary>A.</summary>
        public sealed record Receive(int Count);

        /// <summary>A.</summary>
        [DomainEvent] public readonly record struct GoodsReceived(int Count);

        /// <summary>A.</summary>
        public sealed partial class StockItem : AggregateRoot<string, Stock>
        {
            /// <summary>A.</summary>
            public static IEnumerable<GoodsReceived> Decide(Receive command, Stock state) => [new(command.Count)];
            /// <summary>A.</summary>
            public static GoodsReceived Decide(Receive command) => new(command.Count);
            [Handles] private static Stock On(GoodsReceived e) => new(e.Count);
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Orders;

        /// <summary>A.</summary>
        public interface ICourier;

        /// <summary>A.</summary>
        [ReadModel("open_orders")]
        public sealed record OpenOrder(
            [ReadModelKey] Guid OrderId,
            [ReadModelKey(Order = 1)] Channel Channel,
            [Indexed] string? Customer,
            PaymentId? Payment,
            Money Total,
            IReadOnlyList<Line> Lines)
        {
            /// <summary>A.</summary>
            [RowVersion] public long Version { get; init; }
            /// <summary>A.</summary>
            [SoftDeleted] public DateTimeOffset? DeletedAt { get; init; }
            /// <summary>A.</summary>
            public decimal Half => Total.Amount / 2;
        }

        /// <summary>A.</summary>
        [Projection("shipments", Version = 3)]
        public sealed partial class Shipments(IReadModel<OpenOrder> orders, ICourier courier, TimeProvider? clock = null, int most = 10)
        {
            [Handles] private void On(OrderEnded e) { }
            [Handles] private ValueTask On(OrderPlaced e, EventContext c, CancellationToken ct) => default;
            [Handles] private Task On(IReadOnlyList<HandledEvent<OrderShipped>> events, CancellationToken ct) => Task.CompletedTask;
            [Handles] private ValueTask On(OrderCancelled e, CancellationToken ct) => default;
            [PartitionKey] private static Guid KeyOf(OrderPlaced e) => e.OrderId;
            [PartitionKey] private static string? KeyOf(OrderShipped e, EventMetadata metadata) => metadata.Tenant;
            /// <summary>A.</summary>
            public object[] All => [orders, courier, clock!, most];
        }
        """,
    ];
}
