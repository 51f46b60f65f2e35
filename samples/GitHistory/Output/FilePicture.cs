using GitHistory.Views;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>Draws the life of a file as a table.</summary>
internal static class FilePicture
{
    public static void Show(IAnsiConsole console, FileLife life)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("Date (UTC)", column => column.NoWrap())
            .AddColumns("Commit", "Author", "What happened", "In");
        foreach (var (commit, what) in life.Entries)
            table.AddRow($"[grey]{Format.Date(commit.At)}[/]", $"[yellow]{commit.ShortHash}[/]", Format.Safe(commit.AuthorName), Describe(what), Format.Safe(commit.Subject));
        console.Write(table);
    }

    private static string Describe(object what) => what switch
    {
        FileAdded e => $"[green]added[/] {Format.SafePath(e.Path)}",
        FileChanged => "changed",
        FileRenamed { Similarity: 100 } e => $"[blue]renamed[/] {Format.SafePath(e.From)} to {Format.SafePath(e.To)}",
        FileRenamed e => $"[blue]renamed[/] {Format.SafePath(e.From)} to {Format.SafePath(e.To)}, {e.Similarity} % the same",
        FileDeleted e => $"[red]deleted[/] {Format.SafePath(e.Path)}",
        _ => throw new InvalidOperationException($"'{what}' is no change of a file."),
    };
}
