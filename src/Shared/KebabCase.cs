using System.Text;

namespace EventSourcing.Compiler;

/// <summary>The stored name of a type that has no explicit one: <c>AccountOpened</c> is <c>account-opened</c>.</summary>
internal static class KebabCase
{
    /// <summary>
    /// Words begin at a capital after a small letter or digit, and at the last capital of a run that a small letter follows:
    /// <c>HTTPRequestSentV2</c> is <c>http-request-sent-v2</c>. Digits belong to the word before them; underscores separate.
    /// </summary>
    public static string From(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '_')
            {
                Separate(text);
                continue;
            }

            if (char.IsUpper(c) && i > 0 && StartsWord(name, i)) Separate(text);
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString().Trim('-');
    }

    private static bool StartsWord(string name, int i) =>
        !char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]));

    private static void Separate(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] != '-') text.Append('-');
    }
}
