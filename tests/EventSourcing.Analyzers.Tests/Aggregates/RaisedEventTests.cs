using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Fix = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.RaisedEventAnalyzer, EventSourcing.CodeFixes.Aggregates.AddHandlerCodeFixProvider>;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.RaisedEventAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Aggregates;

[TestOf("ESG0007")]
public sealed class RaisedEventTests
{
    private const string Types = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using EventSourcing;
        public interface IOrderEvent;
        [DomainEvent] public sealed record OrderPlaced(int Amount);
        [DomainEvent] public sealed record OrderPaid(int Amount) : IOrderEvent;
        [DomainEvent] public sealed record OrderClosed;
        [DomainEvent] public readonly record struct OrderMoved(int By);
        public sealed partial class Everything : AggregateRoot<string>
        {
            [Handles] private void On(OrderPlaced e) { }
            [Handles] private void On(OrderPaid e) { }
            [Handles] private void On(OrderClosed e) { }
            [Handles] private void On(OrderMoved e) { }
        }
        public sealed record Total(int Amount) { public Total() : this(0) { } }

        """;

    private static string Order(string members) => Types + "public sealed partial class Order : AggregateRoot<string>\n{\n    [Handles] private void On(OrderPlaced e) { }\n" + members + "\n}";

    private static string Stateful(string members) => Types + "public sealed partial class Order : AggregateRoot<string, Total>\n{\n    [Handles] private static Total On(Total t, OrderPlaced e) => t;\n" + members + "\n}";

    [TestCase("Raise(new {|ESG0007:OrderPaid|}(1));")]
    [TestCase("this.Raise(new {|ESG0007:OrderPaid|}(1), null);")]
    [TestCase("var e = new OrderPaid(1); Raise({|ESG0007:e|});")]
    [TestCase("Raise({|ESG0007:new OrderPaid(1) with { Amount = 2 }|});")]
    [TestCase("Raise(Version > 0 ? new {|ESG0007:OrderPaid|}(1) : new OrderPlaced(1));")]
    [TestCase("Raise(Version switch { 0 => new {|ESG0007:OrderPaid|}(1), 1 => new {|ESG0007:OrderClosed|}(), _ => throw new Exception() });")]
    [TestCase("Raise(new {|ESG0007:OrderMoved|}(1));")]
    [TestCase("Raise(Make(1));")]
    [TestCase("Action raise = () => Raise(new {|ESG0007:OrderPaid|}(1)); raise();")]
    public Task Reports_events_without_a_handler(string statement) => Verify.VerifyAsync(Order("public void Do() { " + statement + " }\n" +
        (statement.Contains("Make", StringComparison.Ordinal) ? "private object Make(int n) { if (n > 1) return new OrderPlaced(1); return n == 0 ? new {|ESG0007:OrderPaid|}(1) : new {|ESG0007:OrderClosed|}(); }" : "")));

    [TestCase("public static object Decide(int command, Total state) => new {|ESG0007:OrderPaid|}(1);")]
    [TestCase("public static OrderPaid Decide(int command, Total state) => new {|ESG0007:OrderPaid|}(1);")]
    [TestCase("public static OrderPaid? Decide(int command, Total state) => state.Amount > 1 ? null : new {|ESG0007:OrderPaid|}(1);")]
    [TestCase("public static IEnumerable<object> Decide(int command, Total state) => [new OrderPlaced(1), new {|ESG0007:OrderPaid|}(1)];")]
    [TestCase("public static object[] Decide(int command, Total state) => new object[] { new {|ESG0007:OrderPaid|}(1) };")]
    [TestCase("public static IEnumerable<object> Decide(int command) { yield return new OrderPlaced(1); yield return new {|ESG0007:OrderClosed|}(); }")]
    [TestCase("public static IEnumerable<OrderPaid> Decide(int command, Total state) => new {|ESG0007:List<OrderPaid>|}();")]
    [TestCase("public void Do() => RaiseAll([new {|ESG0007:OrderPaid|}(1)]);")]
    public Task Reports_decisions_without_a_handler(string member) => Verify.VerifyAsync(Stateful(member));

    [Test]
    public Task Reports_it_in_all_parts_and_in_generic_and_derived_classes() => Verify.VerifyFilesAsync(
        Types + """
        public static partial class Outer<T>
        {
            public abstract partial class Base : AggregateRoot<string> { [Handles] private void On(OrderPlaced e) { } protected void Pay() => Raise(new OrderPaid(1)); }
            public sealed partial class Order : Base { public void Do() { Raise(new OrderPlaced(1)); Raise(new {|ESG0007:OrderPaid|}(1)); } }
        }
        """,
        "public static partial class Outer<T> { partial class Order { public void Other() => Raise(new {|ESG0007:OrderClosed|}()); } }");

    [Test]
    public Task Accepts_what_is_handled_in_any_way() => Verify.VerifyAsync(Types + """
        public abstract partial class Base : AggregateRoot<string> { [Handles] private void On(OrderPlaced e) { } }
        public sealed partial class Order : Base
        {
            private object _other = new OrderClosed();
            public void Do(object any, IOrderEvent one) { Raise(new OrderPlaced(1)); Raise(new OrderPaid(1)); Raise(any); Raise(one); Raise(_other); Raise(Version > 0 ? any : new OrderPlaced(2)); }
            public OrderClosed Unused() => new();
            [Handles] private void On(IOrderEvent e) { }
        }
        public sealed partial class All : AggregateRoot<string> { public void Do() => Raise(new OrderClosed()); [Handles] private void On(object e) { } }
        [Aggregate(UnhandledEvents = UnhandledEvents.Ignore)] public sealed partial class Log : AggregateRoot<string> { public void Do() => Raise(new OrderClosed()); }
        public sealed partial class ByHand : AggregateRoot<string> { public void Do() => Raise(new OrderMoved(1)); protected override void Apply(object e, EventMetadata metadata) { } }
        public sealed partial class Odd : AggregateRoot<string> { public void Do() => Raise({|ESG0605:1|}); }
        public sealed partial class Wrong : AggregateRoot<string> { public void Do() => Raise(new OrderMoved(1)); [Handles] private static void On(OrderMoved e) { } }
        """);

    [Test]
    public Task Leaves_handlers_that_raise_to_another_rule() => Verify.VerifyAsync(Order("""
        [Handles] private void On(OrderClosed e) { Raise(new OrderPaid(1)); Helper(); }
        private void Helper() => Raise(new OrderPaid(1));
        """));

    [Test]
    public Task Says_what_and_where() => Verify.VerifyAsync(
        Order("public void Do() => Raise(new {|#0:OrderPaid|}(1));"),
        new DiagnosticResult("ESG0007", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "The event 'OrderPaid' is raised by 'Order', which has no handler for it; add one, or say [Aggregate(UnhandledEvents = UnhandledEvents.Ignore)]"));

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0007, ESG0008\n" + Order("public void Do() => Raise(new OrderPaid(1));"));

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        Order("public void Do() => Raise(new OrderPaid(1));"), "dotnet_diagnostic.ESG0007.severity = none\ndotnet_diagnostic.ESG0008.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("// <auto-generated/>\n" + Order("public void Do() => Raise(new OrderPaid(1));"));

    [Test]
    public Task The_fix_writes_the_handlers() => Fix.VerifyAsync(
        Order("""
                public void Do() { Raise(new {|ESG0007:OrderPaid|}(1)); Raise(new {|ESG0007:OrderPaid|}(2)); Raise(new {|ESG0007:OrderClosed|}()); }
            """),
        Types + """
        public sealed partial class Order : AggregateRoot<string>
        {
            [Handles] private void On(OrderPlaced e) { }

            [Handles] private void On(OrderPaid e) { }

            [Handles] private void On(OrderClosed e) { }

            public void Do() { Raise(new OrderPaid(1)); Raise(new OrderPaid(2)); Raise(new OrderClosed()); }
        }
        """,
        "AddHandler", iterations: 2);

    [Test]
    public Task The_fix_writes_static_handlers_over_a_state() => Fix.VerifyAsync(
        Stateful("    public static object Decide(int command, Total state) => new {|ESG0007:OrderPaid|}(1);").Replace(" On(Total", " Apply(Total", StringComparison.Ordinal),
        Types + """
        public sealed partial class Order : AggregateRoot<string, Total>
        {
            [Handles] private static Total Apply(Total t, OrderPlaced e) => t;

            [Handles] private static Total Apply(Total state, OrderPaid e) => state;
            public static object Decide(int command, Total state) => new OrderPaid(1);
        }
        """,
        "AddHandler", iterations: 1);

    [Test]
    public Task Nothing_is_offered_for_a_generic_event() => Fix.VerifyNoFixAsync(Order("public void Do() => Raise(new {|ESG0007:Changed<int>|}(1));") + "public sealed record Changed<T>(T Value);");

    [Test]
    public Task The_fix_marks_the_method_that_lacks_the_attribute_alone() => Fix.VerifyAsync(
        Order("""
                public void Do() { Raise(new {|ESG0007:OrderPaid|}(1)); Raise(new {|ESG0007:OrderPaid|}(2)); }

                // kept
                private void On(OrderPaid e) { }
            """),
        Order("""
                public void Do() { Raise(new OrderPaid(1)); Raise(new OrderPaid(2)); }

                // kept
                [Handles] private void On(OrderPaid e) { }
            """),
        "AddHandler", iterations: 1);

    [TestCase("private static void On(OrderPaid e) { }")]
    [TestCase("private int On(OrderPaid e) => 1;  private int On(OrderPaid e, int n) => 1;")]
    public Task Nothing_is_offered_where_another_method_has_the_signature(string method) =>
        Fix.VerifyNoFixAsync(Order("    public void Do() => Raise(new {|ESG0007:OrderPaid|}(1)); " + method));
}
