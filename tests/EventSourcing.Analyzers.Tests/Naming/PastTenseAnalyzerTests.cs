using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.PastTenseAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Naming;

[TestOf("ESG0101")]
public sealed class PastTenseAnalyzerTests
{
    [TestCase("PlaceOrder")]
    [TestCase("OrderNeed")]
    [TestCase("SpeedFeed")]
    [TestCase("OrderLineItem")]
    [TestCase("NewsFeed")]
    [TestCase("OrderShipping")]
    [TestCase("PlaceOrderEvent")]
    public Task Reports_an_event_that_is_not_in_the_past_tense(string name) => Verify.VerifyAsync($$"""
        using EventSourcing;
        [DomainEvent] public sealed record {|ESG0101:{{name}}|}(decimal Amount);
        """);

    [TestCase("PaymentWasReceived")]
    [TestCase("OrderShippedV2")]
    [TestCase("InvoicePaidEvent")]
    [TestCase("ItemAddedToCart")]
    [TestCase("UserLoggedIn")]
    [TestCase("PlayerJoinedGame")]
    public Task Accepts_the_past_tense(string name) => Verify.VerifyAsync($$"""
        using EventSourcing;
        [DomainEvent] public sealed record {{name}}(decimal Amount);
        """);

    [Test]
    public Task Says_what_the_name_should_be() => Verify.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public sealed record {|#0:PlaceOrder|}(decimal Amount);
        """,
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult("ESG0101", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .WithLocation(0)
            .WithMessage("The event 'PlaceOrder' is not named in the past tense; name it after what has happened, as in 'OrderPlaced'"));

    [Test]
    public Task Reports_what_a_handler_takes_without_an_attribute() => Verify.VerifyAsync("""
        using EventSourcing;
        public sealed record {|ESG0101:PlaceOrder|}(decimal Amount);
        public sealed record {|ESG0101:PayOrder|}(decimal Amount);
        public sealed record {|ESG0101:CloseOrder|};
        public interface IOrderEvent;
        public sealed partial class Order : AggregateRoot<string>
        {
            [Handles] private void On(PlaceOrder e) { }
            [HandlesAttribute] private void On(PayOrder e, EventMetadata metadata) { }
            [Handles] private void On(IOrderEvent e) { }
            private void On(PlainCommand c) { }
        }
        public sealed record PlainCommand(int X);
        public sealed record Total(int X);
        public sealed partial class Invoice : AggregateRoot<string, Total>
        {
            [EventSourcing.Handles] private static Total On(Total t, CloseOrder e) => t;
        }
        """);

    [Test]
    public Task Says_nothing_of_types_that_are_no_events() => Verify.VerifyAsync("""
        using EventSourcing;
        public sealed record PlaceOrder(decimal Amount);
        [DomainEvent] public abstract record OrderEvent;
        [Other.DomainEvent] public sealed record PayOrder(decimal Amount);
        namespace Other { public sealed class DomainEventAttribute : System.Attribute; }
        """);

    [Test]
    public Task Sees_nested_generic_partial_and_struct_events() => Verify.VerifyFilesAsync(
        """
        using EventSourcing;
        public static class Orders
        {
            [DomainEvent] public readonly record struct {|ESG0101:Place|}(decimal Amount);
            [DomainEvent] public sealed class {|ESG0101:Shipping|};
            [DomainEvent] public sealed record Placed(decimal Amount);
        }
        [DomainEvent] public sealed record {|ESG0101:ChangeOf|}<T>(T Value);
        public sealed partial record SendInvoice;
        """,
        """
        using EventSourcing;
        [DomainEvent] public sealed partial record {|ESG0101:SendInvoice|};
        """);

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("""
        using EventSourcing;
        #pragma warning disable ESG0101
        [DomainEvent] public sealed record PlaceOrder(decimal Amount);
        """);

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        "[EventSourcing.DomainEvent] public sealed record PlaceOrder(decimal Amount);", "dotnet_diagnostic.ESG0101.severity = none");

    [Test]
    public Task Can_be_switched_off_by_its_key() => Verify.VerifyWithConfigAsync(
        "[EventSourcing.DomainEvent] public sealed record PlaceOrder(decimal Amount);", "eventsourcing.past_tense.enabled = false");

    [Test]
    public Task Takes_additional_words() => Verify.VerifyWithConfigAsync(
        """
        [EventSourcing.DomainEvent] public sealed record PaymentDue(decimal Amount);
        [EventSourcing.DomainEvent] public sealed record SiteLive(decimal Amount);
        [EventSourcing.DomainEvent] public sealed record {|ESG0101:SiteDead|}(decimal Amount);
        """,
        "eventsourcing.past_tense.additional_words = due, Live");

    [Test]
    public Task Leaves_out_excluded_words() => Verify.VerifyWithConfigAsync(
        """
        [EventSourcing.DomainEvent] public sealed record {|ESG0101:OrderRated|}(decimal Amount);
        [EventSourcing.DomainEvent] public sealed record OrderPlaced(decimal Amount);
        """,
        "eventsourcing.past_tense.excluded_words = rated");

    [Test]
    public Task Takes_suffixes_instead_of_its_own() => Verify.VerifyWithConfigAsync(
        """
        [EventSourcing.DomainEvent] public sealed record OrderPlacedFact(decimal Amount);
        [EventSourcing.DomainEvent] public sealed record {|ESG0101:ListPriceEvent|}(decimal Amount);
        """,
        "eventsourcing.past_tense.suffixes = Fact");

    [Test]
    public Task Says_nothing_of_names_in_another_script() => Verify.VerifyAsync("[EventSourcing.DomainEvent] public sealed record ЗаказОформлен(decimal Amount);");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("""
        // <auto-generated/>
        [EventSourcing.DomainEvent] public sealed record PlaceOrder(decimal Amount);
        """);

    [Test]
    public Task Says_nothing_without_the_runtime() => Verify.VerifyWithoutRuntimeAsync("""
        namespace Mine { public sealed class DomainEventAttribute : System.Attribute; }
        [Mine.DomainEvent] public sealed record PlaceOrder(decimal Amount);
        """);
}
