using System.Globalization;
using System.Text;

namespace GitHistory.Tests.Support;

/// <summary>A git repository in a folder of its own, and a store beside it; both go with it.</summary>
internal sealed class TestRepository : IDisposable
{
    private static readonly Dictionary<string, string> Isolation = new()
    {
        // What the machine's user or administrator configured must not matter to a test.
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "Ann Author",
        ["GIT_AUTHOR_EMAIL"] = "ann@example.org",
        ["GIT_COMMITTER_NAME"] = "Carl Committer",
        ["GIT_COMMITTER_EMAIL"] = "carl@example.org",
        ["TZ"] = "UTC",
        ["LC_ALL"] = "C",
    };

    private readonly string _root;
    private long _now = 1_700_000_000;

    private TestRepository(string? folder = null)
    {
        _root = Directory.CreateTempSubdirectory("git-history-").FullName;
        Folder = folder ?? Directory.CreateDirectory(Path.Combine(_root, "repository")).FullName;
        Store = Path.Combine(_root, "store.db");
    }

    public string Folder { get; }

    /// <summary>The file of the store.</summary>
    public string Store { get; }

    /// <summary>What names the store on a command line: the file, unless a test says otherwise.</summary>
    public string[] StoreArguments { get => field ?? ["--store", Store]; set; }

    public static TestRepository Init(string branch = "main")
    {
        var repository = new TestRepository();
        repository.Git("init", "--quiet", "--initial-branch", branch);
        repository.Git("config", "core.precomposeUnicode", "false");
        return repository;
    }

    /// <summary>A repository with what a stream for <c>git fast-import</c> says.</summary>
    public static TestRepository Of(byte[] fastImport, string branch = "main")
    {
        var repository = Init(branch);
        var result = Shell.Run("git", ["-C", repository.Folder, "fast-import", "--quiet", "--done"], input: fastImport, environment: Isolation);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        return repository;
    }

    /// <summary>A repository that is there already, and stays; the store beside it goes with the test.</summary>
    public static TestRepository At(string folder) => new(folder);

    /// <summary>Another place of this test, which goes with it.</summary>
    public string Beside(string name) => Path.Combine(_root, name);

    public string Git(params string[] arguments) => Encoding.UTF8.GetString(GitBytes(arguments)).TrimEnd('\n');

    public string[] GitLines(params string[] arguments) => Git(arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public byte[] GitBytes(params string[] arguments)
    {
        var result = TryGit(arguments);
        Assert.That(result.ExitCode, Is.Zero, $"git {string.Join(' ', arguments)}: {result.Errors}");
        return result.Bytes;
    }

    public ShellResult TryGit(params string[] arguments) => Shell.Run("git", ["-C", Folder, .. arguments], environment: Isolation);

    public TestRepository Write(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return this;
    }

    /// <summary>Commits everything that is in the folder, an hour after the commit before.</summary>
    public string Commit(string message, DateTimeOffset? at = null)
    {
        Git("add", "--all");
        return CommitIndex(at, "--message", message);
    }

    public string Merge(params string[] branches)
    {
        Git(["merge", "--quiet", "--no-ff", "--no-commit", .. branches]);
        return CommitIndex(at: null, "--message", $"Merge {string.Join(", ", branches)}");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string CommitIndex(DateTimeOffset? at, params string[] arguments)
    {
        _now += 3600;
        var date = string.Create(CultureInfo.InvariantCulture, $"@{at?.ToUnixTimeSeconds() ?? _now} +0000");
        var environment = new Dictionary<string, string>(Isolation) { ["GIT_AUTHOR_DATE"] = date, ["GIT_COMMITTER_DATE"] = date };
        var result = Shell.Run("git", ["-C", Folder, "commit", "--quiet", "--allow-empty", .. arguments], environment: environment);
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        return Git("rev-parse", "HEAD");
    }
}
