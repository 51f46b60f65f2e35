using EventSourcing.Analyzers.Tests.Verifiers;
using EventSourcing.CodeFixes.Locking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Fix = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.EventsLockAnalyzer, EventSourcing.CodeFixes.Locking.AddAliasCodeFixProvider>;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.EventsLockAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Locking;

[TestOf("ESG0503")]
public sealed class EventIsGoneTests
{
    [Test]
    public Task Reports_an_event_that_is_gone_at_its_entry() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-paid", "amount: decimal"), Locks.Event("{|#0:\"order-placed\"|}", "amount: decimal")),
        "[EventSourcing.DomainEvent] public sealed record OrderPaid(decimal Amount);",
        new DiagnosticResult("ESG0503", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "Events are stored as 'order-placed', and nothing reads them: give the event that is stored under it the alias 'order-placed', or write an upcaster with [Upcasts(\"order-placed\", version)]"));

    [Test]
    public Task Reports_the_only_new_event_of_the_same_shape_instead() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.EventWith("""  "Money": { "members": { "sum": "decimal" } }  """, "order-placed", "price: Money"), Locks.Event("order-paid", "amount: decimal")),
        """
        #nullable enable
        using EventSourcing;
        public sealed record Price(decimal Sum);
        [DomainEvent] public sealed record {|#0:OrderReceived|}(Price Price);
        [DomainEvent] public sealed record OrderPaid(decimal Amount);
        """,
        new DiagnosticResult("ESG0503", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "Events are stored as 'order-placed', and nothing reads them: 'OrderReceived' has the same shape: if it is the same event, give it the alias 'order-placed'"));

    [Test]
    public Task Reports_the_entry_where_two_new_events_have_the_shape() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("{|ESG0503:\"order-placed\"|}", "amount: decimal")),
        """
        using EventSourcing;
        [DomainEvent] public sealed record {|ESG0505:OrderReceived|}(decimal Amount);
        [DomainEvent] public sealed record {|ESG0505:OrderRefunded|}(decimal Amount);
        """);

    [Test]
    public Task Reports_an_alias_that_is_gone() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.EventAlias("cash-withdrawn", "money-withdrawn", "amount: decimal")),
        """
        using EventSourcing;
        [DomainEvent(Aliases = ["cash-taken"])] public sealed record {|ESG0503:MoneyWithdrawn|}(decimal Amount);
        """);

    [Test]
    public Task Accepts_an_event_of_which_only_an_upcaster_is_left() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal"), Locks.Event("order-paid", "amount: decimal")),
        """
        using System.Text.Json;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPaid(decimal Amount);
        internal static class Upcasters { [Upcasts("order-placed", 1)] internal static OrderPaid Upcast(JsonElement old) => new(old.GetProperty("amount").GetDecimal()); }
        """);

    [Test]
    public Task Accepts_names_aliases_and_handled_events() => Verify.VerifyWithLockAsync(
        Locks.Of(
            Locks.EventAlias("made", "order-placed", "amount: decimal"),
            Locks.Event("order-paid", "amount: decimal"),
            Locks.Event("order-closed")),
        """
        using EventSourcing;
        [DomainEvent(Aliases = ["made"])] public sealed record OrderPlaced(decimal Amount);
        [DomainEvent("order-paid")] public sealed record Paid(decimal Amount);
        public sealed record OrderClosed;
        public sealed partial class Order : AggregateRoot<string> { [Handles] private void On(OrderClosed e) { } }
        """);

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal")),
        """
        #pragma warning disable ESG0503
        [EventSourcing.DomainEvent] public sealed record OrderReceived(decimal Amount);
        """);

    [Test]
    public Task The_fix_adds_the_attribute_with_the_alias() => Fix.VerifyAsync(
        """
        using EventSourcing;

        public sealed record OrderHandled(int A);
        public sealed partial class Order : AggregateRoot<string> { [Handles] private void On(OrderReceived e) { } }

        /// <summary>An order came.</summary>
        public sealed record {|ESG0503:OrderReceived|}(decimal Amount);
        """,
        """
        using EventSourcing;

        public sealed record OrderHandled(int A);
        public sealed partial class Order : AggregateRoot<string> { [Handles] private void On(OrderReceived e) { } }

        /// <summary>An order came.</summary>
        [DomainEvent(Aliases = ["order-placed"])]
        public sealed record {|ESG0505:OrderReceived|}(decimal Amount);
        """,
        locked: Locks.Of(Locks.Event("order-placed", "amount: decimal")));

    [Test]
    public Task The_fix_adds_to_what_is_there_in_all_of_them() => Fix.VerifyAsync(
        """
        [EventSourcing.DomainEvent("received")] public sealed record {|ESG0503:OrderReceived|}(decimal Amount);
        [EventSourcing.DomainEvent(Aliases = ["settled"], Version = 1)] public sealed record {|ESG0503:OrderPaid|}(int Amount);
        [EventSourcing.DomainEvent(Aliases = new[] { "ended" })] public sealed record {|ESG0503:OrderClosed|}(char Reason);
        """,
        """
        [EventSourcing.DomainEvent("received", Aliases = ["order-placed"])] public sealed record {|ESG0505:OrderReceived|}(decimal Amount);
        [EventSourcing.DomainEvent(Aliases = ["settled", "bill-paid"], Version = 1)] public sealed record {|ESG0505:OrderPaid|}(int Amount);
        [EventSourcing.DomainEvent(Aliases = new[] { "ended", "order-ended" })] public sealed record {|ESG0505:OrderClosed|}(char Reason);
        """,
        locked: Locks.Of(Locks.Event("order-placed", "amount: decimal"), Locks.Event("bill-paid", "amount: int32"), Locks.Event("order-ended", "reason: char")));

    [Test]
    public Task No_fix_is_offered_at_the_entry_of_the_lock() => CodeFixVerifier<EventsLockAnalyzer, AddAliasCodeFixProvider>.VerifyAsync(
        "public sealed record NoEvent(int A);",
        "public sealed record NoEvent(int A);",
        locked: Locks.Of(Locks.Event("{|ESG0503:\"order-placed\"|}", "amount: decimal")));
}
