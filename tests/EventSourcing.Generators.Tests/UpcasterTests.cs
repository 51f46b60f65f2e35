using EventSourcing.Serialization;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators.Tests;

/// <summary>Upcasters are called by emitted code, in each form that their results can have.</summary>
public class UpcasterTests
{
    private const string Forms = """
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.Json.Nodes;

        namespace Bank;

        internal interface IMoved;
        [DomainEvent("money-withdrawn", Version = 1)] internal sealed record MoneyWithdrawnV1(decimal Amount);
        [DomainEvent("money-withdrawn", Version = 2)] internal sealed record MoneyWithdrawnV2(decimal Amount, string Currency);
        [DomainEvent("money-withdrawn", Version = 3, Aliases = ["cash-withdrawn"])] internal sealed record MoneyWithdrawn(decimal Amount, string Currency, string? By) : IMoved;
        internal sealed record PaidAndShipped(int Sum);
        internal sealed record Paid(int Sum) : IMoved;
        internal readonly record struct Shipped(int Sum) : IMoved;
        internal sealed record ManyPaid(int Count);
        internal sealed record ManyShipped(int Count);
        internal sealed record AnyMoved(int Count);
        internal sealed record NothingMoved(int Count);
        internal sealed record ArrayMoved(int Count);
        [DomainEvent(Version = 2)] internal sealed record CustomerMoved(string Address);
        internal sealed record JsonMade(int A);

        internal static class Upcasters
        {
            [Upcasts] internal static MoneyWithdrawnV2 Upcast(MoneyWithdrawnV1 old) => new(old.Amount, "EUR");
            [Upcasts] internal static MoneyWithdrawn Upcast(MoneyWithdrawnV2 old, EventMetadata metadata) => new(old.Amount, old.Currency, metadata.Actor);
            [Upcasts] internal static (Paid First, Shipped Second) Upcast(PaidAndShipped old) => (new(old.Sum), new(old.Sum));
            [Upcasts] internal static IEnumerable<Paid> Upcast(ManyPaid old) { for (var i = 0; i < old.Count; i++) yield return new(i); }
            [Upcasts] internal static ImmutableArray<Shipped> Upcast(ManyShipped old) => [new(old.Count)];
            [Upcasts] internal static IReadOnlyList<IMoved> Upcast(AnyMoved old) => [new Paid(old.Count), new Shipped(old.Count)];
            [Upcasts] internal static IEnumerable<object> Upcast(NothingMoved old) => [];
            [Upcasts] internal static IMoved?[] Upcast(ArrayMoved old) => [new Paid(old.Count), null];
            [Upcasts("customer-moved", 1)] public static CustomerMoved One(JsonElement old) => new(old.GetProperty("street").GetString()!);
            [Upcasts("thing-made", 1)] public static JsonObject Two(JsonObject old) => new() { ["b"] = old["a"]!.DeepClone() };
            [Upcasts("thing-made", 2, To = 4)] internal static JsonObject Three(JsonElement old, EventMetadata metadata) => new() { ["a"] = old.GetProperty("b").GetInt32() + 1 };
            internal class Nested
            {
                [Upcasts("thing-made", 4)] protected internal static JsonMade @event(JsonObject old) => new(old["a"]!.GetValue<int>());
            }
        }
        """;

    private static readonly TestResult Result = new TestProject("Bank", Forms).Run();
    private static readonly EventCatalog Catalog = Result.LoadCatalog("Bank.DomainEvents");

    [Test]
    public void Every_form_compiles_without_a_warning()
    {
        Result.MustCompile();
        var catalog = Result.Sources["Bank.DomainEvents.g.cs"];
        TestContext.Out.WriteLine(catalog);
        Assert.That(catalog, Does.Contain("""
            [assembly: global::EventSourcing.CatalogedUpcaster("Bank.Upcasters.Upcast", "paid-and-shipped", 1, 0, typeof(global::Bank.Paid), typeof(global::Bank.Shipped))]
            """));
        Assert.That(catalog, Does.Contain("""
                            global::EventSourcing.EventUpcaster.FromEvent<global::Bank.PaidAndShipped>(
                                "Bank.Upcasters.Upcast",
                                static (old, metadata, results) =>
                                {
                                    var parts = global::Bank.Upcasters.Upcast(old);
                                    results.Add(parts.Item1);
                                    results.Add(parts.Item2);
                                },
                                [typeof(global::Bank.Paid), typeof(global::Bank.Shipped)]),
            """));
    }

    [TestCase("money-withdrawn", 1, """{"amount":3}""", "MoneyWithdrawn { Amount = 3, Currency = EUR, By = Ada }")]
    [TestCase("cash-withdrawn", 1, """{"amount":3}""", "MoneyWithdrawn { Amount = 3, Currency = EUR, By = Ada }")]
    [TestCase("money-withdrawn", 2, """{"amount":3,"currency":"CHF"}""", "MoneyWithdrawn { Amount = 3, Currency = CHF, By = Ada }")]
    [TestCase("money-withdrawn", 3, """{"amount":3,"currency":"CHF","by":"Eve"}""", "MoneyWithdrawn { Amount = 3, Currency = CHF, By = Eve }")]
    [TestCase("paid-and-shipped", 1, """{"sum":3}""", "Paid { Sum = 3 }", "Shipped { Sum = 3 }")]
    [TestCase("many-paid", 1, """{"count":2}""", "Paid { Sum = 0 }", "Paid { Sum = 1 }")]
    [TestCase("many-shipped", 1, """{"count":2}""", "Shipped { Sum = 2 }")]
    [TestCase("any-moved", 1, """{"count":2}""", "Paid { Sum = 2 }", "Shipped { Sum = 2 }")]
    [TestCase("nothing-moved", 1, """{"count":2}""")]
    [TestCase("customer-moved", 1, """{"street":"Elm"}""", "CustomerMoved { Address = Elm }")]
    [TestCase("thing-made", 1, """{"a":1}""", "JsonMade { A = 2 }")]
    [TestCase("thing-made", 2, """{"b":1}""", "JsonMade { A = 2 }")]
    [TestCase("thing-made", 4, """{"a":1}""", "JsonMade { A = 1 }")]
    public void A_stored_shape_is_read_by_its_upcasters(string name, int version, string json, params string[] expected) =>
        Assert.That(Read(name, version, json), Is.EqualTo(expected));

    [Test]
    public void A_null_among_the_results_is_an_error_that_names_the_upcaster() =>
        Assert.That(
            () => Read("array-moved", 1, """{"count":2}"""),
            Throws.TypeOf<UpcastException>().With.Property("Upcaster").EqualTo("Bank.Upcasters.Upcast").And.Message.Contains("null"));

    [Test]
    public void The_catalog_tells_current_events_from_superseded_ones()
    {
        Assert.That(Catalog.Events.Where(e => !e.IsSuperseded).Select(e => e.EventType.Name), Is.EquivalentTo(new[] { "MoneyWithdrawn", "Paid", "Shipped", "CustomerMoved", "JsonMade" }));
        Assert.That(Catalog.Events.Where(e => e.IsSuperseded).Select(e => e.EventType.Name), Does.Contain("MoneyWithdrawnV1").And.Contain("NothingMoved").And.Contain("ArrayMoved"));
    }

    [Test]
    public void Upcasters_of_a_referenced_assembly_are_part_of_the_catalog_and_may_be_led_on()
    {
        const string Contracts = """
            namespace Contracts;
            /// <summary>A.</summary>
            public sealed record Sent(int A);
            /// <summary>A.</summary>
            public sealed record SentAll(int A);
            /// <summary>A.</summary>
            public static class Up { /// <summary>A.</summary>
                [Upcasts] public static Sent Upcast(SentAll old) => new(old.A); }
            """;
        const string Later = """
            namespace Later;
            internal sealed record Delivered(int A);
            internal static class Up { [Upcasts] internal static Delivered Upcast(Contracts.Sent old) => new(old.A + 1); }
            """;
        var contracts = new TestProject("Contracts", Contracts).Run().MustCompile();
        var later = new TestProject("Later", Later).Referencing(contracts.Reference()).Run().MustCompile();
        var catalog = later.LoadCatalog("Later.DomainEvents", contracts);
        Assert.That(Read(catalog, "sent-all", 1, """{"a":1}"""), Is.EqualTo(new[] { "Delivered { A = 2 }" }));
        Assert.That(catalog.Events.Single(e => e.Name == "sent").IsSuperseded, Is.True);
    }

    [TestCase("[Upcasts] internal static New Upcast(IDisposable old) => new(1);")]
    [TestCase("[Upcasts] internal New Upcast(Old old) => new(1);")]
    [TestCase("[Upcasts] private static New Upcast(Old old) => new(1);")]
    [TestCase("[Upcasts] internal static New? Upcast(Old old) => null;")]
    [TestCase("[Upcasts] internal static int Upcast(Old old) => 1;")]
    [TestCase("[Upcasts] internal static New Upcast<T>(Old old) => new(1);")]
    [TestCase("[Upcasts(\"old\", 0)] internal static New Upcast(System.Text.Json.JsonElement old) => new(1);")]
    public void What_is_no_upcaster_is_not_emitted(string method)
    {
        var result = new TestProject("Shop", "namespace Shop; [DomainEvent] internal sealed record Old(int A); [DomainEvent] internal sealed record New(int A); internal class Upcasters { " + method + " }").Run();
        Assert.That(result.Problems.Where(p => p.Severity == DiagnosticSeverity.Error && p.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true), Is.Empty);
        Assert.That(result.Sources["Shop.DomainEvents.g.cs"], Does.Not.Contain("EventUpcaster"));
    }

    private static IEnumerable<string> Read(string name, int version, string json) => Read(Catalog, name, version, json);

    private static List<string> Read(EventCatalog catalog, string name, int version, string json)
    {
        var (serializer, stream) = (new EventSerializer(catalog), new StreamId("test", "1"));
        var parts = serializer.Read(serializer.Resolve(name, version, stream, 1), System.Text.Encoding.UTF8.GetBytes(json), new EventMetadata { Actor = "Ada" }, stream, 1);
        return [.. Enumerable.Range(0, parts.Count).Select(i => parts[i].ToString()!)];
    }
}
