using System.Collections.Generic;

namespace EventSourcing.Analyzers.Naming;

/// <summary>Cuts an identifier into its words: <c>OrderShippedV2</c> into Order, Shipped, V and 2, <c>HTTPRequestSent</c> into HTTP, Request and Sent.</summary>
internal static class NameTokenizer
{
    public static List<NameToken> Tokenize(string name)
    {
        var tokens = new List<NameToken>(6);
        var mixedCase = HasLowerCase(name);
        var start = 0;
        while (start < name.Length)
        {
            var end = EndOfToken(name, start);
            if (end == start)
            {
                start++;
                continue;
            }

            var text = name.Substring(start, end - start);
            var isNumber = char.IsDigit(text[0]);
            tokens.Add(new NameToken(text, text.ToLowerInvariant(), isNumber, mixedCase && !isNumber && text.Length > 1 && !HasLowerCase(text)));
            start = end;
        }

        return tokens;
    }

    private static int EndOfToken(string name, int start)
    {
        var first = name[start];
        if (char.IsDigit(first)) return EndOfRun(name, start, digits: true);
        if (!char.IsLetter(first)) return start;
        if (!char.IsUpper(first)) return EndOfRun(name, start, digits: false);

        var capitals = start + 1;
        while (capitals < name.Length && char.IsUpper(name[capitals])) capitals++;

        // A single capital begins a word; the last of several begins the next one.
        if (capitals == start + 1) return EndOfRun(name, capitals, digits: false);
        return capitals < name.Length && char.IsLetter(name[capitals]) ? capitals - 1 : capitals;
    }

    private static int EndOfRun(string name, int start, bool digits)
    {
        var end = start;
        while (end < name.Length && (digits ? char.IsDigit(name[end]) : char.IsLetter(name[end]) && !char.IsUpper(name[end]))) end++;
        return end;
    }

    private static bool HasLowerCase(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsLower(letter)) return true;
        }

        return false;
    }
}
