using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Configuration;

/// <summary>Names of members that a project adds to those that a rule knows; their case does not count.</summary>
/// <param name="key">The key of <c>.editorconfig</c>.</param>
internal sealed class ListedNames(string key)
{
    private static readonly char[] Separators = [',', ';', ' '];
    private readonly ConcurrentDictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    /// <summary>Whether the project lists a name for the file of these options.</summary>
    public bool Has(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue(key, out var listed) && _names.GetOrAdd(listed, SetOf).Contains(name);

    private static HashSet<string> SetOf(string listed) => new(listed.Split(Separators, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
