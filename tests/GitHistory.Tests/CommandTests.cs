using Microsoft.Data.Sqlite;
using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>Every command from end to end, as programs and as people see it.</summary>
public sealed class CommandTests
{
    private TestRepository _repository = null!;
    private string _first = "";
    private string _second = "";
    private string _third = "";

    [SetUp]
    public async Task Import()
    {
        _repository = TestRepository.Init();
        var text = string.Concat(Enumerable.Range(0, 20).Select(i => $"line {i}\n"));
        _first = _repository.Write("README.md", text).Write("src/[bold]a.cs", "a").Commit("Begin [red]here[/]", At("2024-01-31T23:30:00Z"));
        File.Move(Path.Combine(_repository.Folder, "README.md"), Path.Combine(_repository.Folder, "docs.md"));
        _second = _repository.Write("docs.md", text + "more\n").Commit("Move", At("2024-03-01T10:00:00Z"));
        _third = _repository.Write("src/b.cs", "b").Commit("Add b", At("2024-02-10T10:00:00Z"));
        var result = await Call("import", _repository.Folder);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
    }

    [TearDown]
    public void Remove() => _repository.Dispose();

    [Test]
    public async Task Import_says_what_it_did_and_that_it_has_nothing_to_do_when_run_again()
    {
        using var other = new TemporaryStore();
        var first = await GitHistoryProgram.CallAsync("import", _repository.Folder, "--store", other.File);
        var second = await GitHistoryProgram.CallAsync("import", _repository.Folder, "--store", other.File);
        Assert.Multiple(() =>
        {
            Assert.That(first.Lines[0], Does.Match(@"^main: imported 3 commits as 7 events in [\d.]+ s \([\d,]+ events/s\)$"));
            Assert.That(first.Lines[1], Is.EqualTo($"main is at {_third[..10]}: 3 commits, 3 files; store {other.File}"));
            Assert.That(second.Lines[0], Is.EqualTo($"main is up to date at {_third[..10]}: 3 commits, 7 events"));
            Assert.That((second.ExitCode, second.Errors), Is.EqualTo((0, "")));
        });
    }

    [Test]
    public async Task Import_goes_on_where_it_stopped()
    {
        _repository.Write("c.txt", "c").Commit("Add c");
        var result = await Call("import", _repository.Folder);
        Assert.That(result.Lines[0], Does.StartWith("main: imported 1 commit as 2 events"));
        Assert.That((await Call("tree")).Lines, Is.EqualTo(new[] { "c.txt", "docs.md", "src/[bold]a.cs", "src/b.cs" }));
    }

    [Test]
    public async Task Import_leaves_the_repository_as_it_was()
    {
        Assert.That(_repository.Git("status", "--porcelain", "--ignored"), Is.Empty);
        await Call("tree", "--repo", _repository.Folder);
        Assert.That(_repository.Git("status", "--porcelain", "--ignored"), Is.Empty);
    }

    [Test]
    public async Task Tree_takes_commits_dates_and_names()
    {
        _repository.Git("tag", "v1", _first);
        Assert.Multiple(async () =>
        {
            Assert.That(await Tree("--at", _first), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", _first[..7].ToUpperInvariant()), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", "v1", "--repo", _repository.Folder), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", "HEAD~1", "--repo", _repository.Folder), Is.EqualTo("docs.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", "2024-01-31T23:30:00Z"), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", "2024-02-01 01:30:00 +02:00"), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", "2024-02-01 01:30:00 +0200"), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That(await Tree("--at", "2024-02-01T01:30+0200"), Is.EqualTo("README.md src/[bold]a.cs"));
            Assert.That((await Call("tree", "--at", "2024-02-01 01:29:59 +0200")).Errors, Does.Contain("has no commit up to"));
            Assert.That(await Tree(), Is.EqualTo("docs.md src/[bold]a.cs src/b.cs"));
        });
    }

    /// <summary>The second commit is dated later than the third: up to then, the third is the last one of the branch, as git has it.</summary>
    [TestCase("2024-02-10T09:59:59Z", "README.md src/[bold]a.cs")]
    [TestCase("2024-02-10T10:00:00Z", "docs.md src/[bold]a.cs src/b.cs")]
    [TestCase("2024-02-29T10:00:00Z", "docs.md src/[bold]a.cs src/b.cs")]
    public async Task Dates_that_go_back_mean_what_they_mean_to_git(string date, string expected)
    {
        var commit = _repository.Git("rev-list", "-1", "--first-parent", $"--before={date}", "HEAD");
        Assert.That(string.Join(' ', _repository.GitLines("ls-tree", "-r", "--name-only", commit)), Is.EqualTo(expected));
        Assert.That(await Tree("--at", date), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_day_means_its_end()
    {
        var day = At("2024-01-31T23:30:00Z").ToLocalTime().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(await Tree("--at", day), Is.EqualTo("README.md src/[bold]a.cs"));
    }

    [Test]
    public async Task File_tells_a_life_across_a_rename()
    {
        var byNewPath = await Call("file", "docs.md");
        Assert.Multiple(async () =>
        {
            Assert.That(byNewPath.Lines, Is.EqualTo(new[]
            {
                $"2024-01-31T23:30:00Z\t{_first}\tadded\tREADME.md\t\tAnn Author <ann@example.org>",
                $"2024-03-01T10:00:00Z\t{_second}\trenamed\tdocs.md\tREADME.md\tAnn Author <ann@example.org>",
            }));
            Assert.That((await Call("file", "./README.md")).Output, Is.EqualTo(byNewPath.Output));
            Assert.That((await Call("file", "\"README.md\"")).Output, Is.EqualTo(byNewPath.Output));
        });
    }

    [Test]
    public async Task Authors_and_stats_count()
    {
        var authors = await Call("authors");
        var stats = await Call("stats");
        Assert.Multiple(() =>
        {
            Assert.That(authors.Lines, Is.EqualTo(new[] { "2024-01\t1\tAnn Author", "2024-02\t1\tAnn Author", "2024-03\t1\tAnn Author" }));
            Assert.That(stats.Lines, Is.SupersetOf(new[]
            {
                "branch\tmain", $"head\t{_third}", "commits\t3", "authors\t1", "files\t3", "earliest\t2024-01-31T23:30:00Z", "latest\t2024-03-01T10:00:00Z",
                "events\t7", "commit-made\t3", "file-added\t3", "file-renamed\t1", "streams\t1",
            }));
        });
    }

    [Test]
    public async Task Authors_are_counted_once_more_where_somebody_has_spoilt_the_rows()
    {
        var right = (await Call("authors")).Output;
        await using (var connection = new SqliteConnection($"Data Source={_repository.Store};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var spoil = connection.CreateCommand();
            spoil.CommandText = "UPDATE author_months SET commits = 99";
            Assert.That(await spoil.ExecuteNonQueryAsync(), Is.EqualTo(3));
        }

        Assert.That((await Call("authors")).Lines[0], Is.EqualTo("2024-01\t99\tAnn Author"));
        Assert.That((await Call("authors", "--rebuild")).Output, Is.EqualTo(right));
        Assert.That((await Call("authors")).Output, Is.EqualTo(right));
    }

    [Test]
    public async Task People_see_pictures()
    {
        var tree = await GitHistoryProgram.ShowAsync("tree", "--store", _repository.Store);
        var file = await GitHistoryProgram.ShowAsync("file", "docs.md", "--store", _repository.Store);
        var authors = await GitHistoryProgram.ShowAsync("authors", "--store", _repository.Store);
        var stats = await GitHistoryProgram.ShowAsync("stats", "--store", _repository.Store);
        Assert.Multiple(() =>
        {
            Assert.That(tree.Output, Does.Contain("├── src/\n│   ├── [bold]a.cs\n│   └── b.cs\n").Or.Contain("└── src/\n    ├── [bold]a.cs\n    └── b.cs\n"));
            Assert.That(tree.Output, Does.Contain($"main at {_third[..10]}").And.Contains("3 files after 3 commits, at 2024-02-10 10:00 UTC by Ann Author: Add b"));
            Assert.That(file.Output, Does.Contain("added README.md").And.Contains("renamed README.md to docs.md").And.Contains("Begin [red]here[/]"));
            Assert.That(authors.Output, Does.Contain("Ann Author").And.Contains("Commits by month (UTC)").And.Contains("2024"));
            Assert.That(stats.Output, Does.Contain("3 by 1 author").And.Contains("file-renamed").And.Contains("2024-01-31 23:30 to 2024-03-01 10:00 UTC, 29 days"));
        });
    }

    [Test]
    public async Task Branches_are_recorded_beside_each_other()
    {
        _repository.Git("checkout", "--quiet", "-b", "feature", _first);
        _repository.Write("feature.txt", "f").Commit("Feature");
        Assert.That((await Call("import", _repository.Folder)).Lines[0], Does.StartWith("feature: imported 2 commits"));
        Assert.Multiple(async () =>
        {
            Assert.That(await Tree("--repo", _repository.Folder), Is.EqualTo("README.md feature.txt src/[bold]a.cs"));
            Assert.That(await Tree("--branch", "main"), Is.EqualTo("docs.md src/[bold]a.cs src/b.cs"));
            var unclear = await Call("tree", "--repo", Path.GetTempPath());
            Assert.That((unclear.ExitCode, unclear.Errors), Is.EqualTo((1, $"error: The store '{_repository.Store}' has several branches: feature, main. Choose one with --branch.{Environment.NewLine}")));
        });
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private Task<ShellResult> Call(params string[] arguments) => GitHistoryProgram.CallAsync([.. arguments, "--store", _repository.Store]);

    private async Task<string> Tree(params string[] arguments)
    {
        var result = await Call(["tree", .. arguments]);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        return string.Join(' ', result.Lines);
    }
}
