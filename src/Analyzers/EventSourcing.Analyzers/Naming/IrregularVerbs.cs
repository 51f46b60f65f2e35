using System.Collections.Generic;

namespace EventSourcing.Analyzers.Naming;

/// <summary>English verbs whose past is not formed with -ed.</summary>
internal static class IrregularVerbs
{
    /// <summary>Base form, then its past and participle forms, the participle last; a single form where both are the same.</summary>
    private const string Table = """
        abide abode|arise arose arisen|awake awoke awoken|be was were been|bear borne|become became|befall befell befallen
        beget begot begotten|begin began begun|behold beheld|bend bent|bereave bereft|bind bound|bite bitten|bleed bled|blow blew blown
        break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|cling clung|come came
        creep crept|deal dealt|dig dug|do did done|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|dwell dwelt|eat ate eaten
        fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten
        forgive forgave forgiven|forsake forsook forsaken|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown
        hang hung|have had|hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lay laid|lead led|lean leant|leap leapt
        learn learnt|leave left|lend lent|lie lain|light lit|lose lost|make made|mean meant|meet met|mow mown|mistake mistook mistaken
        pay paid|plead pled|prove proven|rend rent|ride rode ridden|ring rang rung|rise rose risen|saw sawn|say said|see seen|seek sought|sell sold
        send sent|sew sewn|shake shook shaken|shear shorn|shine shone|shoe shod|shoot shot|show shown|shrink shrank shrunk|sing sang sung
        sink sank sunk|sit sat|slay slew slain|sleep slept|slide slid|sling slung|smell smelt|smite smote smitten|sow sown|speak spoken
        speed sped|spell spelt|spend spent|spill spilt|spin spun|spit spat|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen
        stick stuck|sting stung|stink stank stunk|stride strode stridden|strike struck|string strung|strive strove striven|swear swore sworn
        sweep swept|swell swollen|swim swam swum|swing swung|take took taken|teach taught|tear torn|tell told|think thought|thrive throve thriven
        throw threw thrown|tread trod trodden|understand understood|wake woke woken|wear wore worn|weave wove woven|weep wept
        win won|wind wound|wring wrung|write wrote written
        """;

    /// <summary>Past forms that are nouns or adjectives more often than verbs in the names of types.</summary>
    private static readonly WordSet NotPastForms = new("thought rent wound");

    private static readonly WordSet Prefixes = new("re un over under out fore mis with up pre inter");

    /// <summary>What a prefix and a past form make together, and what is no past form all the same.</summary>
    private static readonly WordSet NotPastWithPrefix = new("""
        rebound relent upshot outbound unmet unknown unpaid unsold unspent unseen unheard unborn unproven unspoken unwritten unbroken undrawn untold unfed
        unlit unworn unbuilt unmade ungiven unshaken unsworn unsung unlearnt unfelt unfound unkept unmeant unsaid unsought untaught unthought unwon unled
        undealt unheld unhung ungone unforgiven unforgotten upstood untaken unridden unshown unstolen untrod
        """);

    /// <summary>Past forms that are base forms too: <c>PriceSet</c>, but <c>SetPrice</c>.</summary>
    private static readonly WordSet BaseEqual = new("""
        set put cut split reset read hit shut quit spread shed cast broadcast upset hurt burst slit thrust beset recast rebroadcast reread resplit recut
        misread unset telecast podcast typeset webcast simulcast sublet outbid proofread undercut
        """);

    private static readonly Dictionary<string, string> Participles = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Pasts = new(StringComparer.Ordinal);

    static IrregularVerbs()
    {
        foreach (var verb in Table.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var forms = WordSet.Split(verb);
            if (forms.Length < 2) continue;
            Participles[forms[0]] = forms[forms.Length - 1];
            for (var i = 1; i < forms.Length; i++)
            {
                if (!NotPastForms.Contains(forms[i])) Pasts.Add(forms[i]);
            }
        }

        // Where British and American English, or taste, differ, the names of events have the regular form.
        foreach (var regular in WordSet.Split("abide burn dream dwell lean leap learn mow plead prove saw sew shear smell spell spill spoil swell thrive"))
        {
            Participles.Remove(regular);
        }

        Participles["come"] = "come";
        Participles["become"] = "become";
        Participles["run"] = "run";
        Participles["get"] = "got";
        foreach (var past in WordSet.Split("born ran overran reran rewound unwound partaken inlaid backslid")) Pasts.Add(past);
    }

    /// <summary>Whether a lower-case word is an irregular past form, with or without a prefix, that is not also the base form.</summary>
    public static bool IsPast(string word)
    {
        if (Pasts.Contains(word)) return true;
        if (NotPastWithPrefix.Contains(word)) return false;
        foreach (var prefix in Prefixes.Words)
        {
            if (word.Length <= prefix.Length + 2 || !word.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (Pasts.Contains(word.Substring(prefix.Length))) return true;
        }

        return false;
    }

    /// <summary>Whether a lower-case word is a past form and the base form alike.</summary>
    public static bool IsBaseEqual(string word) => BaseEqual.Contains(word);

    /// <summary>The participle of an irregular verb, or <see langword="null"/> for every other word.</summary>
    public static string? TryGetParticiple(string baseForm)
    {
        if (BaseEqual.Contains(baseForm)) return baseForm;
        if (Participles.TryGetValue(baseForm, out var participle)) return participle;
        foreach (var prefix in Prefixes.Words)
        {
            if (!baseForm.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (Participles.TryGetValue(baseForm.Substring(prefix.Length), out participle)) return prefix + participle;
        }

        return null;
    }
}
