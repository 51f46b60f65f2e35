using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.UpcasterAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Upcasting;

[TestOf("ESG0507")]
public sealed class WrongUpcasterTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Threading.Tasks;
        using EventSourcing;
        public interface IBase;
        public interface INobody;
        [DomainEvent] public sealed record Paid(int A) : IBase;
        [DomainEvent] public sealed record Sent(int A) : IBase;
        [DomainEvent] public sealed record Old(int A);

        """;

    [TestCase("[Upcasts] private static Paid {|#0:Upcast|}(Old old) => new(1);", "it is not accessible outside of its class")]
    [TestCase("[Upcasts] internal Paid {|#0:Upcast|}(Old old) => new(1);", "it is not static")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}<T>(Old old) => new(1);", "it has type parameters")]
    [TestCase("[Upcasts] internal static void {|#0:Upcast|}(Old old) { }", "it returns nothing")]
    [TestCase("[Upcasts] internal static async Task<Paid> {|#0:Upcast|}(Old old) { await Task.Yield(); return new(1); }", "it is asynchronous")]
    [TestCase("[Upcasts] internal static ValueTask<Paid> {|#0:Upcast|}(Old old) => new(new Paid(1));", "it is asynchronous")]
    [TestCase("[Upcasts] internal static IAsyncEnumerable<Paid> {|#0:Upcast|}(Old old) => throw new NotImplementedException();", "it is asynchronous")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}() => new(1);", "it takes nothing")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(in Old old) => new(1);", "its parameter 'old' is passed by reference")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(params Old[] old) => new(1);", "its parameter 'old' is a params array")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(Old old, int more) => new(1);", "it takes more than the old event and its EventMetadata")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(Old old, EventMetadata metadata, int more) => new(1);", "it takes more than the old event and its EventMetadata")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(IBase old) => new(1);", "'IBase' is not one event but a base of several")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(object old) => new(1);", "'Object' is not one event but a base of several")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(int old) => new(1);", "'int', which it takes, is no event")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(Old[] old) => new(1);", "'Old[]', which it takes, is no event")]
    [TestCase("[Upcasts] internal static Paid {|#0:Upcast|}(JsonObject old) => new(1);", "it takes JSON and does not say which")]
    [TestCase("[Upcasts(\"old\", 1)] internal static Paid {|#0:Upcast|}(Old old) => new(1);", "the stored name and version are those of 'Old'")]
    [TestCase("[Upcasts(\" \", 1)] internal static Paid {|#0:Upcast|}(JsonElement old) => new(1);", "the name that it takes is blank")]
    [TestCase("[Upcasts(\"gone\", 0)] internal static Paid {|#0:Upcast|}(JsonElement old) => new(1);", "the version that it takes is 0, and versions begin at 1")]
    [TestCase("[Upcasts] internal static int {|#0:Upcast|}(Old old) => 1;", "'int', which it returns, is no event")]
    [TestCase("[Upcasts] internal static string {|#0:Upcast|}(Old old) => null!;", "'string', which it returns, is no event")]
    [TestCase("[Upcasts] internal static JsonElement {|#0:Upcast|}(Old old) => default;", "'JsonElement', which it returns, is no event")]
    [TestCase("[Upcasts] internal static IBase {|#0:Upcast|}(Old old) => new Paid(1);", "'IBase' does not say which event it returns")]
    [TestCase("[Upcasts] internal static object {|#0:Upcast|}(Old old) => new Paid(1);", "'object' does not say which event it returns")]
    [TestCase("#nullable enable\n[Upcasts] internal static Paid? {|#0:Upcast|}(Old old) => null;", "its result can be null, and a sequence of events says that better")]
    [TestCase("[Upcasts] internal static (Paid, int) {|#0:Upcast|}(Old old) => default;", "'int', which it returns, is no event")]
    [TestCase("[Upcasts] internal static IEnumerable<int> {|#0:Upcast|}(Old old) => [];", "'int', of which it returns a sequence, is no event")]
    [TestCase("[Upcasts] internal static IEnumerable<JsonObject> {|#0:Upcast|}(Old old) => [];", "'JsonObject', of which it returns a sequence, is no event")]
    [TestCase("[Upcasts] internal static IEnumerable<INobody> {|#0:Upcast|}(Old old) => [];", "no event of the project derives from or implements 'INobody'")]
    [TestCase("[Upcasts(To = 2)] internal static Paid {|#0:Upcast|}(Old old) => new(1);", "it names the version of its result, which is an event and has its own")]
    [TestCase("[Upcasts(\"gone\", 1, To = 1)] internal static JsonObject {|#0:Upcast|}(JsonObject old) => old;", "it leads from version 1 to the same version")]
    [TestCase("[Upcasts(\"gone\", 1, To = 0)] internal static JsonObject {|#0:Upcast|}(JsonObject old) => old;", "the version of its result is 0, and versions begin at 1")]
    [TestCase("[Upcasts(\"gone\", 1)] internal static JsonObject {|#0:Upcast|}(JsonObject old) => old;", "neither an event nor an upcaster reads version 2 of 'gone'")]
    [TestCase("[Upcasts(\"paid\", 2)] internal static JsonObject {|#0:Upcast|}(JsonObject old) => old;", "neither an event nor an upcaster reads version 3 of 'paid'")]
    [TestCase("[Upcasts] internal static Old {|#0:Upcast|}(Old old) => old;", "it leads from version 1 of 'old' to the same version")]
    [TestCase("[Upcasts(\"paid\", 1)] internal static Paid {|#0:Upcast|}(JsonElement old) => new(1);", "it leads from version 1 of 'paid' to the same version")]
    public Task Reports_what_cannot_be_called(string upcaster, string why) => Verify.VerifyAsync(
        Usings + "internal class Up {\n" + upcaster + "\n}",
        new DiagnosticResult("ESG0507", DiagnosticSeverity.Error).WithLocation(0).WithMessageFormat("The upcaster '{0}' cannot be used, because {1}; {2}").WithArguments("Up.Upcast", why, AdviceFor(why)));

    [Test]
    public Task Reports_places_that_nothing_could_call() => Verify.VerifyAsync(Usings + """
        internal class Generic<T> { [Upcasts] internal static Paid {|ESG0507:Upcast|}(Old old) => new(1); }
        internal class Outer { private class Inner { [Upcasts] internal static Paid {|ESG0507:Upcast|}(Sent old) => new(1); } }
        file class Local { [Upcasts] internal static Sent {|ESG0507:Upcast|}(Paid old) => new(1); }
        internal record struct Money(int A)
        {
            [Upcasts] public static explicit operator {|ESG0507:Money|}(Old old) => new(1);
            internal static int Value { [Upcasts] {|ESG0507:get|} => 1; }
            internal static void Run()
            {
                [Upcasts] static Paid {|ESG0507:Upcast|}(Old old) => new(1);
                var lambda = [Upcasts] (Old old) {|ESG0507:=>|} new Paid(1);
            }
        }
        internal interface IUp { [Upcasts] static abstract Paid {|ESG0507:Upcast|}(Money old); }
        """);

    [Test]
    public Task Reports_the_second_way_from_one_version() => Verify.VerifyAsync(Usings + """
        internal static class A
        {
            [Upcasts] internal static Paid First(Old old) => new(1);
            [Upcasts] internal static Sent {|ESG0507:Second|}(Old old) => new(1);
            [Upcasts("old", 1)] internal static Sent {|ESG0507:Third|}(JsonElement old) => new(1);
        }
        """);

    [Test]
    public Task Reports_the_upcaster_that_leads_back() => Verify.VerifyAsync(Usings + """
        [DomainEvent("moved", Version = 1)] public sealed record MovedV1(int A);
        [DomainEvent("moved", Version = 2)] public sealed record Moved(int A);
        internal static class A
        {
            [Upcasts] internal static MovedV1 {|ESG0507:Back|}(Moved old) => new(1);
            [Upcasts] internal static Moved Forth(MovedV1 old) => new(1);
            [Upcasts] internal static Sent One(Paid old) => new(1);
            [Upcasts] internal static Old Two(Sent old) => new(1);
            [Upcasts] internal static IEnumerable<Paid> {|ESG0507:Three|}(Old old) => [];
        }
        """);

    [Test]
    public Task Accepts_every_form() => Verify.VerifyAsync(Usings + """
        public sealed record A1(int A); public sealed record A2(int A); public sealed record A3(int A); public sealed record A4(int A) : IBase;
        public sealed record A5(int A); public readonly record struct A6(int A); public sealed record A7(int A); public sealed record A8(int A);
        public abstract record Base; [DomainEvent] public sealed record Derived(int A) : Base;
        public static class One { public partial record Two {
            [Upcasts] public static Paid Upcast(A1 old) => new(1);
            [Upcasts] internal static Paid Upcast(A2 old, EventMetadata metadata) => new(1);
            [Upcasts] protected internal static (Paid, A6, Sent Named) Upcast(A3 old) => default;
        } }
        internal static class Up
        {
            [EventSourcing.UpcastsAttribute] internal static IEnumerable<IBase> Upcast(A4 old) { yield return new Paid(1); }
            [Upcasts] internal static ImmutableArray<Paid> Upcast(A5 old) => [];
            [Upcasts] internal static object[] Upcast(A7 old) => [new Paid(1)];
            [Upcasts] internal static IReadOnlyList<Base> Upcast(A8 old) => [];
            [Upcasts("b", 1)] internal static JsonObject B(JsonObject old) => old;
            [Upcasts("b", 2, To = 5)] internal static JsonObject B(JsonElement old) => new();
            [Upcasts("b", 5)] internal static Paid B(JsonElement old, EventMetadata metadata) => new(1);
            internal static Paid NoUpcaster(object old) => new(1);
            [Obsolete] private static int Upcast(int old) => 1;
        }
        """);

    [Test]
    public Task Says_nothing_about_code_that_does_not_compile() => Verify.VerifyAsync(Usings + """
        internal static class Up
        {
            [Upcasts] internal static {|CS0246:Missing|} Upcast(Old old) => null!;
            [Upcasts] internal static Paid Upcast({|CS0246:Unknown|} old) => new(1);
            [Upcasts] internal static IEnumerable<{|CS0246:Missing|}> Upcast(Sent old) => [];
        }
        """);

    [Test]
    public Task Can_be_suppressed_and_says_nothing_in_generated_code() => Verify.VerifyFilesAsync(
        Usings + """
        #pragma warning disable ESG0507
        internal static class Up { [Upcasts] private static Paid Upcast(Old old) => new(1); }
        """,
        """
        // <auto-generated/>
        internal static class Generated { [EventSourcing.Upcasts] private static Paid Upcast(Old old) => new(1); }
        """);

    [Test]
    public Task Can_be_configured() => Verify.VerifyWithConfigAsync(
        Usings + "internal static class Up { [Upcasts] private static Paid Upcast(Old old) => new(1); }", "dotnet_diagnostic.ESG0507.severity = none");

    [Test]
    public async Task Sees_the_upcasters_of_references()
    {
        var contracts = Compilations.Library("Contracts", """
            [assembly: EventSourcing.CatalogedEvent(typeof(Old), "old", 1)]
            [assembly: EventSourcing.CatalogedUpcaster("Contracts.Up", "old", 1, 0, typeof(Paid))]
            public sealed record Old(int A);
            public sealed record Paid(int A);
            """);
        var found = await CSharpCompilation
            .Create("Host", [CSharpSyntaxTree.ParseText("using EventSourcing; internal static class Up { [Upcasts] internal static Paid Upcast(Old old) => new(1); }")], [.. Compilations.References, contracts], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithAnalyzers([new UpcasterAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        Assert.That(found.Select(d => d.GetMessage(null)), Is.EqualTo(new[] { "The upcaster 'Up.Upcast' cannot be used, because 'Contracts.Up' leads on from version 1 of 'old' already; remove one of the two" }));
    }

    private static string AdviceFor(string why)
    {
        const string Method = "write it as 'internal static TNew Upcast(TOld old)' in a class that is neither generic nor private";
        const string Input = "take the event type that was stored, or JsonObject or JsonElement with [Upcasts(\"name\", version)]";
        const string Output = "return an event, a tuple or a sequence of events, or a JsonObject";
        return why switch
        {
            "it takes nothing" or "its parameter 'old' is a params array" => Input,
            _ when why.EndsWith("which it takes, is no event", StringComparison.Ordinal) => Input,
            "its parameter 'old' is passed by reference" => "take it by value",
            "it takes more than the old event and its EventMetadata" => "leave out what follows them",
            "it takes JSON and does not say which" or "the name that it takes is blank" => "name what was stored: [Upcasts(\"name\", version)]",
            "the stored name and version are those of 'Old'" => "leave them out of [Upcasts], or take JsonObject or JsonElement",
            "the version that it takes is 0, and versions begin at 1" => "name the version that was stored",
            "it names the version of its result, which is an event and has its own" => "leave out 'To', or return a JsonObject",
            "it leads from version 1 to the same version" or "the version of its result is 0, and versions begin at 1" => "correct 'To'",
            "no event of the project derives from or implements 'INobody'" => "let its events do so, or return the events themselves",
            "it leads from version 1 of 'old' to the same version" => "raise the version of 'Old': [DomainEvent(\"old\", Version = 2)]",
            "it leads from version 1 of 'paid' to the same version" => "raise the version of 'Paid': [DomainEvent(\"paid\", Version = 2)]",
            _ when why.Contains("base of several", StringComparison.Ordinal) => "take one event type, and write an upcaster for each of the others",
            _ when why.StartsWith("neither", StringComparison.Ordinal) => "write what does, or name another version with 'To'",
            _ when why.StartsWith("it ", StringComparison.Ordinal) => Method,
            _ => Output,
        };
    }
}
