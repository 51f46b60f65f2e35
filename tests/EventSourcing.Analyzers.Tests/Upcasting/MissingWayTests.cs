using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.UpcasterAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Upcasting;

[TestOf("ESG0506")]
public sealed class MissingWayTests
{
    private const string Usings = """
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using EventSourcing;

        """;

    [Test]
    public Task Reports_an_older_version_without_upcaster_at_the_current_event() => VerifyAsync(
        """
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 2)] public sealed record {|#0:Paid|}(int A, string B);
        """,
        Expect("1", "paid", "2", "Paid", "PaidV1"));

    [Test]
    public Task Reports_a_gap_that_nothing_names_whatever_leads_over_it() => VerifyAsync(
        """
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 3)] public sealed record {|#0:Paid|}(int A, string B);
        internal static class Up { [Upcasts] internal static Paid Upcast(PaidV1 old) => new(old.A, ""); }
        """,
        Expect("2", "paid", "3", "Paid", "JsonObject, marked [Upcasts(\"paid\", 2)]"));

    [Test]
    public Task Reports_all_versions_without_a_way_once() => VerifyAsync(
        """
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 2)] public readonly record struct PaidV2(int A);
        [DomainEvent("paid", Version = 5)] public sealed partial record {|#0:Paid|}(int A);
        public partial record Paid;
        internal static class Up { [Upcasts("paid", 3)] internal static Paid Upcast(JsonElement old) => new(1); }
        """,
        Expect("1, 2 and 4", "paid", "5", "Paid", "PaidV1"));

    [Test]
    public Task Reports_the_version_that_JSON_is_led_to_and_nothing_reads() => VerifyAsync(
        """
        [DomainEvent("paid", Version = 3)] public sealed record {|#0:Paid|}(int A);
        internal static class Up { [Upcasts("paid", 1)] internal static JsonObject Upcast(JsonObject old) => old; }
        """,
        Expect("2", "paid", "3", "Paid", "JsonObject, marked [Upcasts(\"paid\", 2)]"));

    [Test]
    public Task Counts_handled_and_nested_events_and_aliases() => VerifyAsync("""
        public static class Old { [DomainEvent("thing-paid", Version = 1)] public sealed record Paid(int A); }
        [DomainEvent(Version = 2)] public sealed record {|ESG0506:ThingPaid|}(int A);
        [DomainEvent("moved", Version = 3, Aliases = ["shifted"])] public sealed record {|ESG0506:Moved|}(int A);
        internal static class Up { [Upcasts("shifted", 1)] internal static JsonObject Upcast(JsonObject old) => old; }
        """);

    [Test]
    public Task Accepts_whole_chains() => VerifyAsync("""
        public interface IMoney;
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 2)] public sealed record PaidV2(int A) : IMoney;
        [DomainEvent("paid", Version = 4, Aliases = ["settled"])] public sealed record Paid(int A) : IMoney;
        public sealed record PaidAndShipped(int A);
        public sealed record Shipped(int A);
        internal static class Up
        {
            [Upcasts] internal static PaidV2 Upcast(PaidV1 old) => new(1);
            [Upcasts] internal static JsonObject Upcast(PaidV2 old) => new();
            [Upcasts("settled", 3)] internal static Paid Upcast(JsonElement old) => new(1);
            [Upcasts] internal static (Paid, Shipped) Upcast(PaidAndShipped old) => (new(1), new(1));
        }
        """);

    [Test]
    public Task Accepts_a_name_of_which_only_the_current_version_is_known() => VerifyAsync("""
        [DomainEvent("paid", Version = 7, Aliases = ["settled"])] public sealed record Paid(int A);
        [DomainEvent] public sealed record Shipped(int A);
        public sealed record Other(int A);
        """);

    [Test]
    public Task Accepts_a_version_that_was_taken_back() => VerifyAsync("""
        [DomainEvent("paid", Version = 1)] public sealed record Paid(int A);
        [DomainEvent("paid", Version = 2)] public sealed record PaidWithNote(int A, string Note);
        internal static class Up { [Upcasts] internal static Paid Upcast(PaidWithNote old) => new(old.A); }
        """);

    [Test]
    public Task Leaves_an_upcaster_that_is_wrong_to_the_rule_about_that() => VerifyAsync("""
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 2)] public sealed record Paid(int A, string B);
        [DomainEvent("sent", Version = 1)] public sealed record SentV1(int A);
        [DomainEvent("sent", Version = 2)] public sealed record Sent(int A, string B);
        internal class Up
        {
            [Upcasts] private Paid {|ESG0507:Upcast|}(PaidV1 old) => new(old.A, "");
            [Upcasts] internal static Sent {|ESG0507:Upcast|}<T>(T old) => new(1, "");
        }
        """);

    [Test]
    public Task Can_be_suppressed_and_says_nothing_in_generated_code() => Verify.VerifyFilesAsync(
        """
        #pragma warning disable ESG0506
        using EventSourcing;
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 2)] public sealed record Paid(int A, string B);
        """,
        """
        // <auto-generated/>
        using EventSourcing;
        [DomainEvent("sent", Version = 1)] public sealed record SentV1(int A);
        [DomainEvent("sent", Version = 2)] public sealed record Sent(int A, string B);
        """);

    [Test]
    public Task Can_be_configured() => Verify.VerifyWithConfigAsync(
        """
        using EventSourcing;
        [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
        [DomainEvent("paid", Version = 2)] public sealed record Paid(int A, string B);
        """,
        "dotnet_diagnostic.ESG0506.severity = none");

    [Test]
    public async Task Sees_the_versions_and_upcasters_of_references()
    {
        var contracts = Compilations.Library("Contracts", """
            [assembly: EventSourcing.CatalogedEvent(typeof(PaidV1), "paid", 1)]
            [assembly: EventSourcing.CatalogedEvent(typeof(SentV1), "sent", 1)]
            [assembly: EventSourcing.CatalogedUpcaster("Up.Upcast", "sent", 1, 2)]
            public sealed record PaidV1(int A);
            public sealed record SentV1(int A);
            """);
        var found = await AnalyzeAsync([contracts], """
            using EventSourcing;
            [DomainEvent("paid", Version = 2)] public sealed record Paid(int A);
            [DomainEvent("sent", Version = 2)] public sealed record Sent(int A);
            """);
        Assert.That(found.Select(d => d.GetMessage(null)), Has.One.Contains("No way leads from version 1 of 'paid' to version 2, the event 'Paid'"));
        Assert.That(found.Single().Location.IsInSource, Is.True);
    }

    [Test]
    public async Task Reports_references_whose_versions_meet_here_first()
    {
        var first = Compilations.Library("First", """[assembly: EventSourcing.CatalogedEvent(typeof(PaidV1), "paid", 1)] [EventSourcing.DomainEvent("paid")] public sealed record PaidV1(int A);""");
        var second = Compilations.Library("Second", """[assembly: EventSourcing.CatalogedEvent(typeof(Paid), "paid", 2)] [EventSourcing.DomainEvent("paid", Version = 2)] public sealed record Paid(int A);""");
        var found = await AnalyzeAsync([first, second], "public static class Host;");
        Assert.That(found.Select(d => (d.Id, d.Location)), Is.EqualTo(new[] { ("ESG0506", Location.None) }));

        var led = await AnalyzeAsync([first, second], "using EventSourcing; internal static class Host { [Upcasts] internal static Paid Upcast(PaidV1 old) => new(old.A); }");
        Assert.That(led, Is.Empty);
    }

    [Test]
    public async Task Tells_the_fix_what_is_missing()
    {
        var found = await AnalyzeAsync([], """
            using EventSourcing;
            [DomainEvent("paid", Version = 1)] public sealed record PaidV1(int A);
            [DomainEvent("paid", Version = 3)] public sealed record Paid(int A);
            """);
        Assert.That(found.Single().Properties["StoredName"], Is.EqualTo("paid"));
        Assert.That(found.Single().Properties["MissingVersions"], Is.EqualTo("1,2"));
    }

    private static async Task<Diagnostic[]> AnalyzeAsync(MetadataReference[] libraries, string source) =>
        [.. await CSharpCompilation
            .Create("Host", [CSharpSyntaxTree.ParseText(source)], [.. Compilations.References, .. libraries], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithAnalyzers([new UpcasterAnalyzer()])
            .GetAnalyzerDiagnosticsAsync()];

    private static Task VerifyAsync(string source, params DiagnosticResult[] expected) => Verify.VerifyAsync(Usings + source, expected);

    private static DiagnosticResult Expect(string versions, string name, string current, string type, string takes) => new DiagnosticResult("ESG0506", DiagnosticSeverity.Error).WithLocation(0)
        .WithMessage($"No way leads from version {versions} of '{name}' to version {current}, the event '{type}'; write an upcaster: a static method with [Upcasts] that takes {takes} and returns what the event is today");
}
