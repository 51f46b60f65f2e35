using System.CommandLine;
using GitHistory.Output;
using GitHistory.Views;

namespace GitHistory.Commands;

/// <summary><c>authors</c>: who made how many commits, and when.</summary>
internal static class AuthorsCommand
{
    private static readonly Option<bool> Rebuild = new("--rebuild")
    {
        Description = "Count all commits once more, into a new table that takes the place of the old one at the end; what was broken off is gone on with",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("authors", "Count commits by author and by month (UTC)") { Rebuild, Selection.Repository };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var open = await Selection.OpenAsync(parsed, cancellationToken);
        if (parsed.GetValue(Rebuild)) await ProjectionProgress.ShowAsync(terminal, "counting all commits", progress => open.History.Authors.RebuildAsync(progress, cancellationToken));
        await ProjectionProgress.ShowAsync(terminal, "counting commits", progress => open.History.Authors.CatchUpAsync(progress, cancellationToken));
        var counts = new AuthorMonths(await open.History.Authors.RowsAsync(open.Id, cancellationToken).ToListAsync(cancellationToken));
        if (terminal.IsForPeople) AuthorsPicture.Show(terminal.Console, counts);
        else foreach (var row in counts.Rows) terminal.Line(row.Month, Format.Plain(row.Commits), row.Author);
        return 0;
    }
}
