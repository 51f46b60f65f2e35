using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Tests.Catalogue;

/// <summary>All rules, as the analyzers and the fixes of the two assemblies name them, and the files that must speak of them.</summary>
internal static class Rules
{
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        .. typeof(PastTenseAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The ids of the rules that have a code fix.</summary>
    public static IReadOnlySet<string> Fixable { get; } = typeof(CodeFixes.Renaming.RenameEventCodeFixProvider).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
        .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)
        .ToHashSet();

    public static string RepositoryRoot { get; } = FindRoot();

    public static string DocumentationFolder { get; } = Path.Combine(RepositoryRoot, "docs", "diagnostics");

    public static string PageOf(DiagnosticDescriptor rule) => Path.Combine(DocumentationFolder, rule.Id + ".md");

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // Deterministic builds map the path of sources: then the test's own folder leads to the root.
        var start = File.Exists(thisFile) ? Path.GetDirectoryName(thisFile) : AppContext.BaseDirectory;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "global.json"))) return folder;
        }

        throw new DirectoryNotFoundException($"No folder above '{start}' has a global.json.");
    }
}
