namespace EventSourcing.Generators.Tests;

/// <summary>What is emitted for the representative project, as it was reviewed. A difference leaves a *.received.* file beside the approved one.</summary>
public class SnapshotTests
{
    [Test]
    public void The_representative_project_is_emitted_as_approved()
    {
        var sources = new TestProject("Shop", Sources.Representative).Run().Sources;
        Assert.Multiple(() =>
        {
            foreach (var (name, text) in sources) Approve(name, text);
            var approved = Directory.GetFiles(Folder(), "*.approved.cs.txt").Select(f => Path.GetFileName(f).Replace(".approved.cs.txt", ".g.cs", StringComparison.Ordinal));
            Assert.That(approved, Is.EquivalentTo(sources.Keys), "approved and emitted files");
        });
    }

    private static void Approve(string hintName, string text)
    {
        var approved = Path.Combine(Folder(), hintName.Replace(".g.cs", ".approved.cs.txt", StringComparison.Ordinal));
        var received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        var isSame = File.Exists(approved) && File.ReadAllText(approved) == text;
        if (isSame) File.Delete(received);
        else File.WriteAllText(received, text);
        Assert.That(isSame, Is.True, $"{hintName} is not as approved: compare {received}, and rename it to approve it.");
    }

    /// <summary>The repository's folder.</summary>
    internal static string Repository() => FindRoot(AppContext.BaseDirectory);

    private static string Folder() => Path.Combine(Repository(), "tests", "EventSourcing.Generators.Tests", "Approved");

    // Not by [CallerFilePath]: reproducible builds replace the folder in it.
    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "EventSource.Generators.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
