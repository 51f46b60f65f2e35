using System.Runtime.CompilerServices;

namespace GitHistory.Git;

/// <summary>A repository, bare or with a working tree, as far as its first-parent history goes.</summary>
internal sealed class GitRepository
{
    private const string Heads = "refs/heads/";

    private readonly string _folder;

    private GitRepository(string folder, string commonDirectory)
    {
        _folder = folder;
        CommonDirectory = commonDirectory;
    }

    /// <summary>The folder of git's own data, the same for all working trees of the repository.</summary>
    public string CommonDirectory { get; }

    /// <summary>The repository's name: that of its folder.</summary>
    public string Name
    {
        get
        {
            var folder = Path.GetFileName(CommonDirectory) == ".git" ? Path.GetDirectoryName(CommonDirectory)! : CommonDirectory;
            var name = Path.GetFileName(folder);
            return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        }
    }

    /// <summary>Opens the repository that a folder belongs to.</summary>
    /// <exception cref="HistoryException">There is none.</exception>
    public static async Task<GitRepository> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) throw new HistoryException($"There is no folder '{folder}'. Give the path of a git repository.");
        var (exitCode, output, complaints) = await RunAsync(folder, ["rev-parse", "--git-common-dir"], cancellationToken);
        return exitCode == 0
            ? new GitRepository(folder, Path.GetFullPath(output, Path.GetFullPath(folder)))
            : throw new HistoryException(complaints.Contains("not a git repository", StringComparison.Ordinal)
                ? $"'{Path.GetFullPath(folder)}' is not in a git repository. Give the path of one."
                : $"git refuses '{Path.GetFullPath(folder)}': {complaints}");
    }

    /// <summary>Whether history was cut off when the repository was cloned.</summary>
    public async Task<bool> IsShallowAsync(CancellationToken cancellationToken) =>
        await AskAsync(["rev-parse", "--is-shallow-repository"], cancellationToken) == "true";

    /// <summary>The branch that is checked out; <c>HEAD</c> where none is.</summary>
    public async Task<string> CurrentBranchAsync(CancellationToken cancellationToken) =>
        await AskAsync(["symbolic-ref", "--quiet", "HEAD"], cancellationToken) is { } name
            ? name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..] : name
            : "HEAD";

    /// <summary>The last commit of a branch, local or of a remote; <see langword="null"/> where there is no such branch or it has none.</summary>
    public async Task<string?> TipOfAsync(string branch, CancellationToken cancellationToken)
    {
        if (branch == "HEAD") return await ResolveAsync("HEAD", cancellationToken);
        return await ResolveAsync(Heads + branch, cancellationToken)
            ?? await ResolveAsync("refs/remotes/" + branch, cancellationToken);
    }

    /// <summary>The full hash of a commit by any name that git knows; <see langword="null"/> where it knows none.</summary>
    public Task<string?> ResolveAsync(string revision, CancellationToken cancellationToken) =>
        AskAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], cancellationToken);

    /// <summary>How many commits the first-parent chain has after one of them, up to its tip.</summary>
    /// <param name="tip">The end of the chain.</param>
    /// <param name="last">The commit to count from; <see langword="null"/> counts the whole chain.</param>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>The number; <see langword="null"/> where <paramref name="last"/> is not on the chain.</returns>
    public async Task<int?> CountAsync(string tip, string? last, CancellationToken cancellationToken)
    {
        using var git = GitProcess.Start(_folder, "rev-list", "--first-parent", tip, "--");
        using var lines = new StreamReader(git.Output);
        var count = 0;
        while (await lines.ReadLineAsync(cancellationToken) is { } hash)
        {
            if (hash == last) return count;
            count++;
        }

        await ThrowUnlessDoneAsync(git, cancellationToken);
        return last is null ? count : null;
    }

    /// <summary>Reads the commits of the first-parent chain after one of them, oldest first.</summary>
    /// <param name="tip">The end of the chain.</param>
    /// <param name="last">The commit to read after, on the chain; <see langword="null"/> reads the whole chain.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The commits, each compared with its first parent, as git finds them.</returns>
    public async IAsyncEnumerable<Commit> ReadAsync(string tip, string? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var git = GitProcess.Start(_folder, [.. GitLog.Arguments, last is null ? tip : $"{last}..{tip}", "--"]);
        // One commit is held back: where git is killed in the middle of a commit, the output just ends.
        Commit? read = null;
        await foreach (var commit in GitLog.ReadAsync(git.Output, cancellationToken))
        {
            if (read is not null) yield return read;
            read = commit;
        }

        await ThrowUnlessDoneAsync(git, cancellationToken);
        if (read is not null) yield return read;
    }

    private static async Task ThrowUnlessDoneAsync(GitProcess git, CancellationToken cancellationToken)
    {
        var (exitCode, complaints) = await git.WaitAsync(cancellationToken);
        // Ctrl+C reaches git as well, and may reach it first.
        if (exitCode == GitProcess.Interrupted) throw new OperationCanceledException("git was interrupted.", cancellationToken);
        if (exitCode != 0) throw new HistoryException($"git could not read the history: {complaints} (exit code {exitCode}). Check the repository with 'git fsck'.");
    }

    private async Task<string?> AskAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output, _) = await RunAsync(_folder, arguments, cancellationToken);
        return exitCode == 0 ? output : null;
    }

    private static async Task<(int ExitCode, string Output, string Complaints)> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var git = GitProcess.Start(folder, arguments);
        using var reader = new StreamReader(git.Output);
        var output = await reader.ReadToEndAsync(cancellationToken);
        var (exitCode, complaints) = await git.WaitAsync(cancellationToken);
        return (exitCode, output.TrimEnd('\n', '\r'), complaints);
    }
}
