using System.Collections.Immutable;
using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Corpus;

/// <summary>
/// Right and wrong code as users write it, under all rules at once: each case gives exactly the ids that it marks, at the places that it marks. The fixtures of the rules test each by itself; what
/// this finds is a second rule that speaks about the same mistake, and a rule that speaks where there is none.
/// </summary>
public sealed class CorpusTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using EventSourcing;
        global using EventSourcing.Storage;
        """;

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.cases.txt").Order(StringComparer.Ordinal))
        {
            foreach (var part in File.ReadAllText(file).Split("\n// ## ").Skip(1))
            {
                var end = part.IndexOf('\n', StringComparison.Ordinal);
                yield return new TestCaseData(part[(end + 1)..]).SetArgDisplayNames(Path.GetFileName(file).Split('.')[0] + ": " + part[..end].Trim());
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Exactly_what_is_marked_is_reported(string marked)
    {
        TestFileMarkupParser.GetSpans(marked, out var source, out ImmutableDictionary<string, ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan>> spans);
        var tree = CSharpSyntaxTree.ParseText(source, path: "/Case.cs");
        var compilation = CSharpCompilation.Create(
            "Case",
            [tree, CSharpSyntaxTree.ParseText(Usings, path: "/Usings.cs")],
            Compilations.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var text = tree.GetText();
        var expected = spans.SelectMany(s => s.Value.Select(span => $"{s.Key} at {text.Lines.GetLinePosition(span.Start)} '{text.ToString(span)}'")).Order(StringComparer.Ordinal);
        var found = (await compilation.WithAnalyzers(Providers.Analyzers).GetAnalyzerDiagnosticsAsync())
            .Select(d => $"{d.Id} at {text.Lines.GetLinePosition(d.Location.SourceSpan.Start)} '{(d.Location.SourceTree == tree ? text.ToString(d.Location.SourceSpan) : "elsewhere")}'")
            .Order(StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(expected));

            // A case must be code that a user could have: nothing that the compiler refuses but for what the generator writes.
            Assert.That(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && !Compilations.IsErrorOfMissingGenerator(d) && !MayBeRefused(d)), Is.Empty);
        });
    }

    /// <summary>Errors that go with a mistake that is ours to explain as well: a call of what is emitted, and the interface that is.</summary>
    private static bool MayBeRefused(Diagnostic diagnostic) =>
        (diagnostic.Id is "CS1061" && diagnostic.GetMessage().Contains("Execute", StringComparison.Ordinal))
        || (diagnostic.Id is "CS0311" && diagnostic.GetMessage().Contains("EventSourcing.IAggregate", StringComparison.Ordinal));
}
