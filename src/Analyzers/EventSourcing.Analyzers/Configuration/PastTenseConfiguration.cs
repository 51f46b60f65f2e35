using System.Collections.Concurrent;
using EventSourcing.Analyzers.Naming;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Configuration;

/// <summary>Reads the words of the naming rules from <c>.editorconfig</c>, once for each set of values.</summary>
internal sealed class PastTenseConfiguration
{
    private readonly ConcurrentDictionary<(string? Additional, string? Excluded, string? Suffixes), PastTenseWords> _words = new();

    /// <summary>Whether the naming rules are on for a file.</summary>
    public static bool IsEnabled(AnalyzerConfigOptions options) =>
        !options.TryGetValue(ConfigurationKeys.PastTenseEnabled, out var enabled) || !string.Equals(enabled.Trim(), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The words for a file.</summary>
    public PastTenseWords WordsOf(AnalyzerConfigOptions options)
    {
        var additional = ValueOf(options, ConfigurationKeys.PastTenseAdditionalWords);
        var excluded = ValueOf(options, ConfigurationKeys.PastTenseExcludedWords);
        var suffixes = ValueOf(options, ConfigurationKeys.PastTenseSuffixes);
        if (additional is null && excluded is null && suffixes is null) return PastTenseWords.Default;
        return _words.GetOrAdd((additional, excluded, suffixes), static key => new PastTenseWords(key.Additional, key.Excluded, key.Suffixes));
    }

    private static string? ValueOf(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? value : null;
}
