using EventSourcing.PostgreSql.Tests;
using GitHistory.Tests.Support;

namespace GitHistory.Tests;

/// <summary>The same commands on PostgreSQL give what they give on SQLite, and what git says.</summary>
public sealed class PostgreSqlTests
{
    private PostgreSqlServer _server = null!;
    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PostgreSqlServer.CreateAsync(durable: false);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [SetUp]
    public async Task CreateAsync() => _database = await _server.CreateDatabaseAsync();

    [TearDown]
    public async Task DropAsync() => await _database.DisposeAsync();

    [TestCase(21)]
    [TestCase(22)]
    public async Task A_random_history_gives_the_trees_of_git_and_all_that_SQLite_gives(int seed)
    {
        using var repository = TestRepository.Of(RandomHistory.Make(seed, 250));
        string[] sqlite = repository.StoreArguments;
        await ImportAsync(repository);
        repository.StoreArguments = OnServer();
        await ImportAsync(repository);

        await Oracle.CompareTreesAsync(repository, 15);
        await Oracle.CompareDatesAsync(repository, 15, new Random(seed));
        await Oracle.CompareCountsAsync(repository);
        await Oracle.CompareAuthorsAsync(repository);
        foreach (string[] command in new string[][] { ["authors"], ["tree"], ["tree", "-z", "--at", "HEAD~100", "--repo", repository.Folder], ["file", "README.md"] })
        {
            var (there, here) = (await GitHistoryProgram.CallAsync([.. command, .. sqlite]), await GitHistoryProgram.CallAsync([.. command, .. OnServer()]));
            Assert.That(here.Output, Is.EqualTo(there.Output), string.Join(' ', command));
            Assert.That((here.ExitCode, here.Errors), Is.EqualTo((there.ExitCode, there.Errors)), string.Join(' ', command));
        }

        Assert.That(await StatsAsync(OnServer()), Is.EqualTo(await StatsAsync(sqlite)));
    }

    [Test]
    public async Task Import_goes_on_where_it_stopped()
    {
        using var repository = TestRepository.Init();
        repository.StoreArguments = OnServer();
        repository.Write("a.txt", "a").Commit("first");
        var first = await ImportAsync(repository);
        repository.Write("b.txt", "b").Commit("second");
        var second = await ImportAsync(repository);
        var third = await ImportAsync(repository);
        Assert.Multiple(() =>
        {
            Assert.That(first.Lines[0], Does.StartWith("main: imported 1 commit as 2 events"));
            Assert.That(first.Lines[1], Does.EndWith($"store 127.0.0.1:{_server.Port}/{_database.Name}/git_history"));
            Assert.That(second.Lines[0], Does.StartWith("main: imported 1 commit as 2 events"));
            Assert.That(third.Lines[0], Does.StartWith("main is up to date"));
        });
        await Oracle.CompareTreesAsync(repository, 2);
    }

    [Test]
    public async Task Schemas_hold_different_repositories()
    {
        using var one = TestRepository.Init();
        using var other = TestRepository.Init();
        one.Write("one.txt", "1").Commit("one");
        other.Write("other.txt", "2").Commit("other");
        one.StoreArguments = OnServer();
        other.StoreArguments = [.. OnServer(), "--schema", "other"];
        await ImportAsync(one);
        await ImportAsync(other);
        Assert.That((await GitHistoryProgram.CallAsync(["tree", .. one.StoreArguments])).Lines, Is.EqualTo(new[] { "one.txt" }));
        Assert.That((await GitHistoryProgram.CallAsync(["tree", .. other.StoreArguments])).Lines, Is.EqualTo(new[] { "other.txt" }));
    }

    [Test]
    public async Task The_environment_names_the_server()
    {
        using var repository = TestRepository.Init();
        repository.Write("a.txt", "a").Commit("first");
        var ofPsql = new Dictionary<string, string>
        {
            ["PGHOST"] = "127.0.0.1", ["PGPORT"] = $"{_server.Port}", ["PGUSER"] = "postgres", ["PGDATABASE"] = _database.Name,
        };
        var own = new Dictionary<string, string> { ["GIT_HISTORY_CONNECTION"] = _database.ConnectionString, ["PGPORT"] = "1" };
        var import = GitHistoryProgram.Run(repository.Folder, ofPsql, "import", "--store", "postgres");
        Assert.That((import.ExitCode, import.Errors), Is.EqualTo((0, "")));
        Assert.That(GitHistoryProgram.Run(repository.Folder, own, "tree", "--store", "postgres").Lines, Is.EqualTo(new[] { "a.txt" }));
    }

    [Test]
    public async Task Reading_makes_no_store()
    {
        var result = await GitHistoryProgram.CallAsync(["tree", .. OnServer()]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.Contain("There is no store '127.0.0.1:").And.Contains("Run 'git-history import' first, or name another schema with --schema."));
        Assert.That(await _database.ScalarAsync<long>("select count(*) from information_schema.schemata where schema_name = 'git_history'"), Is.Zero);
    }

    [TestCase("--connection names a PostgreSQL server: say --store postgres as well.", "tree", "--connection", "Host=127.0.0.1")]
    [TestCase("PostgreSQL cannot be reached with what --connection,", "tree", "--store", "postgres", "--connection", "Nonsense=1")]
    [TestCase("PostgreSQL cannot be reached with what --connection,", "tree", "--store", "postgres", "--schema", "No Schema")]
    [TestCase("127.0.0.1:1", "tree", "--store", "postgres", "--connection", "Host=127.0.0.1;Port=1;Username=postgres;Timeout=2")]
    public async Task What_names_no_server_is_an_error_in_plain_words(string expected, params string[] arguments)
    {
        var result = await GitHistoryProgram.CallAsync([.. arguments, "--repo", TestContext.CurrentContext.TestDirectory]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("error: ").And.Contains(expected));
    }

    private string[] OnServer() => ["--store", "postgres", "--connection", _database.ConnectionString];

    private static async Task<ShellResult> ImportAsync(TestRepository repository)
    {
        var result = await GitHistoryProgram.CallAsync(["import", repository.Folder, .. repository.StoreArguments]);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        return result;
    }

    /// <summary>The numbers, but for the size, which is each store's own.</summary>
    private static async Task<string[]> StatsAsync(string[] store) =>
        [.. (await GitHistoryProgram.CallAsync(["stats", .. store])).Lines.Where(line => !line.StartsWith("bytes\t", StringComparison.Ordinal))];
}
