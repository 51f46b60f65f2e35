using Immutable = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ImmutabilityAnalyzer, EventSourcing.CodeFixes.Events.MakeImmutableCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Immutability;

public sealed class ImmutabilityCodeFixTests
{
    [Test]
    public Task Set_becomes_init() => Immutable.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public sealed class OrderPlaced
        {
            public int {|ESG0201:Amount|} { get; set; } // kept
            public int {|ESG0201:Count|} { get; private set; }
            public int {|ESG0201:Sum|}
            {
                get => 1;
                /* kept */ set { }
            }
            public int {|ESG0201:this|}[int index] { get => index; set { } }
        }
        """,
        """
        using EventSourcing;
        [DomainEvent] public sealed class OrderPlaced
        {
            public int Amount { get; init; } // kept
            public int Count { get; private init; }
            public int Sum
            {
                get => 1;
                /* kept */ init { }
            }
            public int this[int index] { get => index; init { } }
        }
        """,
        "UseInit", iterations: 4);

    [Test]
    public Task A_field_becomes_readonly() => Immutable.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public sealed class OrderPlaced
        {
            /// <summary>Kept.</summary>
            public int {|ESG0201:Amount|};
            string {|ESG0201:First|} = "", {|ESG0201:Second|} = "";
        }
        """,
        """
        using EventSourcing;
        [DomainEvent] public sealed class OrderPlaced
        {
            /// <summary>Kept.</summary>
            public readonly int Amount;
            readonly string First = "", Second = "";
        }
        """,
        "MakeReadOnly", iterations: 2);

    [Test]
    public Task A_record_struct_becomes_readonly() => Immutable.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public record struct {|ESG0201:OrderPlaced|}(int Amount, string Note);
        [DomainEvent]
        partial record struct {|ESG0201:OrderPaid|}(int Amount);
        """,
        """
        using EventSourcing;
        [DomainEvent] public readonly record struct OrderPlaced(int Amount, string Note);
        [DomainEvent]
        readonly partial record struct OrderPaid(int Amount);
        """,
        "MakeReadOnlyStruct", iterations: 2);

    [Test]
    public Task Nothing_is_offered_for_what_is_inherited() => Immutable.VerifyNoFixAsync("""
        using EventSourcing;
        public abstract class Base { public int Amount { get; set; } }
        [DomainEvent] public sealed class {|ESG0201:OrderPlaced|} : Base;
        """);

    [TestCase("public int {|ESG0201:Count|} { get; set; } public void Add() => Count++;", TestName = "Assigned_in_a_method")]
    [TestCase("public int {|ESG0201:Count|}; public void Add() => Count++;", TestName = "A_field_that_is_assigned_in_a_method")]
    [TestCase("public int {|ESG0201:Count|} { get; set; } public static OrderCounted Of(int n) { var e = new OrderCounted(); e.Count = n; return e; }", TestName = "Assigned_after_construction")]
    public Task Nothing_is_offered_that_would_not_compile(string member) => Immutable.VerifyNoFixAsync($$"""
        using EventSourcing;
        [DomainEvent] public sealed class OrderCounted { {{member}} }
        """);

    [Test]
    public Task Nothing_is_offered_for_a_record_struct_that_changes_itself() => Immutable.VerifyNoFixAsync("""
        using EventSourcing;
        [DomainEvent] public record struct {|ESG0201:PointMoved|}(int X, int Y) { public void Right() => X++; }
        """);

    [Test]
    public Task Nothing_is_offered_where_an_interface_asks_for_the_setter() => Immutable.VerifyNoFixAsync("""
        using EventSourcing;
        public interface INamed { string Name { get; set; } }
        [DomainEvent] public sealed class OrderNamed : INamed { public string {|ESG0201:Name|} { get; set; } = ""; }
        """);
}
