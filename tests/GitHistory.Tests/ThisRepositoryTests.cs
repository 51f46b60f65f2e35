using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>Real history: that of the repository in which the tests stand.</summary>
public sealed class ThisRepositoryTests
{
    [Test]
    public async Task The_history_of_this_repository_gives_the_trees_counts_and_dates_of_git()
    {
        using var repository = TestRepository.At(AppContext.BaseDirectory);
        if (repository.TryGit("rev-parse", "--verify", "--quiet", "HEAD").ExitCode != 0) Assert.Ignore("The tests do not stand in a git repository, or it has no commit.");
        // A clone that a build server made is often shallow; what it has is history too.
        var shallow = repository.Git("rev-parse", "--is-shallow-repository") == "true";

        using var top = TestRepository.At(repository.Git("rev-parse", "--show-toplevel"));
        var import = await GitHistoryProgram.CallAsync(["import", top.Folder, "--store", top.Store, .. shallow ? ["--allow-shallow"] : Array.Empty<string>()]);
        Assert.That(import.ExitCode, Is.Zero, import.Errors);
        await Oracle.CompareTreesAsync(top, 40);
        await Oracle.CompareDatesAsync(top, 20, new Random(1));
        await Oracle.CompareCountsAsync(top);
        await Oracle.CompareAuthorsAsync(top);
    }
}
