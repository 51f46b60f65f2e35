using System.Text;
using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>The sample as people get it: compiled to a native binary, without a runtime beside it.</summary>
public sealed class NativeTests
{
    [Test]
    public void The_native_binary_imports_and_gives_the_trees_of_git()
    {
        using var place = new TemporaryStore();
        var folder = Path.GetDirectoryName(place.File)!;
        var binary = Publish(folder);
        using var repository = TestRepository.Of(RandomHistory.Make(seed: 11, 400));

        var import = Shell.Run(binary, ["import", repository.Folder, "--store", place.File]);
        Assert.That((import.ExitCode, import.Errors), Is.EqualTo((0, "")));
        Assert.That(Shell.Run(binary, ["stats", "--store", place.File]).Output, Does.Match(@"(?m)^events\t\d{4,}$"), "more than a thousand events");
        foreach (var hash in repository.GitLines("rev-list", "--first-parent", "HEAD").Where((_, i) => i % 40 == 0))
        {
            var expected = repository.GitBytes("ls-tree", "-r", "-z", "--name-only", hash);
            var actual = Shell.Run(binary, ["tree", "--at", hash, "-z", "--store", place.File]);
            Assert.That(Encoding.Latin1.GetString(actual.Bytes), Is.EqualTo(Encoding.Latin1.GetString(expected)), $"tree of {hash}: {actual.Errors}");
        }
    }

    /// <summary>Publishes into a folder, away from what other builds are using. Trim and AOT warnings are errors.</summary>
    private static string Publish(string folder)
    {
        var project = Path.Combine(RepositoryRoot(), "samples", "GitHistory", "GitHistory.csproj");
        var published = Path.Combine(folder, "published");
        var result = Shell.Run("dotnet", ["publish", project, "-c", "Release", "-o", published, "--artifacts-path", Path.Combine(folder, "artifacts"), "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false"]);
        Assert.That((result.ExitCode, result.Output.Trim()), Is.EqualTo((0, "")), result.Errors);
        return Path.Combine(published, OperatingSystem.IsWindows() ? "git-history.exe" : "git-history");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EventSource.Generators.sln"))) folder = folder.Parent ?? throw new InvalidOperationException($"There is no EventSource.Generators.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
