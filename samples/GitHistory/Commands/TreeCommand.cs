using System.CommandLine;
using EventSourcing;
using GitHistory.Git;
using GitHistory.Output;
using GitHistory.Views;

namespace GitHistory.Commands;

/// <summary><c>tree</c>: the files of a branch at a moment, from the aggregate replayed to it.</summary>
internal static class TreeCommand
{
    private static readonly Option<string?> At = new("--at")
    {
        Description = "A commit (its hash, abbreviated or not, or a name that git knows) or a date; a day means its end, a time without a zone is local [default: the last commit]",
        HelpName = "commit|date",
    };

    private static readonly Option<bool> Nul = new("-z")
    {
        Description = "End each path with a NUL instead of a new line, and never put one in quotes",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("tree", "Show the files of a branch as they were at a commit or a date") { At, Nul, Selection.Repository };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var open = await Selection.OpenAsync(parsed, cancellationToken);
        var commits = await open.History.CommitsAsync(open.Id, cancellationToken);
        var commit = parsed.GetValue(At) is { } at
            ? await new Moments(open.Id, commits, open.Repository).FindAsync(at, cancellationToken)
            : commits[^1];

        var branch = await open.History.Branches.LoadAsync(open.Id, AsOf.Version(commit.Version), cancellationToken);
        if (terminal.IsForPeople && !parsed.GetValue(Nul)) TreePicture.Show(terminal.Console, branch, commit);
        else Print(terminal, branch.Files, nul: parsed.GetValue(Nul));
        return 0;
    }

    /// <summary>The paths as <c>git ls-tree -r --name-only</c> prints them: in the order of their bytes.</summary>
    private static void Print(Terminal terminal, IEnumerable<string> paths, bool nul)
    {
        foreach (var (path, bytes) in paths.Select(path => (path, Bytes: GitPath.Encode(path))).OrderBy(p => p.Bytes, ByteOrder.Instance))
        {
            if (nul) terminal.Line(bytes, end: 0);
            else terminal.Line(GitPath.Quote(path), end: (byte)'\n');
        }
    }
}
