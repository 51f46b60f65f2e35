using System.Collections.Generic;

namespace EventSourcing.Analyzers.Naming;

/// <summary>Decides whether the name of an event says that something has happened.</summary>
/// <remarks>
/// From the right, a past form counts where it ends the name or has its complement after it (<c>ItemAddedToCart</c>), or where
/// a subject stands before it and an object after it (<c>PlayerJoinedGame</c>). A past form at the start with a noun after it
/// is an adjective (<c>CompletedOrder</c>).
/// </remarks>
internal static class PastTense
{
    /// <summary>Decides about a name.</summary>
    /// <param name="name">The identifier of the event's type.</param>
    /// <param name="words">The project's words.</param>
    public static EventNameVerdict Judge(string name, PastTenseWords words) => Judge(EventName.Parse(name, words), words);

    /// <summary>Decides about a name that was cut already.</summary>
    public static EventNameVerdict Judge(EventName name, PastTenseWords words)
    {
        var tokens = name.Tokens;
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (!IsPastForm(tokens, i, words)) continue;
            if (tokens.Count == 1 && name.LostNotification) return EventNameVerdict.AdjectiveAndNoun;
            if (IsVerbHere(tokens, i)) return EventNameVerdict.PastTense;
            if (i == FirstAfterModifiers(tokens) && i < tokens.Count - 1 && tokens[i].Lower != "left") return EventNameVerdict.AdjectiveAndNoun;
        }

        return IsNegatedPast(tokens) ? EventNameVerdict.PastTense : EventNameVerdict.NotPastTense;
    }

    /// <summary>Whether a word of a name is a past form, as a verb or as an adjective.</summary>
    public static bool IsPastForm(IReadOnlyList<NameToken> tokens, int index, PastTenseWords words)
    {
        var token = tokens[index];
        if (token.IsNumber || words.IsExcluded(token.Lower)) return false;
        if (words.IsAdditional(token.Lower)) return true;
        if (token.IsAcronym) return false;
        var word = token.Lower;
        var before = index > 0 ? tokens[index - 1].Lower : "";
        if (IrregularVerbs.IsBaseEqual(word))
        {
            if (index == 0 || KnownVerbs.Rank(tokens[0].Lower) == 3) return false;
            if (word != "set" || index < tokens.Count - 1) return true;
            return !NameWords.BeforeNounSet.Contains(before) && !(index == 1 && NameWords.BeforeNounSetAlone.Contains(before));
        }

        if (IrregularVerbs.IsPast(word))
        {
            return word switch
            {
                "left" => !NameWords.BeforeDirection.Contains(before) && !IsRemainder(tokens, index),
                "shot" => !NameWords.BeforeNounShot.Contains(before),
                "bound" => !NameWords.BeforeNounBound.Contains(before),
                _ => true,
            };
        }

        if (word != "shutdown" && NameWords.PhrasalParticiples.Contains(word)) return true;
        if (word.Length < 4 || !word.EndsWith("ed", StringComparison.Ordinal)) return false;
        if (word[word.Length - 3] == 'e') return NameWords.PastEed.Contains(word);
        return !NameWords.NotPastEd.Contains(word);
    }

    /// <summary><c>UserHasFewCodesLeft</c> is about what there is.</summary>
    private static bool IsRemainder(IReadOnlyList<NameToken> tokens, int index)
    {
        for (var i = 0; i < index - 1; i++)
        {
            if (tokens[i].Lower is "has" or "have" or "is" or "are") return true;
        }

        return false;
    }

    private static bool IsVerbHere(IReadOnlyList<NameToken> tokens, int index)
    {
        if (IsWishedFor(tokens, index)) return false;
        var first = tokens[0].Lower;
        var last = index == tokens.Count - 1;
        if (index >= 2 && NameWords.Reporting.Contains(first) && !NameWords.Particles.Contains(tokens[1].Lower) && !IsOutcomeOfCommand(tokens[index].Lower))
        {
            return false;
        }

        // IsPaid is a flag; HasShipped is the perfect tense.
        if (index == 1 && NameWords.NeverSubjects.Contains(first)) return false;
        if (last) return true;
        var next = tokens[index + 1].Lower;
        if (NameWords.Prepositions.Contains(next) || IsAdverb(next))
        {
            if (index + 2 == tokens.Count && NameWords.OfProperties.Contains(next) && (index == 0 || tokens[index - 1].Lower == "last") && !NameWords.WithByOrAt.Contains(tokens[index].Lower)) return false;
            return !IsAdjectivePhrase(tokens, index) && !(index >= 2 && IsCommand(tokens) && !NameWords.Outcomes.Contains(tokens[index].Lower));
        }

        return IsSentence(tokens, index);
    }

    /// <summary>Subject, past form, object: <c>PlayerJoinedGame</c>, <c>RoomBecameAvailable</c>.</summary>
    private static bool IsSentence(IReadOnlyList<NameToken> tokens, int index)
    {
        if (index == 0) return false;
        var word = tokens[index].Lower;
        var before = tokens[index - 1].Lower;
        if (NameWords.Linking.Contains(word) || NameWords.Auxiliaries.Contains(before)) return true;
        if (index == FirstAfterModifiers(tokens) || NameWords.Determiners.Contains(before) || NameWords.AlwaysAdjective.Contains(word)) return false;
        if (IsCommand(tokens) || KnownVerbs.Rank(before) == 3) return false;
        if (NameWords.Artifacts.Contains(tokens[tokens.Count - 1].Lower)) return false;
        if (NameWords.Agents.Contains(before)) return true;

        // OrderSetAddress says "set the address"; UserReadMessage has somebody who did it.
        if (IrregularVerbs.IsBaseEqual(word)) return false;
        return !NameWords.AdjectiveUnlessAgent.Contains(word) && !NameWords.Things.Contains(tokens[tokens.Count - 1].Lower);
    }

    /// <summary>Whether a name begins like a command; <c>AddOnInstalled</c> and <c>CheckInStarted</c> do not.</summary>
    private static bool IsCommand(IReadOnlyList<NameToken> tokens) =>
        KnownVerbs.Rank(tokens[0].Lower) == 3 && !(tokens.Count > 1 && NameWords.Particles.Contains(tokens[1].Lower));

    /// <summary>Whether it will happen, or is to happen, or is happening: <c>OrderToBeShipped</c>, <c>OrderBeingShipped</c>.</summary>
    private static bool IsWishedFor(IReadOnlyList<NameToken> tokens, int index)
    {
        if (index == 0) return false;
        var before = tokens[index - 1].Lower;
        if (before == "being") return index < 2 || tokens[index - 2].Lower is not ("was" or "were");
        return before == "be" && index >= 2 && NameWords.Modals.Contains(tokens[index - 2].Lower);
    }

    /// <summary><c>LoggedInUser</c> is a user, <c>AddedInBulk</c> is not.</summary>
    private static bool IsAdjectivePhrase(IReadOnlyList<NameToken> tokens, int index)
    {
        if (index != 0 || tokens.Count < 3 || NameWords.Prepositions.Contains(tokens[2].Lower)) return false;
        if (NameWords.AdjectivesToo.Contains(tokens[1].Lower)) return true;
        return NameWords.PhrasalParticiples.Contains(tokens[0].Lower + tokens[1].Lower);
    }

    private static bool IsOutcomeOfCommand(string word) => word is "failed" or "requested" or "rejected" or "succeeded";

    /// <summary><c>PaymentDidNotArrive</c>, <c>HostCouldNotConnect</c>.</summary>
    private static bool IsNegatedPast(IReadOnlyList<NameToken> tokens)
    {
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].Lower is "did" or "could" && tokens[i + 1].Lower == "not") return true;
        }

        return false;
    }

    /// <summary>The index of the first word that is neither determiner nor adverb.</summary>
    internal static int FirstAfterModifiers(IReadOnlyList<NameToken> tokens)
    {
        var index = 0;
        while (index < tokens.Count - 1 && (NameWords.Determiners.Contains(tokens[index].Lower) || IsAdverb(tokens[index].Lower))) index++;
        return index;
    }

    private static bool IsAdverb(string word) => word.Length > 4 && word.EndsWith("ly", StringComparison.Ordinal) && word is not ("family" or "assembly" or "reply" or "supply" or "anomaly" or "monopoly" or "apply" or "rally" or "imply");
}
