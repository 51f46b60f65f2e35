using System.Collections.Generic;

namespace EventSourcing.Analyzers.Naming;

/// <summary>The name of an event, cut into the words that say something and a rest (suffix, version) that does not.</summary>
internal sealed class EventName
{
    private EventName(IReadOnlyList<NameToken> tokens, string rest, bool lostNotification)
    {
        Tokens = tokens;
        Rest = rest;
        LostNotification = lostNotification;
    }

    /// <summary>The words that say something.</summary>
    public IReadOnlyList<NameToken> Tokens { get; }

    /// <summary>What was cut off at the end, as it is written: <c>EventV2</c>.</summary>
    public string Rest { get; }

    /// <summary>Whether a suffix was cut off that is a thing of its own, as in <c>SentMessage</c>.</summary>
    public bool LostNotification { get; }

    /// <summary>Cuts a name.</summary>
    public static EventName Parse(string name, PastTenseWords words)
    {
        var tokens = NameTokenizer.Tokenize(name);
        var count = tokens.Count;
        var lostNotification = false;
        while (true)
        {
            var before = count;
            count = WithoutVersion(tokens, count);
            foreach (var suffix in words.Suffixes)
            {
                if (!EndsWith(tokens, count, suffix)) continue;
                count -= suffix.Length;
                lostNotification |= suffix[suffix.Length - 1] is "message" or "notification";
                break;
            }

            if (count == before) break;
        }

        var restLength = 0;
        for (var i = count; i < tokens.Count; i++) restLength += tokens[i].Text.Length;
        var kept = tokens.GetRange(0, count);
        return new EventName(kept, restLength == 0 ? "" : RestOf(name, tokens, count), lostNotification);
    }

    private static int WithoutVersion(List<NameToken> tokens, int count)
    {
        var end = count;
        while (end > 0 && tokens[end - 1].IsNumber) end--;
        if (end > 0 && tokens[end - 1].Lower is "v" or "version" && end < count) end--;
        return end;
    }

    private static bool EndsWith(List<NameToken> tokens, int count, string[] suffix)
    {
        if (count < suffix.Length) return false;
        for (var i = 0; i < suffix.Length; i++)
        {
            if (tokens[count - suffix.Length + i].Lower != suffix[i]) return false;
        }

        return true;
    }

    private static string RestOf(string name, List<NameToken> tokens, int count)
    {
        var position = 0;
        for (var i = 0; i < count; i++) position = name.IndexOf(tokens[i].Text, position, StringComparison.Ordinal) + tokens[i].Text.Length;
        return name.Substring(position);
    }
}
