using System.Globalization;

namespace GitHistory.Views;

/// <summary>Who made how many commits in which month (UTC): a fold over the commits.</summary>
internal sealed class AuthorMonths
{
    private readonly Dictionary<(string Month, string Author), int> _commits = [];

    /// <summary>Counts commits.</summary>
    public static AuthorMonths Of(IEnumerable<RecordedCommit> commits)
    {
        var counts = new AuthorMonths();
        foreach (var commit in commits) counts.Count(commit);
        return counts;
    }

    /// <summary>Month (<c>2024-05</c>), author and number of commits, by month and then by author.</summary>
    public IEnumerable<(string Month, string Author, int Commits)> Rows => _commits
        .Select(c => (c.Key.Month, c.Key.Author, c.Value))
        .OrderBy(row => row.Month, StringComparer.Ordinal)
        .ThenBy(row => row.Author, StringComparer.Ordinal);

    /// <summary>Commits by author, most first.</summary>
    public IEnumerable<(string Author, int Commits)> ByAuthor => _commits
        .GroupBy(c => c.Key.Author, c => c.Value)
        .Select(author => (Author: author.Key, Commits: author.Sum()))
        .OrderByDescending(author => author.Commits)
        .ThenBy(author => author.Author, StringComparer.Ordinal);

    /// <summary>Commits by month.</summary>
    public IReadOnlyDictionary<string, int> ByMonth => _commits
        .GroupBy(c => c.Key.Month, c => c.Value)
        .ToDictionary(month => month.Key, month => month.Sum());

    private void Count(RecordedCommit commit)
    {
        var month = commit.At.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        _commits[(month, commit.AuthorName)] = _commits.GetValueOrDefault((month, commit.AuthorName)) + 1;
    }
}
