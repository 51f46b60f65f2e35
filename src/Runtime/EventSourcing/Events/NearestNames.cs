namespace EventSourcing;

/// <summary>Finds the names that somebody who wrote an unknown one may have meant.</summary>
internal static class NearestNames
{
    private const int AtMost = 3;

    /// <summary>Names within a third of the unknown name's length in edits (Levenshtein), nearest first.</summary>
    public static IReadOnlyList<string> Find(string unknown, IEnumerable<string> known) =>
    [
        .. known
            .Select(name => (Name: name, Distance: Distance(unknown, name)))
            .Where(c => c.Distance <= Math.Max(2, unknown.Length / 3))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Take(AtMost)
            .Select(c => c.Name),
    ];

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(substituted, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
