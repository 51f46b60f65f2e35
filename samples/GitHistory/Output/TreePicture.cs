using GitHistory.Git;
using GitHistory.Views;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>Draws the files of a branch as a tree of folders.</summary>
internal static class TreePicture
{
    public static void Show(IAnsiConsole console, Branch branch, RecordedCommit commit)
    {
        var tree = new Tree($"[bold]{Format.Safe(branch.Id.ToString())}[/] at [yellow]{commit.ShortHash}[/]").Guide(TreeGuide.Line).Style(new Style(Color.Grey));
        var folders = new Dictionary<string, IHasTreeNodes>(StringComparer.Ordinal) { [""] = tree };
        foreach (var path in branch.Files.OrderBy(GitPath.Encode, ByteOrder.Instance))
        {
            var (folder, name) = Split(path);
            FolderOf(folder, folders).AddNode($"[default]{Format.SafePath(name)}[/]");
        }

        console.Write(tree);
        console.MarkupLine($"{Format.Count(branch.Files.Count, "file")} [grey]after {Format.Count(branch.Commits, "commit")}, at {Format.Date(commit.At)} UTC by {Format.Safe(commit.AuthorName)}:[/] {Format.Safe(commit.Subject)}");
    }

    private static IHasTreeNodes FolderOf(string path, Dictionary<string, IHasTreeNodes> folders)
    {
        if (folders.TryGetValue(path, out var known)) return known;
        var (parent, name) = Split(path);
        return folders[path] = FolderOf(parent, folders).AddNode($"[blue]{Format.SafePath(name)}/[/]");
    }

    private static (string Folder, string Name) Split(string path)
    {
        var at = path.LastIndexOf('/');
        return at < 0 ? ("", path) : (path[..at], path[(at + 1)..]);
    }
}
