namespace EventSourcing.Analyzers.Naming;

/// <summary>The past participle of a verb, and the base form that an -ing or -s form comes from.</summary>
internal static class Participle
{
    /// <summary>Verbs of several syllables that double their last consonant because the stress is on it (or out of habit).</summary>
    private static readonly WordSet Doubling = new("""
        refer prefer defer infer confer transfer incur occur recur concur submit commit permit admit omit emit transmit remit control patrol cancel
        enrol compel expel propel repel rebel equip kidnap worship format program abet abhor acquit allot annul befit begin beget deter disbar excel extol
        fulfil instil inter outbid regret remap rewrap unplug unwrap unzip unpin untag reship restrip preplan relog backlog debug handicap overlap
        retrofit offset travel label level model signal total fuel
        """);

    /// <summary>Those of them whose American spelling, without doubling, is the usual one in code.</summary>
    private static readonly WordSet Single = new("travel label level model signal total fuel");

    /// <summary>The participle of a lower-case base form.</summary>
    public static string Of(string verb)
    {
        if (IrregularVerbs.TryGetParticiple(verb) is { } irregular) return irregular;
        if (verb.Length < 2) return verb + "ed";
        var last = verb[verb.Length - 1];
        if (last == 'e') return verb + "d";
        if (last == 'y' && !IsVowel(verb[verb.Length - 2])) return verb.Substring(0, verb.Length - 1) + "ied";
        if (verb is "panic" or "mimic" or "traffic" or "picnic") return verb + "ked";
        return DoublesLast(verb) ? verb + last + "ed" : verb + "ed";
    }

    /// <summary>The verb whose -ing form this is, or <see langword="null"/>.</summary>
    public static string? TryGetBaseOfGerund(string word)
    {
        if (word.Length < 5 || !word.EndsWith("ing", StringComparison.Ordinal)) return null;
        var stem = word.Substring(0, word.Length - 3);
        if (KnownVerbs.Rank(stem) >= 2) return stem;
        if (KnownVerbs.Rank(stem + "e") >= 2) return stem + "e";
        if (stem.Length < 3 || stem[stem.Length - 1] != stem[stem.Length - 2]) return null;
        var undoubled = stem.Substring(0, stem.Length - 1);
        return KnownVerbs.Rank(undoubled) >= 2 ? undoubled : null;
    }

    /// <summary>The verb whose third person this is, or <see langword="null"/>; plurals of nouns are left alone.</summary>
    public static string? TryGetBaseOfThirdPerson(string word)
    {
        if (word.Length < 4 || word[word.Length - 1] != 's') return null;
        var stem = word.Substring(0, word.Length - 1);
        if (KnownVerbs.Rank(stem) == 3) return stem;
        if (!word.EndsWith("es", StringComparison.Ordinal)) return null;
        stem = word.Substring(0, word.Length - 2);
        if (KnownVerbs.Rank(stem) == 3) return stem;
        if (!word.EndsWith("ies", StringComparison.Ordinal)) return null;
        stem = word.Substring(0, word.Length - 3) + "y";
        return KnownVerbs.Rank(stem) == 3 ? stem : null;
    }

    private static bool DoublesLast(string verb)
    {
        if (Single.Contains(verb)) return false;
        if (Doubling.Contains(verb)) return true;
        var n = verb.Length;
        if (n < 3 || verb[n - 1] is 'w' or 'x' or 'y' || IsVowel(verb[n - 1]) || !IsVowel(verb[n - 2])) return false;
        var beforeVowel = verb[n - 3];
        if (IsVowel(beforeVowel) && !(beforeVowel == 'u' && n >= 4 && verb[n - 4] == 'q')) return false;
        return SyllablesOf(verb) == 1;
    }

    private static int SyllablesOf(string verb)
    {
        var groups = 0;
        var inVowels = false;
        for (var i = 0; i < verb.Length; i++)
        {
            // In "quiz" the u belongs to the consonant.
            var vowel = IsVowel(verb[i]) && !(verb[i] == 'u' && i > 0 && verb[i - 1] == 'q');
            if ((vowel || verb[i] == 'y') && !inVowels) groups++;
            inVowels = vowel || verb[i] == 'y';
        }

        return groups;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
