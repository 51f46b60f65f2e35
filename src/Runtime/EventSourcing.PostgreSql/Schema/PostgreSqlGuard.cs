namespace EventSourcing.PostgreSql;

/// <summary>Finds what a step of the schema may not do: take something away, or change what is stored. The migrator runs no step that does.</summary>
internal static class PostgreSqlGuard
{
    private static readonly HashSet<string> Anywhere = new(StringComparer.Ordinal)
    {
        "DROP", "TRUNCATE", "DELETE", "UPDATE", "MERGE", "RENAME", "REPLACE", "DETACH", "DISABLE", "REASSIGN", "CLUSTER", "UNLOGGED", "CASCADE",
    };

    // What may stand before DELETE and UPDATE without anything being deleted or updated: FOR UPDATE, FOR NO KEY UPDATE, a policy FOR DELETE, a trigger AFTER DELETE OR UPDATE, ON DELETE RESTRICT.
    private static readonly HashSet<string> HarmlessBefore = new(StringComparer.Ordinal) { "FOR", "KEY", "ON", "AFTER", "BEFORE", "OR" };

    /// <summary>The first statement that takes something away.</summary>
    /// <param name="sql">The SQL of a step.</param>
    /// <returns>The word that gives it away, and the statement; <see langword="null"/> where there is none.</returns>
    public static (string Word, string Statement)? Find(string sql)
    {
        foreach (var statement in PostgreSqlStatements.Split(sql))
        {
            if (FindIn(statement) is { } word) return (word, statement);
        }

        return null;
    }

    private static string? FindIn(string statement)
    {
        var words = new List<string>();
        Read(statement, words, inBlock: false);
        for (var i = 0; i < words.Count; i++)
        {
            var before = i > 0 ? words[i - 1] : "";
            if (Anywhere.Contains(words[i]) && !(words[i] is "DELETE" or "UPDATE" && HarmlessBefore.Contains(before))) return words[i];
            if (words[0] == "ALTER" && words[i] is "TYPE" or "SCHEMA" or "OWNER" && words[0] == "ALTER" && i > 1) return $"ALTER … {words[i]}";
        }

        return null;
    }

    // The body of a function does nothing when the function is made; that of DO does, texts that it executes included.
    private static void Read(string sql, List<string> words, bool inBlock)
    {
        for (var at = 0; at < sql.Length;)
        {
            var end = PostgreSqlStatements.EndOfToken(sql, at);
            var token = sql[at..end];
            if (char.IsAsciiLetter(token[0]) && !token.EndsWith('\'')) words.Add(token.ToUpperInvariant());
            else if (token[0] == '$' && PostgreSqlStatements.DollarTag(token, 0) is { } tag && words is ["DO", ..]) Read(token[tag.Length..^tag.Length], words, inBlock: true);
            else if (inBlock && token.EndsWith('\'')) Read(token.Trim('\''), words, inBlock: true);
            at = end;
        }
    }
}
