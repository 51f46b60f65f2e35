using EventSourcing.CodeFixes.Serialization;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ModelAnalyzer, EventSourcing.CodeFixes.Serialization.JsonConstructorCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Serialization;

[TestOf(typeof(JsonConstructorCodeFixProvider))]
public sealed class JsonConstructorCodeFixTests
{
    [Test]
    public Task Marks_the_constructor_that_takes_the_most_members() => Verify.VerifyAsync(
        """
        using EventSourcing;

        [DomainEvent]
        public sealed class {|ESG0402:OrderPlaced|}
        {
            public OrderPlaced(int a) => A = a;

            // All of it.
            public OrderPlaced(int a, int b) => (A, B) = (a, b);

            public OrderPlaced(int a, string text, int c) => A = a;

            public int A { get; }

            public int B { get; }
        }
        """,
        """
        using System.Text.Json.Serialization;
        using EventSourcing;

        [DomainEvent]
        public sealed class OrderPlaced
        {
            public OrderPlaced(int a) => A = a;

            // All of it.
            [JsonConstructor]
            public OrderPlaced(int a, int b) => (A, B) = (a, b);

            public OrderPlaced(int a, string text, int c) => A = a;

            public int A { get; }

            public int B { get; }
        }
        """);

    [Test]
    public Task Marks_all_of_a_document_private_and_nested_ones_too() => Verify.VerifyAsync(
        """
        using System.Text.Json.Serialization;
        using EventSourcing;

        public static class Orders
        {
            [DomainEvent]
            public sealed class {|ESG0402:OrderPlaced|}
            {
                private OrderPlaced(int a) => A = a;

                public int A { get; }
            }
        }

        [DomainEvent]
        public sealed class {|ESG0402:OrderPaid|}
        {
            public OrderPaid(decimal amount) => Amount = amount;

            public OrderPaid(decimal amount, string currency)
                : this(amount) => Currency = currency;

            public decimal Amount { get; }

            public string Currency { get; } = "";
        }
        """,
        """
        using System.Text.Json.Serialization;
        using EventSourcing;

        public static class Orders
        {
            [DomainEvent]
            public sealed class OrderPlaced
            {
                [JsonConstructor]
                private OrderPlaced(int a) => A = a;

                public int A { get; }
            }
        }

        [DomainEvent]
        public sealed class OrderPaid
        {
            public OrderPaid(decimal amount) => Amount = amount;

            [JsonConstructor]
            public OrderPaid(decimal amount, string currency)
                : this(amount) => Currency = currency;

            public decimal Amount { get; }

            public string Currency { get; } = "";
        }
        """);

    [Test]
    public Task Marks_a_primary_constructor() => Verify.VerifyAsync(
        """
        [EventSourcing.DomainEvent]
        public sealed class {|ESG0402:OrderPlaced|}(int a, int b)
        {
            public OrderPlaced(int a)
                : this(a, 0)
            {
            }

            public int A { get; } = a;

            public int B { get; } = b;
        }
        """,
        """
        [method: global::System.Text.Json.Serialization.JsonConstructor]
        [EventSourcing.DomainEvent]
        public sealed class OrderPlaced(int a, int b)
        {
            public OrderPlaced(int a)
                : this(a, 0)
            {
            }

            public int A { get; } = a;

            public int B { get; } = b;
        }
        """);

    [TestCase("public OrderPlaced(int a) => A = a; public OrderPlaced(string b) => B = b; public int A { get; } public string B { get; }")]
    [TestCase("public OrderPlaced(long a) { } public OrderPlaced(string a) { } public int A { get; }")]
    [TestCase("[System.Text.Json.Serialization.JsonConstructor] public OrderPlaced(int a) => A = a; [System.Text.Json.Serialization.JsonConstructor] public OrderPlaced(int a, int b) => A = a; public int A { get; }")]
    public Task Offers_nothing_where_nothing_decides(string members) => Verify.VerifyNoFixAsync(
        $"[EventSourcing.DomainEvent] public sealed class {{|ESG0402:OrderPlaced|}} {{ {members} }}");
}
