using System.Collections.Generic;
using System.Text;

namespace EventSourcing.Analyzers.Naming;

/// <summary>Finds the name that an event should have: <c>OrderPlaced</c> for <c>PlaceOrder</c>, <c>OrderPlace</c> and <c>PlacedOrder</c>.</summary>
internal static class PastTenseSuggestion
{
    /// <summary>The name in the past tense, or <see langword="null"/> where the name has no verb that is known.</summary>
    /// <param name="name">The name of the event's type, which is not in the past tense.</param>
    /// <param name="words">The project's words.</param>
    public static string? TryFind(string name, PastTenseWords words)
    {
        var parsed = EventName.Parse(name, words);
        if (parsed.Tokens.Count == 0 || HasConjunction(parsed.Tokens)) return null;

        var suggestion = PastTense.Judge(parsed, words) == EventNameVerdict.AdjectiveAndNoun
            ? FromAdjective(parsed)
            : FromVerb(parsed.Tokens);
        if (suggestion is null) return null;

        suggestion += parsed.Rest.TrimStart('_') == parsed.Rest ? parsed.Rest : "_" + parsed.Rest.TrimStart('_');
        return suggestion != name && PastTense.Judge(suggestion, words) == EventNameVerdict.PastTense ? suggestion : null;
    }

    private static string? FromAdjective(EventName name)
    {
        var tokens = name.Tokens;
        // SentMessage: the noun is what was taken for a suffix, and the suffix says nothing after it.
        if (tokens.Count == 1) return null;

        var modifiers = PastTense.FirstAfterModifiers(tokens);
        var phrasal = tokens.Count > modifiers + 2 && NameWords.PhrasalParticiples.Contains(tokens[modifiers].Lower + tokens[modifiers + 1].Lower) ? 2 : 1;
        var noun = modifiers + phrasal;
        var end = EndOfObject(tokens, noun);
        if (end == noun) return null;
        var result = new StringBuilder();
        Append(result, tokens, noun, end);
        for (var i = 0; i < modifiers; i++)
        {
            // "NewlyRegisteredUser" keeps its adverb; a determiner before a participle says nothing of the event.
            if (tokens[i].Lower.EndsWith("ly", StringComparison.Ordinal)) result.Append(tokens[i].Text);
        }

        Append(result, tokens, modifiers, noun);
        Append(result, tokens, end, tokens.Count);
        return result.ToString();
    }

    private static string? FromVerb(IReadOnlyList<NameToken> tokens)
    {
        var last = tokens.Count - 1;
        var firstRank = KnownVerbs.Rank(tokens[0].Lower);
        var lastRank = KnownVerbs.Rank(tokens[last].Lower);

        // "TransferPrinting": what may be a noun is one beside what must be a verb.
        if (firstRank == 2 && HasGerund(tokens)) firstRank = 0;
        if (firstRank >= 2 && (last == 0 || firstRank >= lastRank)) return FromCommand(tokens, tokens[0].Lower);
        if (lastRank >= 2 && last > 0) return Replace(tokens, last, tokens[last].Lower);

        if (VerbBehind(tokens[last].Lower) is { } behindLast) return Replace(tokens, last, behindLast);
        if (last > 0 && (Participle.TryGetBaseOfGerund(tokens[0].Lower) ?? Participle.TryGetBaseOfThirdPerson(tokens[0].Lower)) is { } behindFirst) return FromCommand(tokens, behindFirst);
        return null;
    }

    /// <summary>Verb, object, complement: AddItemToCart becomes ItemAddedToCart, CheckInGuest becomes GuestCheckedIn.</summary>
    private static string FromCommand(IReadOnlyList<NameToken> tokens, string verb)
    {
        var result = new StringBuilder();
        var objectStart = 1;
        var compound = KnownVerbs.TryGetCompoundParticiple(verb) ?? PhrasalAt(tokens, ref objectStart);
        var objectEnd = EndOfObject(tokens, objectStart);
        Append(result, tokens, objectStart, objectEnd);
        result.Append(compound ?? Capitalized(Participle.Of(verb)));
        Append(result, tokens, objectEnd, tokens.Count);
        return result.ToString();
    }

    private static string? PhrasalAt(IReadOnlyList<NameToken> tokens, ref int objectStart)
    {
        if (tokens.Count < 2 || !NameWords.Particles.Contains(tokens[1].Lower)) return null;
        var participle = Participle.Of(tokens[0].Lower);
        if (!NameWords.PhrasalParticiples.Contains(participle + tokens[1].Lower)) return null;
        objectStart = 2;
        return Capitalized(participle) + tokens[1].Text;
    }

    private static string Replace(IReadOnlyList<NameToken> tokens, int index, string verb)
    {
        var result = new StringBuilder();
        Append(result, tokens, 0, index);
        result.Append(KnownVerbs.TryGetCompoundParticiple(verb) ?? Capitalized(Participle.Of(verb)));
        Append(result, tokens, index + 1, tokens.Count);
        return result.ToString();
    }

    private static string? VerbBehind(string word) =>
        Participle.TryGetBaseOfGerund(word) ?? KnownVerbs.TryGetVerbOfActionNoun(word) ?? Participle.TryGetBaseOfThirdPerson(word);

    private static int EndOfObject(IReadOnlyList<NameToken> tokens, int start)
    {
        var end = start;
        while (end < tokens.Count && (tokens[end].Lower == "of" || !NameWords.Prepositions.Contains(tokens[end].Lower))) end++;
        return end;
    }

    private static bool HasGerund(IReadOnlyList<NameToken> tokens)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (Participle.TryGetBaseOfGerund(tokens[i].Lower) is not null) return true;
        }

        return false;
    }

    private static bool HasConjunction(IReadOnlyList<NameToken> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.Lower is "and" or "or") return true;
        }

        return false;
    }

    private static void Append(StringBuilder result, IReadOnlyList<NameToken> tokens, int start, int end)
    {
        for (var i = start; i < end; i++) result.Append(Capitalized(tokens[i].Text));
    }

    private static string Capitalized(string word) => char.IsUpper(word[0]) ? word : char.ToUpperInvariant(word[0]) + word.Substring(1);
}
