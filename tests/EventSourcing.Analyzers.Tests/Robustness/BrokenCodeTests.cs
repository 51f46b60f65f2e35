using System.Collections.Immutable;
using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Tests.Robustness;

/// <summary>Analyzers see code while it is typed: most of the time it does not compile. They must not throw.</summary>
public sealed class BrokenCodeTests
{
    private const string Source = """
        #nullable enable
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json.Serialization;
        using EventSourcing;
        namespace Shop.Orders;
        [DomainEvent("placed", Version = 2, Aliases = ["a", "b"])] public sealed record OrderPlaced(int Amount, IReadOnlyList<Line> Lines, byte[] Image);
        public sealed record Line(string Product, Price<decimal> Price) { public Line? Next { get; set; } }
        public record struct Price<T>(T Amount, List<T> Parts);
        [DomainEvent] public class PayOrder { public int A { get; set; } public string B = ""; [JsonPropertyName("a")] public object? C { get; init; } }
        public static partial class Outer<T>
        {
            [Aggregate("order", UnhandledEvents = UnhandledEvents.Ignore)]
            public sealed partial class Order : AggregateRoot<string, Total>
            {
                private Order(int x) { }
                [Handles] static Total On(Total t, OrderPlaced e, EventMetadata m) => t with { Sum = t.Sum + e.Amount };
                [Handles] async void On(PayOrder e) { await System.Threading.Tasks.Task.Yield(); }
                [Handles] private static Total Begin(OrderPlaced e) => new(e.Amount);
            }
            [Aggregate] public sealed class Cart : AggregateRoot<int> { [Handles] private void On(OrderPlaced e) { } }
            public sealed record Total(int Sum) { public static Total Initial { get; } = new(0); }
        }
        """;

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(PastTenseAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    [Test]
    public async Task The_code_breaks_many_rules_when_it_is_whole()
    {
        var (ids, failures) = await AnalyzeAsync(Source);

        Assert.That(failures, Is.Empty);
        Assert.That(ids, Is.SupersetOf(new[] { "ESG0001", "ESG0003", "ESG0005", "ESG0010", "ESG0101", "ESG0201", "ESG0202", "ESG0203", "ESG0204", "ESG0401" }));
        Assert.That(ids, Is.SubsetOf(Catalogue.Rules.All.Select(rule => rule.Id)));
    }

    [Test]
    public async Task No_analyzer_throws_when_a_token_is_missing_or_doubled()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToArray();
        for (var i = 0; i < tokens.Length; i += 4)
        {
            var without = Source.Remove(tokens[i].SpanStart, tokens[i].Span.Length);
            Assert.That((await AnalyzeAsync(without)).Failures, Is.Empty, $"without '{tokens[i]}' at {tokens[i].SpanStart}");
            if (i + 1 >= tokens.Length) break;

            var doubled = Source.Insert(tokens[i + 1].SpanStart, tokens[i + 1].Text + " ");
            Assert.That((await AnalyzeAsync(doubled)).Failures, Is.Empty, $"with '{tokens[i + 1]}' twice at {tokens[i + 1].SpanStart}");
        }
    }

    [Test]
    public async Task No_analyzer_throws_when_the_code_ends_early()
    {
        for (var end = 0; end < Source.Length; end += 53)
        {
            Assert.That((await AnalyzeAsync(Source[..end])).Failures, Is.Empty, $"up to {end}");
        }
    }

    private static async Task<(IReadOnlyCollection<string> Ids, IReadOnlyCollection<string> Failures)> AnalyzeAsync(string source)
    {
        List<string> failures = [];
        var compilation = CSharpCompilation.Create(
            "Broken", [CSharpSyntaxTree.ParseText(source)], Compilations.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => failures.Add($"{analyzer}: {exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync();
        return (found.Select(diagnostic => diagnostic.Id).ToHashSet(), failures);
    }
}
