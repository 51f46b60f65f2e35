using System.Globalization;

namespace EventSourcing.PostgreSql;

/// <summary>The functions that the steps make, by what their SQL says.</summary>
internal static class PostgreSqlFunctionTexts
{
    /// <summary>The functions, each with a mark of its body.</summary>
    public static IEnumerable<PostgreSqlSchemaPart> Of(PostgreSqlLayout layout, IReadOnlyList<PostgreSqlSchemaStep> steps) =>
        from step in steps
        from statement in PostgreSqlStatements.Split(step.Sql(layout))
        let function = Read(statement, layout.Names)
        where function is not null
        select function.Value;

    /// <summary>A text by which two bodies can be compared: they are long, and a report should not be. White space is not counted where a line ends.</summary>
    public static string Mark(string body)
    {
        // FNV-1a, 64 bits: equal for equal bodies in every process.
        var hash = 14695981039346656037UL;
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var c in line) hash = (hash ^ c) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static PostgreSqlSchemaPart? Read(string statement, PostgreSqlNames names)
    {
        List<string> words = [];
        for (var at = 0; at < statement.Length;)
        {
            var end = PostgreSqlStatements.EndOfToken(statement, at);
            var token = statement[at..end];
            if (token[0] == '$' && PostgreSqlStatements.DollarTag(token, 0) is { } tag) return Function(words, token[tag.Length..^tag.Length], names);
            if (!PostgreSqlStatements.IsComment(statement, at) && !char.IsWhiteSpace(token[0])) words.Add(token);
            at = end;
        }

        return null;
    }

    // CREATE FUNCTION "schema" . name ( …
    private static PostgreSqlSchemaPart? Function(List<string> words, string body, PostgreSqlNames names) =>
        words is [var create, var function, var schema, ".", var name, ..]
        && create.Equals("CREATE", StringComparison.OrdinalIgnoreCase)
        && function.Equals("FUNCTION", StringComparison.OrdinalIgnoreCase)
        && schema == names.QuotedSchema
            ? new PostgreSqlSchemaPart("function", name, Mark(body))
            : null;
}
