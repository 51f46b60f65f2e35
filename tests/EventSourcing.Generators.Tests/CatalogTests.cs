using EventSourcing.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Generators.Tests;

/// <summary>Catalogs over several assemblies: each knows its own events and those of what it references.</summary>
public class CatalogTests
{
    private const string Events = """
        namespace Shop.Contracts;
        /// <summary>A.</summary>
        [DomainEvent("order-placed", Aliases = ["order-made"])] public sealed record OrderPlaced(int Count, Price Price);
        /// <summary>A.</summary>
        public sealed record OrderPaid(Price Price);
        /// <summary>A.</summary>
        public sealed record Price(decimal Amount);
        """;

    private const string Aggregates = """
        using Shop.Contracts;
        namespace Shop.Domain;
        /// <summary>A.</summary>
        [DomainEvent] public sealed record OrderShipped(Price Price);
        /// <summary>A.</summary>
        public sealed partial class Order : AggregateRoot<Guid>
        {
            [Handles] private void On(OrderPlaced e) { }
            [Handles] private void On(OrderShipped e) { }
            [Handles] private void On(OrderPaid e) { }
        }
        """;

    private const string Host = """
        namespace Shop.Host;
        internal static class Program { public static EventCatalog Catalog => DomainEvents.Catalog; }
        """;

    [TestCase("Shop.Contracts", "Shop.Domain", "Shop.Host")]
    [TestCase("Shop", "Shop", "Shop")]
    [TestCase("", "", "")]
    public void A_host_knows_the_events_of_all_that_it_references(string eventsNamespace, string domainNamespace, string hostNamespace)
    {
        var events = new TestProject("Shop.Contracts", Events) { RootNamespace = eventsNamespace }.Run();
        var domain = new TestProject("Shop.Domain", Aggregates) { RootNamespace = domainNamespace }.Referencing(events.Reference()).Run();
        var host = new TestProject("Shop.Host", Host) { RootNamespace = hostNamespace }.Referencing(events.Reference(), domain.Reference()).Run();
        if (hostNamespace == "Shop.Host") host.MustCompile();
        AssertNoProblems(host);

        var catalog = host.LoadCatalog(hostNamespace.Length == 0 ? "DomainEvents" : hostNamespace + ".DomainEvents", events, domain);
        Assert.That(catalog.Events.Select(e => e.Name), Is.EqualTo(new[] { "order-paid", "order-placed", "order-shipped" }));
        Assert.That(catalog.Aggregates.Select(a => a.Category), Is.EqualTo(new[] { "order" }));
        Assert.That(catalog.EventsOf(catalog.Aggregates[0].AggregateType).Select(e => e.Name), Is.EqualTo(new[] { "order-paid", "order-placed", "order-shipped" }));
        Assert.That(catalog.TryGet("order-made", out var placed), Is.True);
        var (serializer, stream) = (new EventSerializer(catalog), new StreamId("order", "1"));
        var read = serializer.Read(serializer.Resolve(placed!.Name, placed.SchemaVersion, stream, 1), """{"price":{"amount":1.5},"count":2}"""u8, null, stream, 1)[0];
        Assert.That(read.ToString(), Is.EqualTo("OrderPlaced { Count = 2, Price = Price { Amount = 1.5 } }"));
    }

    [TestCase("using Shop.Contracts; using Shop.Domain; var catalog = DomainEvents.Catalog;")]
    [TestCase("using Shop.Contracts; using Shop.Domain; var type = typeof(Order); Inner.Run(); internal static class Inner { public static void Run() => _ = DomainEvents.Catalog; }")]
    [TestCase("using Shop.Contracts; using Shop.Domain; Elsewhere.Inner.Run(); namespace Elsewhere { internal static class Inner { public static void Run() => _ = DomainEvents.Catalog; } }")]
    [TestCase("using Shop.Contracts; using DomainEvents = Shop.Domain.DomainEvents; var catalog = DomainEvents.Catalog; var type = typeof(OrderPlaced);")]
    public void A_program_without_a_namespace_names_the_catalog_whatever_it_imports(string program)
    {
        var events = new TestProject("Shop.Contracts", Events).Run();
        var domain = new TestProject("Shop.Domain", Aggregates).Referencing(events.Reference()).Run();
        new TestProject("Shop.Host", program) { IsProgram = true }.Referencing(events.Reference(), domain.Reference()).Run().MustCompile();
    }

    [Test]
    public void An_event_of_a_reference_is_listed_here_only_where_it_is_not_listed_there()
    {
        var events = new TestProject("Shop.Contracts", Events).Run();
        var domain = new TestProject("Shop.Domain", Aggregates).Referencing(events.Reference()).Run().MustCompile();
        Assert.That(domain.Sources.Single(s => s.Key.EndsWith(".Json.g.cs", StringComparison.Ordinal)).Value, Does.Contain("class Shop_Contracts_OrderPaidCodec").And.Not.Contain("OrderPlacedCodec"));
        Assert.That(AttributesOf(domain), Is.EquivalentTo(new[] { "order-shipped", "order-paid" }));
        Assert.That(AttributesOf(events), Is.EquivalentTo(new[] { "order-placed" }));
    }

    [Test]
    public void An_assembly_without_a_catalog_gives_its_events_to_those_who_handle_them()
    {
        var events = new TestProject("Shop.Contracts", Events) { CatalogIsInternal = true }.Run().MustCompile();
        Assert.That(AttributesOf(events), Is.Empty);
        var domain = new TestProject("Shop.Domain", Aggregates).Referencing(events.Reference()).Run().MustCompile();
        Assert.That(AttributesOf(domain), Is.EquivalentTo(new[] { "order-placed", "order-shipped", "order-paid" }));
        Assert.That(domain.LoadCatalog("Shop.Domain.DomainEvents", events).Events, Has.Count.EqualTo(3));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Friend_assemblies_of_one_namespace_do_not_meet(bool isInternal)
    {
        const string Friend = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Tests\")] namespace Shop; [DomainEvent] internal sealed record OrderPlaced(Price Price); internal sealed record Price(int A);";
        const string Tests = "namespace Shop; [DomainEvent] internal sealed record OrderTested(Price Price); internal sealed partial class Order : AggregateRoot<Guid> { [Handles] private void On(OrderPlaced e) { } [Handles] private void On(OrderTested e) { } public static EventCatalog C => DomainEvents.Catalog; }";
        var shop = new TestProject("Shop", Friend) { CatalogIsInternal = isInternal }.Run();
        var tests = new TestProject("Shop.Tests", Tests) { RootNamespace = "Shop" }.Referencing(shop.Reference()).Run();
        AssertNoProblems(tests);
        Assert.That(tests.LoadCatalog("Shop.DomainEvents", shop).Events.Select(e => e.Name), Is.EqualTo(new[] { "order-placed", "order-tested" }));
    }

    [Test]
    public void Two_assemblies_that_both_list_an_event_agree_on_it()
    {
        const string Handling = "using Shop.Contracts; internal sealed partial class Order : AggregateRoot<Guid> { [Handles] private void On(OrderPaid e) { } }";
        var events = new TestProject("Shop.Contracts", Events).Run();
        var first = new TestProject("First", Handling).Referencing(events.Reference()).Run();
        var second = new TestProject("Second", Handling).Referencing(events.Reference()).Run();
        var host = new TestProject("Host", "internal sealed class Nothing;").Referencing(events.Reference(), first.Reference(), second.Reference()).Run().MustCompile();
        Assert.That(host.LoadCatalog("Host.DomainEvents", events, first, second).Events.Select(e => e.Name), Is.EqualTo(new[] { "order-paid", "order-placed" }));
    }

    /// <summary>As a build does it: with the suppressor that belongs to the generator.</summary>
    private static void AssertNoProblems(TestResult result)
    {
        var all = result.Compilation.WithAnalyzers([new CatalogNameSuppressor()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.That(all.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed), Is.Empty);
    }

    private static IEnumerable<string> AttributesOf(TestResult result) => result.Compilation.Assembly.GetAttributes()
        .Where(a => a.AttributeClass!.Name == "CatalogedEventAttribute")
        .Select(a => (string)a.ConstructorArguments[1].Value!);
}
