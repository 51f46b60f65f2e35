using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>Every error says what failed and what to do, and the exit code tells programs.</summary>
public sealed class ErrorTests
{
    [Test]
    public async Task No_folder_and_no_repository()
    {
        using var place = new TemporaryStore();
        var folder = Path.GetDirectoryName(place.File)!;
        await ExpectAsync($"There is no folder '{folder}/absent'. Give the path of a git repository.", "import", $"{folder}/absent", "--store", place.File);
        await ExpectAsync($"'{folder}' is not in a git repository. Give the path of one.", "import", folder, "--store", place.File);
        Assert.That(File.Exists(place.File), Is.False, "a failed import leaves no store behind");
    }

    [Test]
    public async Task An_empty_repository()
    {
        using var repository = TestRepository.Init();
        await ExpectAsync("'repository' has no commit on a branch 'main'.", "import", repository.Folder, "--store", repository.Store);
    }

    [Test]
    public async Task A_shallow_clone_unless_allowed()
    {
        using var repository = Small();
        repository.Write("b", "b").Commit("second");
        using var clone = TestRepository.Init();
        clone.Git("fetch", "--quiet", "--depth", "1", $"file://{repository.Folder}", "main");
        clone.Git("reset", "--hard", "--quiet", "FETCH_HEAD");

        await ExpectAsync("The clone 'repository' is shallow: its history is cut off. Run 'git fetch --unshallow'", "import", clone.Folder, "--store", clone.Store);
        Assert.That((await GitHistoryProgram.CallAsync("import", clone.Folder, "--store", clone.Store, "--allow-shallow")).Output, Does.Contain("imported 1 commit as 3 events"));
        await Oracle.CompareTreesAsync(clone, 1);
    }

    [Test]
    public async Task Nothing_imported_yet()
    {
        using var repository = Small();
        await ExpectAsync($"There is no store '{repository.Store}' yet. Run 'git-history import' first", "tree", "--store", repository.Store);
    }

    [Test]
    public async Task Unknown_commits_dates_branches_and_files()
    {
        using var repository = Small();
        repository.Git("checkout", "--quiet", "-b", "side");
        repository.Write("side", "s");
        var side = repository.Commit("side");
        repository.Git("checkout", "--quiet", "main");
        repository.Write("c", "c").Commit("another");
        repository.Merge("side");
        await ImportAsync(repository);

        string[] store = ["--store", repository.Store];
        await ExpectAsync("'0123456789' is no commit of 'main' and no date.", ["tree", "--at", "0123456789", .. store]);
        await ExpectAsync("'2024-13-01' is no commit of 'main' and no date.", ["tree", "--at", "2024-13-01", .. store]);
        await ExpectAsync("'--all' is no commit of 'main' and no date.", ["tree", "--at=--all", "--repo", repository.Folder, .. store]);
        await ExpectAsync($"Commit {side} ('side') is not recorded on 'main'. Import again", ["tree", "--at", "side", "--repo", repository.Folder, .. store]);
        await ExpectAsync("'main' has no commit up to 1999-12-31: its first is of 2023-11-14", ["tree", "--at", "1999-12-31", .. store]);
        await ExpectAsync("'main' never had a file 'nowhere'.", ["file", "nowhere", .. store]);
        await ExpectAsync("Branch 'other' is not in the store", ["stats", "--branch", "other", .. store]);
        await ExpectAsync("'repository' has no commit on a branch 'other'.", ["import", repository.Folder, "--branch", "other", .. store]);
    }

    [Test]
    public async Task An_ambiguous_abbreviation()
    {
        var import = new FastImport();
        for (var i = 0; i < 1000; i++) import.Commit("main", "A <a>", i, $"{i}");
        using var repository = TestRepository.Of(import.Done());
        await ImportAsync(repository);

        var hashes = repository.GitLines("rev-list", "--reverse", "HEAD");
        var shared = hashes.GroupBy(hash => hash[..4]).FirstOrDefault(g => g.Count() > 1);
        Assert.That(shared, Is.Not.Null, "of 1,000 fixed commits two share four digits");
        await ExpectAsync($"'{shared!.Key}' is the beginning of {shared.Count()} commits of 'main': {shared.First()}", "tree", "--at", shared.Key, "--store", repository.Store);
        await ExpectAsync("'abc' is no commit", "tree", "--at", "abc", "--store", repository.Store);
    }

    [Test]
    public async Task A_rewritten_history_is_refused_and_can_be_recorded_anew_beside_the_old()
    {
        using var repository = Small();
        var kept = repository.Git("rev-parse", "HEAD");
        repository.Write("old", "o").Commit("to be rewritten");
        await ImportAsync(repository);
        repository.Git("reset", "--hard", "--quiet", kept);
        await ExpectAsync("The history of 'main' was rewritten: commit", "import", repository.Folder, "--store", repository.Store);
        repository.Write("new", "n").Commit("rewritten");
        await ExpectAsync("Import it anew with --restart: what was imported before stays there, as --branch main:1.", "import", repository.Folder, "--store", repository.Store);

        var restarted = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store, "--restart");
        var again = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
        Assert.Multiple(async () =>
        {
            Assert.That(restarted.Output, Does.StartWith("main:2: imported 2 commits"), restarted.Errors);
            Assert.That(again.Output, Does.StartWith("main:2 is up to date"), again.Errors);
            Assert.That((await GitHistoryProgram.CallAsync("tree", "--store", repository.Store)).Output, Is.EqualTo("a\nnew\n"));
            Assert.That((await GitHistoryProgram.CallAsync("tree", "--store", repository.Store, "--branch", "main:1")).Output, Is.EqualTo("a\nold\n"));
        });
    }

    /// <summary>The last commit is still reachable, but through a second parent: the first-parent chain is another one.</summary>
    [Test]
    public async Task A_history_in_which_the_last_commit_became_a_side_branch_is_refused()
    {
        using var repository = Small();
        repository.Git("branch", "other");
        repository.Write("b", "b").Commit("on main");
        await ImportAsync(repository);
        repository.Git("checkout", "--quiet", "other");
        repository.Write("c", "c").Commit("on other");
        repository.Merge("main");
        repository.Git("branch", "--force", "main", "other");
        repository.Git("checkout", "--quiet", "main");
        await ExpectAsync("The history of 'main' was rewritten", "import", repository.Folder, "--store", repository.Store);
    }

    [Test]
    public async Task The_store_of_another_repository_is_refused()
    {
        using var one = Small();
        using var other = TestRepository.Init();
        other.Write("x", "x").Commit("elsewhere");
        await ImportAsync(one);
        await ExpectAsync($"If '{one.Store}' holds another repository, name another file with --store.", "import", other.Folder, "--store", one.Store);
    }

    [Test]
    public async Task A_file_that_is_no_store()
    {
        using var repository = Small();
        await File.WriteAllTextAsync(repository.Store, new string('x', 5000));
        await ExpectAsync(repository.Store, "import", repository.Folder, "--store", repository.Store);
        await ExpectAsync(repository.Store, "stats", "--store", repository.Store);
    }

    [TestCase(2, "Required command was not provided")]
    [TestCase(2, "'bogus'", "bogus")]
    [TestCase(2, "Required argument missing", "file")]
    [TestCase(2, "'--att'", "tree", "--att", "HEAD")]
    [TestCase(0, "", "--help")]
    [TestCase(0, "", "tree", "--help")]
    [TestCase(0, "", "--version")]
    public void Command_lines_and_help(int exitCode, string error, params string[] arguments)
    {
        var result = GitHistoryProgram.Run(Path.GetTempPath(), arguments);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(exitCode));
            Assert.That(result.Errors, error.Length == 0 ? Is.Empty : Does.Contain(error));
            Assert.That(result.Output, Is.Not.Empty);
        });
    }

    /// <summary>A hook of git, say, runs with variables that lead git to its own repository.</summary>
    [Test]
    public void The_repository_that_was_named_counts_whatever_the_environment_says()
    {
        using var repository = Small();
        var elsewhere = new Dictionary<string, string> { ["GIT_DIR"] = "/nowhere/.git", ["GIT_INDEX_FILE"] = "/nowhere/index" };
        var result = GitHistoryProgram.Run(Path.GetTempPath(), elsewhere, "import", repository.Folder, "--store", repository.Store);
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
    }

    private static TestRepository Small()
    {
        var repository = TestRepository.Init();
        repository.Write("a", "a").Commit("first");
        return repository;
    }

    private static async Task ImportAsync(TestRepository repository)
    {
        var result = await GitHistoryProgram.CallAsync("import", repository.Folder, "--store", repository.Store);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
    }

    private static async Task ExpectAsync(string message, params string[] arguments)
    {
        var result = await GitHistoryProgram.CallAsync(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(result.Errors, Does.StartWith("error: ").And.Contains(message));
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        });
    }
}
