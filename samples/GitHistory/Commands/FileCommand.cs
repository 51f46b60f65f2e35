using System.CommandLine;
using GitHistory.Git;
using GitHistory.Output;
using GitHistory.Views;

namespace GitHistory.Commands;

/// <summary><c>file</c>: the life of a file, across renames.</summary>
internal static class FileCommand
{
    private static readonly Argument<string> Path = new("path")
    {
        Description = "Where the file is or was, from the top of the repository, as 'tree' prints it",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("file", "Tell the life of a file: when it was added, changed, renamed and deleted, and by whom") { Path, Selection.Repository };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var open = await Selection.OpenAsync(parsed, cancellationToken);
        var typed = parsed.GetValue(Path)!;
        var path = GitPath.Unquote(typed.StartsWith("./", StringComparison.Ordinal) ? typed[2..] : typed);
        var lives = await FileLives.OfAsync(open.History.EventsAsync(open.Id, cancellationToken));
        FileLife[] found = [.. lives.At(path)];
        if (found.Length == 0) throw new HistoryException($"'{open.Id}' never had a file '{path}'. Give its path from the top of the repository, as 'git-history tree' prints it.");

        foreach (var life in found)
        {
            if (terminal.IsForPeople) FilePicture.Show(terminal.Console, life);
            else foreach (var entry in life.Entries) Print(terminal, entry);
        }

        return 0;
    }

    private static void Print(Terminal terminal, FileLifeEntry entry)
    {
        var (what, path, from) = entry.What switch
        {
            FileAdded e => ("added", e.Path, ""),
            FileChanged e => ("changed", e.Path, ""),
            FileDeleted e => ("deleted", e.Path, ""),
            FileRenamed e => ("renamed", e.To, e.From),
            _ => throw new InvalidOperationException($"'{entry.What}' is no change of a file."),
        };
        terminal.Line(Format.Instant(entry.Commit.At), entry.Commit.Hash, what, Format.Path(path), Format.Path(from), entry.Commit.Author);
    }
}
