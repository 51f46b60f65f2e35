using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace GitHistory.Git;

/// <summary>Reads commits from what <c>git log --raw -z</c> prints: of each commit the lines of its header in one token, then its changes.</summary>
internal static class GitLog
{
    /// <summary>
    /// The arguments that print it. What a user may have configured (another limit of rename detection, copies, ignored submodules, relative
    /// paths) must not change history, and so is said outright.
    /// </summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--root", "--raw", "-z", "--no-abbrev", "-M50%", "-l1000",
        "--ignore-submodules=none", "--no-relative", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color", "-O/dev/null",
        "--encoding=UTF-8", "--format=tformat:%H%n%P%n%an <%ae>%n%ct%n%s",
    ];

    /// <summary>Reads commits one by one.</summary>
    public static async IAsyncEnumerable<Commit> ReadAsync(Stream output, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tokens = new NulTokens(output);
        Commit? commit = null;
        List<FileChange> changes = [];
        while (await tokens.NextAsync(cancellationToken) is { } token)
        {
            var text = Encoding.UTF8.GetString(token.Span).TrimStart('\n');
            if (text.StartsWith(':'))
            {
                changes.Add(await ReadChangeAsync(text, tokens, cancellationToken));
                continue;
            }

            if (commit is not null) yield return commit;
            changes = [];
            commit = ReadHeader(text, changes);
        }

        if (commit is not null) yield return commit;
    }

    private static Commit ReadHeader(string text, List<FileChange> changes)
    {
        var lines = text.Split('\n', 5);
        if (lines.Length < 5) throw Unexpected(text);
        var parent = lines[1].Split(' ')[0];
        return new Commit(lines[0], parent.Length == 0 ? null : parent, lines[2], ReadInstant(lines[3]), lines[4], changes);
    }

    /// <summary>Seconds since 1970. A damaged commit may have none, or more than our calendar has.</summary>
    private static DateTimeOffset ReadInstant(string seconds) =>
        long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(value, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            : DateTimeOffset.UnixEpoch;

    /// <summary><c>:mode mode hash hash status</c>, then one path, or two where the file was renamed.</summary>
    private static async ValueTask<FileChange> ReadChangeAsync(string text, NulTokens tokens, CancellationToken cancellationToken)
    {
        var status = text.AsMemory(text.LastIndexOf(' ') + 1);
        var path = await PathAsync();
        return status.Span[0] switch
        {
            'A' => new FileChange(FileChangeKind.Added, path),
            'M' or 'T' => new FileChange(FileChangeKind.Changed, path),
            'D' => new FileChange(FileChangeKind.Deleted, path),
            'R' => new FileChange(FileChangeKind.Renamed, await PathAsync(), path, int.Parse(status.Span[1..], CultureInfo.InvariantCulture)),
            _ => throw Unexpected(text),
        };

        async ValueTask<string> PathAsync() =>
            await tokens.NextAsync(cancellationToken) is { } token ? GitPath.Decode(token.Span) : throw Unexpected(text);
    }

    private static HistoryException Unexpected(string text) =>
        new($"git log printed '{text}' where a commit or a change was expected. Check that 'git --version' says 2.31 or newer.");
}
