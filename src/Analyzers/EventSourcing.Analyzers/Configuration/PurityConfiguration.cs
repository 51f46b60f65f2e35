using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using EventSourcing.Analyzers.Purity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Configuration;

/// <summary>Reads what counts as impure, and how deep calls are followed, from <c>.editorconfig</c> and from additional files; once for each set of values.</summary>
internal sealed class PurityConfiguration
{
    private const string FileEnding = ".ImpureSymbols.txt";
    private const int DefaultDepth = 1;
    private const int GreatestDepth = 16;

    private readonly List<string> _fromFiles;
    private readonly ConcurrentDictionary<string, ImpureSymbols> _symbols = new(StringComparer.Ordinal);

    /// <summary>Reads the additional files of a compilation.</summary>
    public PurityConfiguration(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        _fromFiles = [];
        foreach (var file in options.AdditionalFiles)
        {
            if (file.Path.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase)) ReadFile(file, cancellationToken);
        }
    }

    /// <summary>How many calls deep a handler is followed; 0 looks at its own body alone.</summary>
    public static int DepthOf(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue(ConfigurationKeys.PurityDepth, out var value)) return DefaultDepth;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? Math.Min(depth, GreatestDepth) : DefaultDepth;
    }

    /// <summary>The impure members, as a file sees them.</summary>
    public ImpureSymbols SymbolsOf(AnalyzerConfigOptions options)
    {
        var listed = options.TryGetValue(ConfigurationKeys.ImpureSymbols, out var value) ? value : "";
        return _symbols.GetOrAdd(listed, key => ImpureSymbols.With([.. _fromFiles, .. Split(key)]));
    }

    private void ReadFile(AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text) return;
        foreach (var line in text.Lines)
        {
            // The form of the banned-API analyzers: an id, and behind a semicolon what they would say.
            var id = line.ToString();
            var end = id.IndexOf(';');
            var comment = id.IndexOf("//", StringComparison.Ordinal);
            if (end < 0 || (comment >= 0 && comment < end)) end = comment;
            id = (end < 0 ? id : id.Substring(0, end)).Trim();
            if (id.Length > 0) _fromFiles.Add(id);
        }
    }

    /// <summary>The ids of a list; the commas of a parameter list separate nothing.</summary>
    private static IEnumerable<string> Split(string listed)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= listed.Length; i++)
        {
            var c = i == listed.Length ? ',' : listed[i];
            if (c == '(') depth++;
            else if (c == ')') depth--;
            if (i < listed.Length && (depth > 0 || (c != ',' && !char.IsWhiteSpace(c)))) continue;
            if (i > start) yield return listed.Substring(start, i - start);
            start = i + 1;
        }
    }
}
