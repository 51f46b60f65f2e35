using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.LossyMemberAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Serialization;

[TestOf("ESG0406")]
public sealed class LossyMemberTests
{
    private const string Types = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using EventSourcing;
        public enum Method { Card, Transfer }
        [Flags] public enum Options { None, Fast }
        [JsonConverter(typeof(JsonStringEnumConverter<Named>))] public enum Named { A }

        """;

    [TestCase("double", "Amount")]
    [TestCase("double", "Price")]
    [TestCase("float", "TotalAmount")]
    [TestCase("double?", "FeePaid")]
    [TestCase("double", "NewBalance")]
    [TestCase("double", "amountInEuro")]
    [TestCase("double", "UnitPrice")]
    [TestCase("double", "GrossTotal")]
    [TestCase("double", "PriceExclVat")]
    [TestCase("IReadOnlyList<double>", "Prices2Cost")]
    [TestCase("DateTime", "PaidAt")]
    [TestCase("DateTime?", "BirthDate")]
    [TestCase("IReadOnlyList<DateTime>", "Stops")]
    [TestCase("IReadOnlyDictionary<string, DateTime?>", "Stops")]
    [TestCase("DateTime[]", "Stops")]
    [TestCase("Method", "Method")]
    [TestCase("Method?", "Method")]
    [TestCase("IReadOnlyList<Method>", "Methods")]
    [TestCase("DayOfWeek", "Day")]
    public Task Reports_what_loses_its_meaning(string type, string name) => Verify.VerifyAsync(Types + $$"""
        [DomainEvent] public sealed record OrderPaid({{type}} {|ESG0406:{{name}}|});
        """);

    [TestCase("decimal", "Amount")]
    [TestCase("int", "Total")]
    [TestCase("double", "TotalWeight")]
    [TestCase("double", "TaxRate")]
    [TestCase("double", "Discount")]
    [TestCase("double", "PriceFactor")]
    [TestCase("double", "CreditScore")]
    [TestCase("float", "FuelAmount")]
    [TestCase("double", "Latitude")]
    [TestCase("double", "Temperature")]
    [TestCase("double", "CostCenter")]
    [TestCase("DateTimeOffset", "PaidAt")]
    [TestCase("DateOnly", "BirthDate")]
    [TestCase("Options", "Options")]
    [TestCase("Named", "Named")]
    [TestCase("IReadOnlyList<Named?>", "Named")]
    [TestCase("string", "Price")]
    public Task Accepts_what_does_not(string type, string name) => Verify.VerifyAsync(Types + $$"""
        [DomainEvent] public sealed record OrderPaid({{type}} {{name}});
        """);

    [Test]
    public Task Looks_at_bases_nested_types_and_elements_once() => Verify.VerifyFilesAsync(
        Types + """
        public abstract record OrderEvent { public DateTime {|ESG0406:At|} { get; init; } }
        public sealed record Money(double {|ESG0406:Amount|}, string Currency);
        public readonly record struct Line(Money Price, Method {|ESG0406:Method|});
        [DomainEvent] public sealed record OrderPlaced(IReadOnlyList<Line> Lines) : OrderEvent;
        [DomainEvent] public sealed record OrderPaid(Dictionary<string, Line> ByName, Money? Tip) : OrderEvent;
        public static class Orders { [DomainEvent] public sealed class Closed { public DateTime {|ESG0406:On|} { get; init; } } }
        public sealed record Handled<T>(T Value);
        public sealed record Sent(DateTime {|ESG0406:On|}, Handled<Money> Handled);
        public sealed partial class Order : AggregateRoot<string> { [Handles] private void On(Sent e) { } }
        """,
        "public sealed partial record OrderMoved(System.DateTime {|ESG0406:To|}); [EventSourcing.DomainEvent] public sealed partial record OrderMoved;");

    [Test]
    public Task Leaves_alone_what_is_not_stored_converted_metadata_or_no_event() => Verify.VerifyAsync(Types + """
        public sealed record Query(DateTime From, double Price, Method Method);
        public sealed class Converter : JsonConverter<DateTime>
        {
            public override DateTime Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => default;
            public override void Write(System.Text.Json.Utf8JsonWriter writer, DateTime value, System.Text.Json.JsonSerializerOptions options) { }
        }
        [DomainEvent] public sealed record OrderPaid(DateTime OccurredAt, [property: JsonConverter(typeof(JsonStringEnumConverter<Method>))] Method Method)
        {
            [JsonConverter(typeof(Converter))] public DateTime At { get; init; }
            [JsonIgnore] public DateTime Cached { get; init; }
            public double Total => 1.5;
            public static DateTime Epoch;
            public DateTime AsOf() => Epoch;
        }
        """);

    [Test]
    public Task Says_what_to_do() => Verify.VerifyAsync(
        Types + "[DomainEvent] public sealed record OrderPaid(double {|#0:Amount|}, DateTime {|#1:PaidAt|}, Method {|#2:Method|});",
        Expect(0, "The member 'Amount' looks like an amount of money and is a double, which cannot hold most decimal fractions; use decimal"),
        Expect(1, "The member 'PaidAt' is a DateTime, which is stored without the offset that it was taken at; use DateTimeOffset, or DateOnly for a day"),
        Expect(2, "The member 'Method' stores the number of a member of 'Method', which changes its meaning when members are added or moved; give the enum or the member [JsonConverter(typeof(JsonStringEnumConverter<Method>))]"));

    [Test]
    public Task Takes_the_names_of_the_project() => Verify.VerifyWithConfigAsync(
        "[EventSourcing.DomainEvent] public sealed record OptionSold(double {|ESG0406:Strike|}, double Delta);", "eventsourcing.money_names = strike");

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0406\n[EventSourcing.DomainEvent] public sealed record OrderPaid(double Amount);");

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        "[EventSourcing.DomainEvent] public sealed record OrderPaid(double Amount);", "dotnet_diagnostic.ESG0406.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("// <auto-generated/>\n[EventSourcing.DomainEvent] public sealed record OrderPaid(double Amount);");

    private static DiagnosticResult Expect(int place, string message) => new DiagnosticResult("ESG0406", DiagnosticSeverity.Info).WithLocation(place).WithMessage(message);
}
