using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Compiler;

/// <summary>The versions of events that are stored somewhere, as far as the project says so beside its types and upcasters: those that events.lock.json records.</summary>
internal static class KnownVersions
{
    /// <summary>Stored names with versions; each may come several times, and names may be aliases.</summary>
    /// <param name="options">The options of the compilation, with its additional files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IReadOnlyList<(string Name, int Version)> Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (LockFile.Find(options.AdditionalFiles, cancellationToken)?.Lock is not { } locked) return [];
        var known = new List<(string Name, int Version)>();
        foreach (var pair in locked.Events)
        {
            foreach (var version in pair.Value.Versions.Keys) known.Add((pair.Key, version));
        }

        return known;
    }
}
