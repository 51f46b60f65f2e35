using System.Globalization;
using EventSourcing;
using GitHistory.Views;

namespace GitHistory.Projections;

/// <summary>Counts commits by branch, month and author. The rows, and how far the projection has come, are committed together.</summary>
[Projection("authors")]
internal sealed partial class Authors(IReadModel<AuthorMonth> rows)
{
    [Handles]
    private async ValueTask On(CommitMade made, EventContext context, CancellationToken cancellationToken)
    {
        var commit = RecordedCommit.Of(context.Event);
        var key = (context.Stream.Key, commit.At.ToString("yyyy-MM", CultureInfo.InvariantCulture), commit.AuthorName);
        var row = await rows.FindAsync(key, cancellationToken) ?? new AuthorMonth(key.Key, key.Item2, key.AuthorName, 0);
        await rows.UpsertAsync(row with { Commits = row.Commits + 1 }, cancellationToken);
    }
}
