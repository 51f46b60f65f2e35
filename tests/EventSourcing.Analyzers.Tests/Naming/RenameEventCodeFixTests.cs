using Verify = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.PastTenseAnalyzer, EventSourcing.CodeFixes.Renaming.RenameEventCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Naming;

public sealed class RenameEventCodeFixTests
{
    [Test]
    public Task Renames_everywhere_and_pins_the_stored_name() => Verify.VerifyAsync(
        """
        using EventSourcing;

        /// <summary>Somebody ordered.</summary>
        [DomainEvent]
        public sealed record {|ESG0101:PlaceOrder|}(decimal Amount); // kept

        public static class Use
        {
            public static PlaceOrder Make() => new PlaceOrder(1m);
            public static string Name => nameof(PlaceOrder);
        }
        """,
        """
        using EventSourcing;

        /// <summary>Somebody ordered.</summary>
        [DomainEvent("place-order")]
        public sealed record OrderPlaced(decimal Amount); // kept

        public static class Use
        {
            public static OrderPlaced Make() => new OrderPlaced(1m);
            public static string Name => nameof(OrderPlaced);
        }
        """);

    [Test]
    public Task Keeps_what_the_attribute_says() => Verify.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent("ordered", Version = 2)] public sealed record {|ESG0101:PlaceOrder|}(decimal Amount);
        [DomainEvent(Version = 3, Aliases = ["pay"])] public sealed record {|ESG0101:PayOrder|}(decimal Amount);
        [DomainEvent()] public sealed record {|ESG0102:ShippedOrder|}(decimal Amount);
        """,
        """
        using EventSourcing;
        [DomainEvent("ordered", Version = 2)] public sealed record OrderPlaced(decimal Amount);
        [DomainEvent("pay-order", Version = 3, Aliases = ["pay"])] public sealed record OrderPaid(decimal Amount);
        [DomainEvent("shipped-order")] public sealed record OrderShipped(decimal Amount);
        """,
        iterations: 3);

    [Test]
    public Task Adds_the_attribute_where_only_a_handler_makes_it_an_event() => Verify.VerifyAsync(
        """
        namespace Shop
        {
            /// <summary>Somebody ordered.</summary>
            public sealed record {|ESG0101:PlaceOrder|}(decimal Amount);

            public sealed partial class Order : EventSourcing.AggregateRoot<string>
            {
                [EventSourcing.Handles] private void On(PlaceOrder e) { }
            }
        }
        """,
        """
        namespace Shop
        {
            /// <summary>Somebody ordered.</summary>
            [global::EventSourcing.DomainEvent("place-order")]
            public sealed record OrderPlaced(decimal Amount);

            public sealed partial class Order : EventSourcing.AggregateRoot<string>
            {
                [EventSourcing.Handles] private void On(OrderPlaced e) { }
            }
        }
        """);

    [Test]
    public Task Renames_all_in_one_go_nested_ones_too() => Verify.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public sealed record {|ESG0101:PlaceOrder|}(decimal Amount)
        {
            [DomainEvent] public sealed record {|ESG0101:CancelIt|}(decimal Amount);
        }
        [DomainEvent] public readonly record struct {|ESG0102:RegisteredUser|}(decimal Amount);
        """,
        """
        using EventSourcing;
        [DomainEvent("place-order")] public sealed record OrderPlaced(decimal Amount)
        {
            [DomainEvent("cancel-it")] public sealed record ItCancelled(decimal Amount);
        }
        [DomainEvent("registered-user")] public readonly record struct UserRegistered(decimal Amount);
        """,
        iterations: 3);

    [Test]
    public Task Offers_nothing_where_no_verb_is_known() => Verify.VerifyNoFixAsync("""
        using EventSourcing;
        [DomainEvent] public sealed record {|ESG0101:OrderLineItem|}(decimal Amount);
        """);

    [Test]
    public Task Offers_nothing_where_the_name_is_taken() => Verify.VerifyNoFixAsync("""
        using EventSourcing;
        [DomainEvent] public sealed record {|ESG0101:PlaceOrder|}(decimal Amount);
        public sealed record OrderPlaced(decimal Amount);
        """);
}
