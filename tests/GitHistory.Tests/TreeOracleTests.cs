using System.Globalization;
using System.Text;
using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>The oracle is git itself: the same trees, counts and dates, on histories that have everything.</summary>
public sealed class TreeOracleTests
{
    private const int Commits = 300;
    private const int Moments = 40;

    private static IEnumerable<int> Seeds => [1, 2, 3, Environment.TickCount & 0xFFFFFF];

    [TestCaseSource(nameof(Seeds))]
    public async Task A_random_history_gives_the_trees_counts_and_dates_of_git(int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        using var repository = TestRepository.Of(RandomHistory.Make(seed, Commits));
        var import = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
        Assert.That(import.ExitCode, Is.Zero, import.Errors);

        await Oracle.CompareTreesAsync(repository, Moments);
        await Oracle.CompareDatesAsync(repository, Moments, new Random(seed));
        await Oracle.CompareCountsAsync(repository);
        await Oracle.CompareAuthorsAsync(repository);
    }
}
