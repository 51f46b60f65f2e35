using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Tests.Verifiers;

/// <summary>One of each analyzer for C# and of each code fix that the package has.</summary>
internal static class Providers
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. MadeOf<DiagnosticAnalyzer>(typeof(PastTenseAnalyzer)).Where(analyzer => LanguagesOf(analyzer).Contains(LanguageNames.CSharp))];

    public static ImmutableArray<CodeFixProvider> CodeFixes { get; } = [.. MadeOf<CodeFixProvider>(typeof(CodeFixes.Renaming.RenameEventCodeFixProvider))];

    private static IEnumerable<T> MadeOf<T>(Type beside) => beside.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .Select(type => (T)Activator.CreateInstance(type)!);

    private static IEnumerable<string> LanguagesOf(DiagnosticAnalyzer analyzer) =>
        analyzer.GetType().GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), inherit: false).Cast<DiagnosticAnalyzerAttribute>().SelectMany(attribute => attribute.Languages);
}
