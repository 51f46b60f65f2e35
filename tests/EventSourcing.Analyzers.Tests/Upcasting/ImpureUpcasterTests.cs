using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.UpcasterPurityAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Upcasting;

[TestOf("ESG0507")]
public sealed class ImpureUpcasterTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using EventSourcing;
        [DomainEvent] public sealed record Paid(Guid Id, DateTimeOffset At, string Note);
        [DomainEvent] public sealed record Old(Guid Id);
        [DomainEvent] public sealed record Older(Guid Id);

        """;

    [TestCase("[Upcasts] internal static Paid Upcast(Old old) => new(old.Id, {|ESG0507:DateTimeOffset.UtcNow|}, \"\");")]
    [TestCase("[Upcasts] internal static Paid Upcast(Old old) => new({|ESG0507:Guid.NewGuid|}(), default, \"\");")]
    [TestCase("[Upcasts] internal static IEnumerable<Paid> Upcast(Old old) { yield return new(old.Id, default, {|ESG0507:File.ReadAllText|}(\"x\")); }")]
    [TestCase("private static int _count; [Upcasts] internal static Paid Upcast(Old old) => new(old.Id, default, ({|ESG0507:_count|}++).ToString());")]
    [TestCase("private static Guid Make() => {|ESG0507:Guid.NewGuid|}(); [Upcasts] internal static Paid Upcast(Old old) => new(Make(), default, \"\");")]
    [TestCase("[Upcasts(\"gone\", 1)] internal static Paid Upcast(JsonElement old) => new(default, {|ESG0507:DateTime.Now|}, \"\");")]
    public Task Reports_what_differs_from_one_reading_to_the_next(string upcaster) => Verify.VerifyAsync(Usings + "internal static class Up { " + upcaster + " }");

    [Test]
    public Task Accepts_what_follows_from_the_event() => Verify.VerifyAsync(Usings + """
        internal static class Up
        {
            private const string Note = "none";
            private static readonly IReadOnlyDictionary<string, string> Notes = new Dictionary<string, string> { ["a"] = "b" };

            [Upcasts] internal static Paid Upcast(Old old, EventMetadata metadata) => new(old.Id, metadata.OccurredAt, Notes.GetValueOrDefault("a", Note));
            [Upcasts("gone", 1)] internal static JsonObject Upcast(JsonObject old) { old["b"] = old["a"]?.DeepClone(); old.Remove("a"); return old; }
            [Upcasts("gone", 2)] internal static Paid Upcast(JsonElement old) => new(old.GetProperty("id").GetGuid(), old.GetProperty("at").GetDateTimeOffset(), old.ToString() ?? throw new NotImplementedException("say what it was"));
            internal static Guid NoUpcaster() => Guid.NewGuid();
        }
        """);

    [Test]
    public Task Leaves_what_cannot_be_called_to_the_other_half_of_the_rule() => Verify.VerifyAsync(Usings + """
        internal static class Up { [Upcasts] private static Paid Upcast(Old old) => new(Guid.NewGuid(), default, ""); }
        """);

    [Test]
    public Task Can_be_configured_and_suppressed() => Verify.VerifyWithConfigAsync(
        Usings + """
        internal static class Up
        {
            [Upcasts] internal static Paid Upcast(Old old) => new(Guid.NewGuid(), default, Clock.Read());
        #pragma warning disable ESG0507
            [Upcasts] internal static Paid Upcast(Older old) => new(old.Id, DateTimeOffset.Now, "");
        }
        internal static class Clock { internal static string Read() => ""; }
        """.Replace("Clock.Read()", "{|ESG0507:Clock.Read|}()", StringComparison.Ordinal).Replace("{|ESG0507:Clock.Read|}() =>", "Read() =>", StringComparison.Ordinal),
        "eventsourcing.impure_symbols = M:Clock.Read, !M:System.Guid.NewGuid");
}
