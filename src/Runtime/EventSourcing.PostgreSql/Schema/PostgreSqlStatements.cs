namespace EventSourcing.PostgreSql;

/// <summary>Cuts SQL text into statements, as psql does: not at semicolons in texts, comments, quoted names and function bodies.</summary>
internal static class PostgreSqlStatements
{
    /// <summary>The statements of a text, without semicolons and surrounding white space; comments stay in them.</summary>
    public static List<string> Split(string sql)
    {
        var statements = new List<string>();
        var (start, empty) = (0, true);
        for (var at = 0; at < sql.Length;)
        {
            var end = EndOfToken(sql, at);
            if (sql[at] == ';')
            {
                if (!empty) statements.Add(sql[start..at].Trim());
                (start, empty) = (end, true);
            }
            else if (!char.IsWhiteSpace(sql[at]) && !IsComment(sql, at))
            {
                empty = false;
            }

            at = end;
        }

        if (!empty) statements.Add(sql[start..].Trim());
        return statements;
    }

    /// <summary>Whether a comment begins here.</summary>
    public static bool IsComment(string sql, int at) => Is(sql, at, "--") || Is(sql, at, "/*");

    /// <summary>Where the token ends that begins here: a comment, a text, a quoted name, a dollar-quoted body, a word, or a single character.</summary>
    public static int EndOfToken(string sql, int at)
    {
        if (Is(sql, at, "--")) return After(sql, "\n", at);
        if (Is(sql, at, "/*")) return EndOfBlockComment(sql, at);
        if (sql[at] is '\'' or '"') return EndOfQuoted(sql, at, escapes: false);
        if (sql[at] is 'e' or 'E' && Is(sql, at + 1, "'")) return EndOfQuoted(sql, at + 1, escapes: true);
        if (sql[at] == '$' && DollarTag(sql, at) is { } tag) return After(sql, tag, at + tag.Length);
        if (!IsWord(sql[at])) return at + 1;
        while (at < sql.Length && IsWord(sql[at])) at++;
        return at;
    }

    /// <summary>The tag of a dollar quote that begins here, such as <c>$$</c> or <c>$body$</c>.</summary>
    public static string? DollarTag(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && (char.IsAsciiLetterOrDigit(sql[end]) || sql[end] == '_')) end++;

        // A digit comes first in a parameter.
        return end < sql.Length && sql[end] == '$' && !char.IsAsciiDigit(sql[at + 1]) ? sql[at..(end + 1)] : null;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$';

    private static bool Is(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    private static int After(string sql, string text, int from) => sql.IndexOf(text, from, StringComparison.Ordinal) is var at and >= 0 ? at + text.Length : sql.Length;

    private static int EndOfBlockComment(string sql, int at)
    {
        var depth = 0;
        while (at < sql.Length)
        {
            if (Is(sql, at, "/*")) (depth, at) = (depth + 1, at + 2);
            else if (Is(sql, at, "*/")) (depth, at) = (depth - 1, at + 2);
            else at++;
            if (depth == 0) return at;
        }

        return at;
    }

    private static int EndOfQuoted(string sql, int at, bool escapes)
    {
        var quote = sql[at++];
        while (at < sql.Length)
        {
            if (escapes && sql[at] == '\\') at += 2;
            else if (sql[at] != quote) at++;
            else if (at + 1 < sql.Length && sql[at + 1] == quote) at += 2;
            else return at + 1;
        }

        return sql.Length;
    }
}
