using System.Collections.Generic;

namespace EventSourcing.Analyzers.Naming;

/// <summary>The words that a project adds to the rule or takes from it.</summary>
internal sealed class PastTenseWords
{
    private static readonly string[] DefaultSuffixes = ["Event", "DomainEvent", "IntegrationEvent", "Message", "Notification"];
    private static readonly char[] Separators = [',', ';', ' '];

    private readonly HashSet<string> _additional;
    private readonly HashSet<string> _excluded;

    /// <summary>Makes the words from the values of an editor configuration; <see langword="null"/> where a value is absent.</summary>
    public PastTenseWords(string? additional, string? excluded, string? suffixes)
    {
        _additional = SetOf(additional);
        _excluded = SetOf(excluded);
        var list = new List<string[]>();
        foreach (var suffix in suffixes is null ? DefaultSuffixes : Split(suffixes))
        {
            var tokens = NameTokenizer.Tokenize(suffix);
            if (tokens.Count > 0) list.Add(tokens.ConvertAll(token => token.Lower).ToArray());
        }

        // The longest first: of DomainEvent both words go.
        list.Sort((left, right) => right.Length.CompareTo(left.Length));
        Suffixes = list;
    }

    /// <summary>The words as they are without configuration.</summary>
    public static PastTenseWords Default { get; } = new(null, null, null);

    /// <summary>The suffixes that say nothing, each as its words in lower case, the longest first.</summary>
    public IReadOnlyList<string[]> Suffixes { get; }

    /// <summary>Whether the project takes this lower-case word for a past form.</summary>
    public bool IsAdditional(string word) => _additional.Contains(word);

    /// <summary>Whether the project does not take this lower-case word for a past form.</summary>
    public bool IsExcluded(string word) => _excluded.Contains(word);

    private static HashSet<string> SetOf(string? words)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        if (words is null) return set;
        foreach (var word in Split(words)) set.Add(word.ToLowerInvariant());
        return set;
    }

    private static string[] Split(string words) => words.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
