using EventSourcing.CodeFixes.Serialization;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ModelAnalyzer, EventSourcing.CodeFixes.Serialization.AddPropertyCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Serialization;

[TestOf(typeof(AddPropertyCodeFixProvider))]
public sealed class AddPropertyCodeFixTests
{
    [Test]
    public Task Adds_the_property_of_a_primary_constructor() => Verify.VerifyAsync(
        """
        using EventSourcing;

        [DomainEvent]
        public sealed class OrderPlaced(int amount, string {|ESG0403:note|})
        {
            public int Amount { get; } = amount;

            public override string ToString() => "";
        }
        """,
        """
        using EventSourcing;

        [DomainEvent]
        public sealed class OrderPlaced(int amount, string note)
        {
            public int Amount { get; } = amount;
            public string Note => note;

            public override string ToString() => "";
        }
        """);

    [Test]
    public Task Adds_the_property_of_a_constructor_and_assigns_it() => Verify.VerifyAsync(
        """
        using System.Collections.Generic;
        using EventSourcing;

        [DomainEvent]
        public sealed class OrderPlaced
        {
            public OrderPlaced(int amount, IReadOnlyList<string> {|ESG0403:notes|})
            {
                Amount = amount;
            }

            public int Amount { get; }
        }

        public static class Outer
        {
            [DomainEvent]
            public readonly struct Closed
            {
                public Closed(int amount, int {|ESG0403:@class|}) => Amount = amount;

                public int Amount { get; }
            }
        }
        """,
        """
        using System.Collections.Generic;
        using EventSourcing;

        [DomainEvent]
        public sealed class OrderPlaced
        {
            public OrderPlaced(int amount, IReadOnlyList<string> notes)
            {
                Amount = amount;
                Notes = notes;
            }

            public int Amount { get; }
            public IReadOnlyList<string> Notes { get; }
        }

        public static class Outer
        {
            [DomainEvent]
            public readonly struct Closed
            {
                public Closed(int amount, int @class)
                {
                    Amount = amount;
                    Class = @class;
                }

                public int Amount { get; }
                public int Class { get; }
            }
        }
        """);

    [Test]
    public Task Adds_several_at_once() => Verify.VerifyAsync(
        """
        [EventSourcing.DomainEvent]
        public sealed class OrderPlaced(int {|ESG0403:amount|}, string {|ESG0403:note|})
        {
        }
        """,
        """
        [EventSourcing.DomainEvent]
        public sealed class OrderPlaced(int amount, string note)
        {
            public int Amount => amount;
            public string Note => note;
        }
        """);

    [TestCase("public sealed class OrderPaid { public OrderPaid(int {|ESG0403:amount|}) => Amount = amount; public long Amount { get; } }")]
    [TestCase("public sealed class Amount(int {|ESG0403:amount|}) { public int Value => amount; }")]
    [TestCase("public sealed class OrderPaid(int {|ESG0403:Amount|}) { public int Value => Amount; }")]
    [TestCase("public sealed class OrderPaid(int {|ESG0403:toText|}) { public int Value => toText; public string ToText() => \"\"; }")]
    [TestCase("public sealed class OrderPlaced(string {|ESG0403:note|}) { public readonly string Note = note; }")]
    public Task Offers_nothing_where_the_name_is_taken(string type) => Verify.VerifyNoFixAsync("[EventSourcing.DomainEvent] " + type);
}
