using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ImmutabilityAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Immutability;

[TestOf("ESG0201")]
public sealed class MutableMemberTests
{
    [Test]
    public Task Reports_set_accessors_fields_and_event_members() => Verify.VerifyAsync("""
        using EventSourcing;
        [DomainEvent] public sealed class OrderPlaced
        {
            public int {|ESG0201:Amount|} { get; set; }
            public int {|ESG0201:Count|} { get; private set; }
            public int {|ESG0201:Sum|} { get => _sum; set => _sum = value; }
            private int {|ESG0201:_sum|};
            public string {|ESG0201:First|} = "", {|ESG0201:Second|} = "";
            public int {|ESG0201:this|}[int index] { get => index; set { } }
            public event System.EventHandler {|ESG0201:Changed|} { add { } remove { } }
        }
        """.Replace("{|ESG0201:Changed|} { add { } remove { } }", "{|ESG0201:Changed|};\n    public void Touch() => Changed(this, System.EventArgs.Empty);", StringComparison.Ordinal));

    [Test]
    public Task Accepts_what_cannot_be_changed() => Verify.VerifyAsync("""
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount, string? Note)
        {
            public const int Limit = 1;
            public static int Total { get; set; }
            public static int Counter;
            public readonly int Field = 1;
            public required string Name { get; init; }
            public int Double => Amount * 2;
            public int this[int index] => index;
            public event System.EventHandler Ignored { add { } remove { } }
        }
        [DomainEvent] public readonly record struct OrderPaid(int Amount);
        [DomainEvent] public readonly struct OrderClosed { public int Amount { get; init; } }
        [DomainEvent] public record struct OrderReopened { public int Amount { get; init; } }
        public sealed class NoEvent { public int Amount { get; set; } }
        """);

    [Test]
    public Task Reports_a_record_struct_once_for_all_its_parameters() => Verify.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public record struct {|#0:OrderPlaced|}(int Amount, string Note)
        {
            public int {|#1:Extra|} { get; set; }
        }
        """,
        Expect(0, "The event 'OrderPlaced' can be changed after it has happened: the properties of a record struct can be set; make it a 'readonly record struct'"),
        Expect(1, "The event 'OrderPlaced' can be changed after it has happened: the property 'Extra' has a 'set' accessor; use 'init'"));

    [Test]
    public Task Reports_what_is_inherited_at_the_event() => Verify.VerifyAsync(
        """
        using EventSourcing;
        public abstract record Base
        {
            public int Amount { get; set; }
            public virtual int Overridden { get; set; }
        }
        [DomainEvent] public sealed record {|#0:OrderPlaced|} : Base
        {
            public override int {|#1:Overridden|} { get; set; }
        }
        """,
        Expect(0, "The event 'OrderPlaced' can be changed after it has happened: the property 'Amount', inherited from 'Base', has a 'set' accessor; use 'init'"),
        Expect(1, "The event 'OrderPlaced' can be changed after it has happened: the property 'Overridden' has a 'set' accessor; use 'init'"));

    [Test]
    public Task Sees_handled_nested_generic_and_partial_events() => Verify.VerifyFilesAsync(
        """
        using EventSourcing;
        public static class Orders
        {
            public sealed class Placed { public int {|ESG0201:Amount|} { get; set; } }
            [DomainEvent] public sealed class Changed<T> { public T? {|ESG0201:Value|} { get; set; } }
        }
        public sealed partial class Order : AggregateRoot<string>
        {
            [Handles] private void On(Orders.Placed e) { }
        }
        [DomainEvent] public sealed partial class OrderPaid { public int {|ESG0201:Amount|} { get; set; } }
        """,
        "public sealed partial class OrderPaid { public int {|ESG0201:Tip|}; }");

    [Test]
    public Task Reports_parameters_of_primary_constructors_that_are_assigned() => Verify.VerifyAsync("""
        using EventSourcing;
        [DomainEvent] public sealed class OrderPlaced(decimal {|ESG0201:amount|}, int kept, int {|ESG0201:count|})
        {
            public decimal Amount => amount;
            public int Kept => kept;
            public int Count => count--;
            public void Raise() { amount++; }
            public void Add(int kept) { kept += 1; }
        }
        public class Base(int number) { public int Next() => ++number; }
        [DomainEvent] public sealed class {|ESG0201:OrderPaid|}(int number) : Base(number);
        [DomainEvent] public sealed class OrderMoved(int to) { public int To { get => to; init => to = value; } }
        [DomainEvent] public sealed class OrderSent(int number) { public int Number { get; } = number; private int Take(int number) => number++; }
        [DomainEvent] public sealed record OrderClosed(int Number) { public int Next(int Number) => Number++; }
        """);

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("""
        using EventSourcing;
        #pragma warning disable ESG0201
        [DomainEvent] public sealed class OrderPlaced { public int Amount { get; set; } }
        """);

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        "[EventSourcing.DomainEvent] public sealed class OrderPlaced { public int Amount { get; set; } }", "dotnet_diagnostic.ESG0201.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("""
        // <auto-generated/>
        [EventSourcing.DomainEvent] public sealed class OrderPlaced { public int Amount { get; set; } }
        """);

    private static DiagnosticResult Expect(int location, string message) =>
        new DiagnosticResult("ESG0201", DiagnosticSeverity.Warning).WithLocation(location).WithMessage(message);
}
