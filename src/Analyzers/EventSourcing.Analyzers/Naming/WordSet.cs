using System.Collections.Generic;

namespace EventSourcing.Analyzers.Naming;

/// <summary>A set of lower-case words, written as they are listed in a dictionary: separated by blanks and lines.</summary>
internal sealed class WordSet
{
    private static readonly char[] Separators = [' ', '\r', '\n', '\t'];

    private readonly HashSet<string> _words;

    public WordSet(string words) => _words = new HashSet<string>(Split(words), StringComparer.Ordinal);

    /// <summary>The words of the set, in no order.</summary>
    public IReadOnlyCollection<string> Words => _words;

    /// <summary>Whether the set has this word.</summary>
    public bool Contains(string word) => _words.Contains(word);

    /// <summary>The words of a text, in order.</summary>
    public static string[] Split(string words) => words.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
