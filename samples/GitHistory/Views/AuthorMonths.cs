using GitHistory.Projections;

namespace GitHistory.Views;

/// <summary>Who made how many commits in which month (UTC).</summary>
/// <param name="rows">The rows of a branch, by month and then by author.</param>
internal sealed class AuthorMonths(IReadOnlyList<AuthorMonth> rows)
{
    /// <summary>The rows, by month and then by author.</summary>
    public IReadOnlyList<AuthorMonth> Rows => rows;

    /// <summary>Commits by author, most first.</summary>
    public IEnumerable<(string Author, int Commits)> ByAuthor => rows
        .GroupBy(row => row.Author, row => row.Commits)
        .Select(author => (Author: author.Key, Commits: author.Sum()))
        .OrderByDescending(author => author.Commits)
        .ThenBy(author => author.Author, StringComparer.Ordinal);

    /// <summary>Commits by month.</summary>
    public IReadOnlyDictionary<string, int> ByMonth => rows
        .GroupBy(row => row.Month, row => row.Commits)
        .ToDictionary(month => month.Key, month => month.Sum());
}
