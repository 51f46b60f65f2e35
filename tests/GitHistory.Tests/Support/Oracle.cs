using System.Globalization;
using System.Text;

namespace GitHistory.Tests.Support;

/// <summary>Compares what was imported with what git says itself.</summary>
internal static class Oracle
{
    /// <summary>Trees at commits spread over the whole history, byte for byte, as NUL-separated paths and as lines.</summary>
    public static async Task CompareTreesAsync(TestRepository repository, int moments)
    {
        var chain = repository.GitLines("rev-list", "--first-parent", "--reverse", "HEAD");
        foreach (var at in Enumerable.Range(0, moments).Select(i => (int)((long)i * (chain.Length - 1) / Math.Max(1, moments - 1))).Distinct())
        {
            var hash = chain[at];
            var expected = repository.GitBytes("ls-tree", "-r", "-z", "--name-only", hash);
            var actual = await GitHistoryProgram.CallAsync(["tree", "--at", hash, "-z", .. repository.StoreArguments]);
            Assert.That(Shown(actual.Bytes), Is.EqualTo(Shown(expected)), $"tree of commit {at}, {hash}");

            var lines = repository.GitBytes("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", hash);
            var printed = await GitHistoryProgram.CallAsync(["tree", "--at", hash[..12], .. repository.StoreArguments]);
            Assert.That(Shown(printed.Bytes), Is.EqualTo(Shown(lines)), $"lines of commit {at}, {hash}");
        }
    }

    /// <summary>Trees at instants: the commit is the one that <c>git rev-list --before</c> finds.</summary>
    public static async Task CompareDatesAsync(TestRepository repository, int moments, Random random)
    {
        long[] seconds = [.. repository.GitLines("log", "--first-parent", "--format=%ct").Select(s => long.Parse(s, CultureInfo.InvariantCulture))];
        for (var i = 0; i < moments; i++)
        {
            var anywhere = random.NextInt64(seconds.Min() - 1000, seconds.Max() + 1000);
            var instant = DateTimeOffset.FromUnixTimeSeconds(random.Next(3) == 0 ? seconds[random.Next(seconds.Length)] : anywhere);
            var date = instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var hash = repository.Git("rev-list", "-1", "--first-parent", $"--before={date}", "HEAD");
            var actual = await GitHistoryProgram.CallAsync(["tree", "--at", date, "-z", .. repository.StoreArguments]);
            if (hash.Length == 0)
            {
                Assert.That(actual.ExitCode, Is.EqualTo(1));
                Assert.That(actual.Errors, Does.Contain("has no commit up to"));
                continue;
            }

            Assert.That(Shown(actual.Bytes), Is.EqualTo(Shown(repository.GitBytes("ls-tree", "-r", "-z", "--name-only", hash))), $"tree at {date}: {hash}");
        }
    }

    /// <summary>Commits and files added, changed, deleted and renamed.</summary>
    public static async Task CompareCountsAsync(TestRepository repository)
    {
        var stats = (await GitHistoryProgram.CallAsync(["stats", .. repository.StoreArguments])).Lines.Select(line => line.Split('\t')).ToDictionary(c => c[0], c => c[1]);
        var statuses = repository.GitLines("-c", "diff.renameLimit=1000", "log", "--first-parent", "-m", "--root", "-M", "--name-status", "--format=")
            .GroupBy(line => line[0]).ToDictionary(g => g.Key, g => g.Count());
        Assert.Multiple(() =>
        {
            Assert.That(stats["commits"], Is.EqualTo(repository.Git("rev-list", "--count", "--first-parent", "HEAD")));
            Assert.That(stats["head"], Is.EqualTo(repository.Git("rev-parse", "HEAD")));
            Assert.That(Count("file-added"), Is.EqualTo(Of('A')), "added");
            Assert.That(Count("file-changed"), Is.EqualTo(Of('M') + Of('T')), "changed");
            Assert.That(Count("file-deleted"), Is.EqualTo(Of('D')), "deleted");
            Assert.That(Count("file-renamed"), Is.EqualTo(Of('R')), "renamed");
        });

        int Count(string name) => stats.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : 0;
        int Of(char status) => statuses.GetValueOrDefault(status);
    }

    /// <summary>Commits by author and month.</summary>
    public static async Task CompareAuthorsAsync(TestRepository repository)
    {
        var counted = repository.GitLines("log", "--first-parent", "--date=format-local:%Y-%m", "--format=%cd%x09%an").GroupBy(line => line)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key.Split('\t')[0]}\t{g.Count()}\t{g.Key.Split('\t')[1]}"));
        var actual = await GitHistoryProgram.CallAsync(["authors", .. repository.StoreArguments]);
        Assert.That(actual.Lines, Is.EquivalentTo(counted));
    }

    private static string Shown(byte[] bytes) => Encoding.Latin1.GetString(bytes).Replace('\0', '\n');
}
