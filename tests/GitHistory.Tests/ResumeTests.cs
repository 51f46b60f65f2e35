using System.Diagnostics;
using EventSourcing;
using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>An import that is killed, raced or cut off loses nothing and stores nothing twice.</summary>
public sealed class ResumeTests
{
    private const int Commits = 2000;
    private const int Kills = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Test]
    public async Task An_import_that_is_killed_again_and_again_ends_like_one_that_is_not()
    {
        using var repository = TestRepository.Of(RandomHistory.Make(seed: 7, Commits));
        var undisturbed = repository.Beside("undisturbed.db");
        Assert.That((await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", undisturbed)).ExitCode, Is.Zero);
        var total = (await EventsAsync(undisturbed)).Count;

        var killed = 0;
        for (var i = 1; i <= Kills; i++)
        {
            using var import = GitHistoryProgram.Start(repository.Folder, "import", "--store", repository.Store);
            var reached = await WaitForVersionAsync(repository.Store, (long)total * i / (Kills + 1), import);
            if (!reached) break;
            import.Kill();
            await import.WaitForExitAsync();
            killed++;
            await AssertWholeCommitsAsync(repository.Store);
        }

        TestContext.Out.WriteLine($"{killed} imports killed");
        Assert.That(killed, Is.GreaterThanOrEqualTo(3), "imports that were killed in the middle");
        var last = GitHistoryProgram.Run(repository.Folder, "import", "--store", repository.Store);
        Assert.That(last.ExitCode, Is.Zero, last.Errors);
        Assert.That(await EventsAsync(repository.Store), Is.EqualTo(await EventsAsync(undisturbed)));
        await Oracle.CompareTreesAsync(repository, 30);
    }

    [Test]
    public async Task Imports_that_run_at_the_same_time_store_each_commit_once()
    {
        using var repository = TestRepository.Of(RandomHistory.Make(seed: 8, 400));
        Process[] imports = [.. Enumerable.Range(0, 3).Select(_ => GitHistoryProgram.Start(repository.Folder, "import", "--store", repository.Store))];
        foreach (var import in imports)
        {
            await import.WaitForExitAsync().WaitAsync(Limit);
            import.Dispose();
        }

        var last = GitHistoryProgram.Run(repository.Folder, "import", "--store", repository.Store);
        Assert.That(last.ExitCode, Is.Zero, last.Errors);
        await Oracle.CompareCountsAsync(repository);
        await Oracle.CompareTreesAsync(repository, 10);
    }

    /// <summary>A git that dies ends its output anywhere, also in the middle of a commit's changes.</summary>
    [Test]
    [Platform(Exclude = "Win", Reason = "The git that dies is a shell script.")]
    public async Task A_git_that_dies_in_the_middle_of_a_commit_leaves_whole_commits()
    {
        using var repository = TestRepository.Of(RandomHistory.Make(seed: 10, 60));
        var undisturbed = repository.Beside("undisturbed.db");
        await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", undisturbed);

        var folder = Directory.CreateDirectory(repository.Beside("bin")).FullName;
        foreach (var length in Enumerable.Range(1, 12).Select(i => i * 1171))
        {
            var git = Path.Combine(folder, "git");
            await File.WriteAllTextAsync(git, $$"""
                #!/bin/sh
                PATH=${PATH#*:}
                case " $* " in *" log "*) git "$@" | head -c {{length}}; exit 141;; esac
                exec git "$@"
                """);
            Shell.Run("chmod", ["+x", git]);
            var path = new Dictionary<string, string> { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
            var cut = GitHistoryProgram.Run(repository.Folder, path, "import", "--store", repository.Store);
            Assert.That(cut.ExitCode, Is.EqualTo(1), cut.Errors);
            await AssertWholeCommitsAsync(repository.Store);
        }

        Assert.That(await VersionAsync(repository.Store), Is.Positive.And.LessThan(await VersionAsync(undisturbed)));
        Assert.That(GitHistoryProgram.Run(repository.Folder, "import", "--store", repository.Store).ExitCode, Is.Zero);
        Assert.That(await EventsAsync(repository.Store), Is.EqualTo(await EventsAsync(undisturbed)));
    }

    /// <summary>Each run finds a few commits more: as if it had been stopped between any two commits.</summary>
    [Test]
    public async Task An_import_in_steps_ends_like_one_in_one_go()
    {
        using var repository = TestRepository.Of(RandomHistory.Make(seed: 9, 120));
        var inOneGo = repository.Beside("in-one-go.db");
        await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", inOneGo);

        var tip = repository.Git("rev-parse", "main");
        foreach (var commit in repository.GitLines("rev-list", "--first-parent", "--reverse", "main").Where((_, i) => i % 7 == 0).Append(tip))
        {
            repository.Git("update-ref", "refs/heads/main", commit);
            var step = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
            Assert.That(step.ExitCode, Is.Zero, step.Errors);
        }

        Assert.That(await EventsAsync(repository.Store), Is.EqualTo(await EventsAsync(inOneGo)));
    }

    /// <summary>Waits until an import has stored so many events, or has ended.</summary>
    private static async Task<bool> WaitForVersionAsync(string store, long version, Process import)
    {
        var waited = Stopwatch.StartNew();
        await using var opened = Open(store);
        while (!import.HasExited)
        {
            if (File.Exists(store) && await opened.GetVersionAsync(new StreamId(Branch.Category, "main")) >= version) return true;
            Assert.That(waited.Elapsed, Is.LessThan(Limit), $"the import did not reach version {version}");
            await Task.Delay(1); // leaves the processor to the import
        }

        return false;
    }

    private static async Task AssertWholeCommitsAsync(string store)
    {
        var left = 0;
        foreach (var (_, data, _, _) in await EventsAsync(store))
        {
            Assert.That(data is CommitMade, Is.EqualTo(left == 0), $"{data} with {left} changes to come");
            left = data is CommitMade commit ? commit.Changes : left - 1;
        }

        Assert.That(left, Is.Zero, "changes that the last commit lacks");
    }

    private static async Task<long> VersionAsync(string store)
    {
        await using var opened = Open(store);
        return await opened.GetVersionAsync(new StreamId(Branch.Category, "main"));
    }

    private static async Task<List<(long Version, object Data, string? Actor, DateTimeOffset OccurredAt)>> EventsAsync(string store)
    {
        await using var opened = Open(store);
        return await opened.ReadStreamAsync(new StreamId(Branch.Category, "main")).Select(e => (e.Version, e.Data, e.Metadata.Actor, e.Metadata.OccurredAt)).ToListAsync();
    }

    private static SqliteEventStore Open(string store) => new($"Data Source={store}", DomainEvents.Catalog);
}
