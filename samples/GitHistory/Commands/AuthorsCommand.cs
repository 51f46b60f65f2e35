using System.CommandLine;
using GitHistory.Output;
using GitHistory.Views;

namespace GitHistory.Commands;

/// <summary><c>authors</c>: who made how many commits, and when.</summary>
internal static class AuthorsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("authors", "Count commits by author and by month (UTC)") { Selection.Repository };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var open = await Selection.OpenAsync(parsed, cancellationToken);
        var counts = AuthorMonths.Of(await open.History.CommitsAsync(open.Id, cancellationToken));
        if (terminal.IsForPeople) AuthorsPicture.Show(terminal.Console, counts);
        else foreach (var (month, author, commits) in counts.Rows) terminal.Line(month, Format.Plain(commits), author);
        return 0;
    }
}
