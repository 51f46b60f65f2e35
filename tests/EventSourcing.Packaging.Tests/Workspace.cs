namespace EventSourcing.Packaging.Tests;

/// <summary>A folder outside the repository, so that none of its build files reach the consumers.</summary>
internal static class Workspace
{
    public static string Root { get; } = Directory.CreateTempSubdirectory("eventsourcing-packages-").FullName;

    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    /// <summary>Copies a consumer out of the repository, with what it needs to restore.</summary>
    public static string Prepare(string consumer, string? name = null)
    {
        var from = Path.Combine(AppContext.BaseDirectory, "Consumers", consumer);
        var to = Path.Combine(Root, name ?? consumer);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        File.WriteAllText(Path.Combine(to, "Directory.Build.props"), PackageFeed.BuildProperties);
        return to;
    }

    public static void Delete() => Directory.Delete(Root, recursive: true);

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "EventSource.Generators.sln")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);
}
