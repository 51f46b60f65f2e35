using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.EventsLockAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Locking;

[TestOf("ESG0504")]
public sealed class BreakingChangeTests
{
    private const string Types = """
        "Line": { "members": { "product": "string", "price": "Money", "next": "Line? = null" } },
        "Money": { "members": { "sum": "decimal", "currency": "Currency" } },
        "Currency": { "enum": "int32", "values": { "Eur": 0, "Usd": 1 } }
        """;

    private static readonly string Placed = Locks.Of(Locks.EventWith(Types, "order-placed", "lines: Line[]", "note: string? = null", "total: Money"));

    [Test]
    public Task Reports_members_where_they_are_and_the_event_where_they_are_gone() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal", "customer: string", "note: string?", "paid: bool = false")),
        """
        #nullable enable
        using EventSourcing;
        [DomainEvent] public sealed record {|#0:OrderPlaced|}(int {|#1:Amount|}, string {|#2:Note|}, bool {|#3:Paid|}, int {|#4:Channel|});
        """,
        Expect(0, "'customer' is stored, and no longer read"),
        Expect(1, "'amount' is stored as 'decimal', and read as 'int32'"),
        Expect(2, "'note' refuses null now, and stored events may have it"),
        Expect(3, "'paid' is required now, and stored events may lack it"),
        Expect(4, "'channel' is required, and no stored event has it"));

    [Test]
    public Task Reports_a_renamed_member_once_at_its_new_name() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal", "customer: string")),
        "[EventSourcing.DomainEvent] public sealed record OrderPlaced(decimal Amount, string {|#0:CustomerName|});",
        Expect(0, "'customer' is stored, and 'customerName' is read instead; keep the stored name with [JsonPropertyName(\"customer\")] if only the name has changed"));

    [Test]
    public Task Reports_changes_in_depth_at_the_member_that_leads_there() => Verify.VerifyWithLockAsync(
        Placed,
        """
        using System.Collections.Generic;
        using EventSourcing;
        public enum Currency { Usd = 1, Gbp = 2 }
        public sealed record Money(decimal Sum, Currency Currency);
        public sealed record Line(string Product, Money Price, Line Next);
        [DomainEvent] public sealed record OrderPlaced(IReadOnlyList<Line> {|#0:Lines|}, string? Note, Money Total);
        """.Insert(0, "#nullable enable\n"),
        Expect(0, "'lines[].next' is required now, and stored events may lack it; 'lines[].price.currency' is stored as 'Eur', which its enum no longer has"));

    [Test]
    public Task Reports_what_is_gone_together() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "a: int32", "b: int32", "c: int32", "d: int32", "e: int32")),
        "[EventSourcing.DomainEvent] public sealed record {|#0:OrderPlaced|};",
        Expect(0, "'a' is stored, and no longer read; 'b' is stored, and no longer read; 'c' is stored, and no longer read; and 2 more"));

    [Test]
    public Task Reports_inherited_members_and_structs() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "id: guid", "amount: decimal"), Locks.Event("order-paid", "amount: decimal")),
        """
        #nullable enable
        using System;
        using EventSourcing;
        public abstract record OrderEvent { public required int Id { get; init; } }
        [DomainEvent] public sealed record {|ESG0504:OrderPlaced|}(decimal Amount) : OrderEvent;
        public static partial class Orders { [DomainEvent] public readonly partial record struct OrderPaid; }
        public static partial class Orders { public readonly partial record struct OrderPaid(double {|ESG0504:Amount|}); }
        """);

    [Test]
    public Task Says_nothing_about_what_is_the_same_in_json() => Verify.VerifyWithLockAsync(
        Placed,
        """
        #nullable enable
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json.Serialization;
        using EventSourcing;
        namespace Shop
        {
            public enum Coin { Usd = 1, Eur = 0 }
            public readonly record struct Price([property: JsonPropertyName("currency")] Coin Unit, decimal Sum) { public bool IsFree => Sum == 0; [JsonIgnore] public int Cached { get; init; } }
            public sealed class OrderLine { public required Price Price { get; init; } public OrderLine? Next { get; init; } public required string Product { get; init; } }
            [DomainEvent("order-placed")] public sealed record Received(Price Total, ImmutableArray<OrderLine> Lines, string? Note);
        }
        """);

    [Test]
    public Task Says_nothing_without_a_lock() => Verify.VerifyAsync("[EventSourcing.DomainEvent] public sealed record OrderPlaced(decimal Amount);");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal")),
        """
        // <auto-generated/>
        [EventSourcing.DomainEvent] public sealed record OrderPlaced(string Amount);
        """);

    [Test]
    public Task Says_nothing_about_an_event_that_cannot_be_stored_or_has_another_of_its_name() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal"), Locks.Event("order-paid", "amount: decimal")),
        """
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(object Amount);
        namespace A { [DomainEvent] public sealed record OrderPaid(string Amount); }
        namespace B { [DomainEvent] public sealed record OrderPaid(string Amount); }
        """);

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal")),
        """
        #pragma warning disable ESG0504
        [EventSourcing.DomainEvent] public sealed record OrderPlaced(string Amount);
        """);

    [Test]
    public Task Holds_superseded_types_to_their_own_shape() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Versions("order-placed", Locks.Version(1, "", "amount: decimal"), Locks.Version(2, "", "amount: decimal", "currency: string"))),
        """
        #nullable enable
        using EventSourcing;
        [DomainEvent("order-placed", Version = 2)] public sealed record OrderPlaced(decimal Amount, string Currency);
        [DomainEvent("order-placed", Version = 1)] public sealed record OrderPlacedV1(int {|ESG0504:Amount|});
        """);

    [Test]
    public Task Compares_a_renamed_event_with_the_entry_of_its_former_name() => Verify.VerifyWithLockAsync(
        Locks.Of(Locks.Event("order-placed", "amount: decimal")),
        """[EventSourcing.DomainEvent(Aliases = ["order-placed"])] public sealed record OrderReceived(string {|ESG0504:Amount|});""");

    private static DiagnosticResult Expect(int location, string what) => new DiagnosticResult("ESG0504", DiagnosticSeverity.Error).WithLocation(location)
        .WithMessage($"The event 'OrderPlaced' has changed in a way that breaks stored events: {what}; undo the change, or raise the version and write an upcaster from the old one");
}
