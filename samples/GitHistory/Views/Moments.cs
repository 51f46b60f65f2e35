using System.Globalization;
using GitHistory.Git;

namespace GitHistory.Views;

/// <summary>Finds the commit that somebody means by <c>--at</c>.</summary>
/// <param name="branch">The branch, for messages.</param>
/// <param name="commits">Its commits, in order.</param>
/// <param name="repository">The repository, for names that only git knows; <see langword="null"/> where there is none at hand.</param>
internal sealed class Moments(BranchId branch, IReadOnlyList<RecordedCommit> commits, GitRepository? repository)
{
    private const int ShortestHash = 4;

    private static readonly string[] DateForms = ["yyyy-MM-dd"];

    private static readonly string[] TimeForms =
    [
        .. from separator in (string[])["'T'", "' '"]
           from time in (string[])["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"]
           from zone in (string[])["", "zzz", "' 'zzz", "'Z'"]
           select $"yyyy-MM-dd{separator}{time}{zone}",
    ];

    /// <summary>The commit of a hash, a date, or another name that git knows.</summary>
    /// <exception cref="HistoryException">There is no such commit on the branch, or more than one.</exception>
    public async Task<RecordedCommit> FindAsync(string at, CancellationToken cancellationToken)
    {
        if (ByHash(at) is { } commit) return commit;
        if (TryReadDate(at, out var instant)) return ByDate(instant, at);
        if (repository is not null && await repository.ResolveAsync(at, cancellationToken) is { } hash)
        {
            return commits.FirstOrDefault(c => c.Hash == hash)
                ?? throw new HistoryException($"Commit {hash} ('{at}') is not recorded on '{branch}'. Import again if it is newer than the last import. "
                    + "A commit of a merged branch is no moment of this one: take the merge, or a date.");
        }

        throw new HistoryException($"'{at}' is no commit of '{branch}' and no date. Give a hash (at least {ShortestHash} digits), a tag or branch of the repository, "
            + "or a date such as 2024-05-01, 2024-05-01T12:30 or 2024-05-01T12:30:00+02:00.");
    }

    /// <summary>
    /// The last commit of the branch that is not later, as <c>git rev-list -1 --first-parent --before</c> finds it. Dates of commits may go
    /// back along a branch, so this is not the last one before the first that is later.
    /// </summary>
    private RecordedCommit ByDate(DateTimeOffset instant, string at) =>
        commits.LastOrDefault(commit => commit.At <= instant)
        ?? throw new HistoryException($"'{branch}' has no commit up to {at}: its first is of {commits[0].At:yyyy-MM-dd HH:mm:ss} UTC. Give a later date.");

    private RecordedCommit? ByHash(string at)
    {
        if (at.Length < ShortestHash || !at.All(char.IsAsciiHexDigit)) return null;
        RecordedCommit[] found = [.. commits.Where(commit => commit.Hash.StartsWith(at, StringComparison.OrdinalIgnoreCase))];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new HistoryException($"'{at}' is the beginning of {found.Length} commits of '{branch}': {string.Join(", ", found.Take(3).Select(c => c.Hash))}{(found.Length > 3 ? ", …" : "")}. Give more digits.");
    }

    /// <summary>A date without a time means the whole day; without a zone, local time.</summary>
    private static bool TryReadDate(string at, out DateTimeOffset instant)
    {
        const DateTimeStyles Local = DateTimeStyles.AssumeLocal;
        if (DateTime.TryParseExact(at, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            instant = new DateTimeOffset(DateTime.SpecifyKind(day.AddDays(1), DateTimeKind.Local)).AddTicks(-1);
            return true;
        }

        return DateTimeOffset.TryParseExact(at, TimeForms, CultureInfo.InvariantCulture, at.EndsWith('Z') ? DateTimeStyles.AssumeUniversal : Local, out instant);
    }
}
