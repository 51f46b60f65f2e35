using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Tests.Clean;

/// <summary>No rule reports anything where nothing is wrong.</summary>
public sealed class CleanAggregateTests
{
    private static IEnumerable<TestCaseData> All() => CleanAggregates.All.Select(clean => new TestCaseData(clean.Code).SetArgDisplayNames(clean.Name));

    [TestCaseSource(nameof(All))]
    public async Task Nothing_is_reported(string code)
    {
        var compilation = CSharpCompilation.Create(
            "Clean", [CSharpSyntaxTree.ParseText(code)], Compilations.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.That(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), Is.Empty);
        Assert.That(await compilation.WithAnalyzers(Providers.Analyzers).GetAnalyzerDiagnosticsAsync(), Is.Empty);
    }
}
