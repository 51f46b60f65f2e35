using System.Text.RegularExpressions;
using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Tests.Catalogue;

/// <summary>No analyzer has anything to say about the code of the guides, not even a suggestion.</summary>
public sealed partial class GuideTests
{
    [TestCaseSource(nameof(Guides))]
    public async Task Nothing_is_reported_in_a_guide(string guide)
    {
        var lines = Blocks().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, guide))).SelectMany(m => m.Groups[1].Value.Split('\n')).ToList();
        var usings = lines.Where(IsUsing).Concat(["using System;", "using System.Collections.Generic;", "using System.Linq;"]).Distinct();
        var source = string.Join('\n', usings.Concat(lines.Where(l => !IsUsing(l))));
        var compilation = CSharpCompilation.Create(
            "Library", [CSharpSyntaxTree.ParseText(source)], Compilations.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.That(await compilation.WithAnalyzers(Providers.Analyzers).GetAnalyzerDiagnosticsAsync(), Is.Empty);
    }

    private static string Folder => Path.Combine(Rules.DocumentationFolder, "..", "guides");

    private static IEnumerable<string> Guides() => Directory.GetFiles(Folder, "*.md").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';');

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
