using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>The oracle is git itself: the same trees, counts and dates, on histories that have everything.</summary>
public sealed class TreeOracleTests
{
    private const int Commits = 300;
    private const int Moments = 40;

    /// <summary>Some seeds that are always the same, and new ones each time: with LONG=1 in the environment many.</summary>
    private static IEnumerable<int> Seeds => [1, 2, 3, .. Enumerable.Range(0, IsLong ? 50 : 1).Select(_ => Random.Shared.Next(1_000_000))];

    private static bool IsLong => Environment.GetEnvironmentVariable("LONG") == "1";

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
