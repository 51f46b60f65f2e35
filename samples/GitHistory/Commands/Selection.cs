using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using GitHistory.Git;
using GitHistory.Stores;

namespace GitHistory.Commands;

/// <summary>The options that all commands share: which store, which repository, which branch.</summary>
internal static class Selection
{
    /// <summary>The file of the store, or the word for PostgreSQL.</summary>
    public static Option<string?> Store { get; } = new("--store")
    {
        Description = "The SQLite file that holds the events, or the word postgres [default: a file for each repository, in your local data folder]",
        HelpName = "file|postgres",
        Recursive = true,
    };

    /// <summary>How to reach PostgreSQL.</summary>
    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = $"With --store postgres: the connection string, such as 'Host=db;Username=me;Database=history' [default: the variable {PostgreSqlDatabase.ConnectionVariable}, or PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD, as psql reads them]",
        HelpName = "string",
        Recursive = true,
    };

    /// <summary>The schema on PostgreSQL.</summary>
    public static Option<string> Schema { get; } = new("--schema")
    {
        Description = "With --store postgres: the schema that holds the events",
        HelpName = "name",
        DefaultValueFactory = _ => PostgreSqlDatabase.DefaultSchema,
        Recursive = true,
    };

    /// <summary>The branch.</summary>
    public static Option<string?> Branch { get; } = new("--branch")
    {
        Description = "The branch; name:2 for its second recording [default: the one that is checked out]",
        HelpName = "name",
        Recursive = true,
    };

    /// <summary>The repository whose history was imported; commands that read it need it to find the default store, and for names such as tags.</summary>
    public static Option<string> Repository { get; } = new("--repo")
    {
        Description = "The repository whose history is meant",
        HelpName = "path",
        DefaultValueFactory = _ => ".",
    };

    /// <summary>The store that the command line names, or that of the repository.</summary>
    /// <exception cref="HistoryException">There is no place for it.</exception>
    public static IHistoryStore StoreOf(ParseResult parsed, GitRepository? repository) => parsed.GetValue(Store) switch
    {
        PostgreSqlDatabase.Word => PostgreSqlDatabase.Of(parsed.GetValue(Connection), parsed.GetValue(Schema)!),
        var _ when parsed.GetValue(Connection) is not null => throw new HistoryException($"--connection names a PostgreSQL server: say --store {PostgreSqlDatabase.Word} as well."),
        var file => new SqliteFile(Path.GetFullPath(file ?? DefaultStoreOf(repository!))),
    };

    /// <summary>The store of a repository where none is named: outside it, so that nothing in it changes.</summary>
    /// <exception cref="HistoryException">There is no place for it.</exception>
    public static string DefaultStoreOf(GitRepository repository)
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (data.Length == 0) throw new HistoryException("There is no local data folder to keep the store in. Name a file with --store.");
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository.CommonDirectory)).AsSpan(0, 4));
        return Path.Combine(data, "git-history", $"{repository.Name}-{key}.db");
    }

    /// <summary>Opens a recorded branch to read it.</summary>
    /// <exception cref="HistoryException">Nothing was imported, or it is not clear which branch is meant.</exception>
    public static async Task<OpenBranch> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var repository = await FindRepositoryAsync(parsed.GetValue(Repository)!, required: parsed.GetValue(Store) is null, cancellationToken);
        var store = StoreOf(parsed, repository);
        if (!await store.ExistsAsync(cancellationToken)) throw new HistoryException($"There is no store '{store.Name}' yet. Run 'git-history import' first, or {store.HowToNameAnother}.");

        var history = store.Open();
        try
        {
            var recordings = await history.RecordingsAsync(cancellationToken);
            var current = repository is null ? null : await repository.CurrentBranchAsync(cancellationToken);
            return new OpenBranch(history, Choose(recordings, parsed.GetValue(Branch), current, store.Name), store, repository);
        }
        catch
        {
            await history.DisposeAsync();
            throw;
        }
    }

    /// <summary>The last recording of a branch, if there is any.</summary>
    public static BranchId? LastOf(IEnumerable<BranchId> recordings, string name)
    {
        var last = recordings.Where(r => r.Name == name).Select(r => r.Recording).DefaultIfEmpty().Max();
        return last == 0 ? null : new BranchId(name, last);
    }

    private static BranchId Choose(IReadOnlyList<BranchId> recordings, string? asked, string? current, string store)
    {
        if (recordings.Count == 0) throw new HistoryException($"The store '{store}' is empty. Run 'git-history import' first.");
        var known = string.Join(", ", recordings);
        if (asked is not null)
        {
            if (LastOf(recordings, asked) is { } last) return last;
            if (BranchId.TryParse(asked, null, out var exact) && recordings.Contains(exact)) return exact;
            throw new HistoryException($"Branch '{asked}' is not in the store '{store}', which has: {known}. Import it with --branch {asked}.");
        }

        if (current is not null && LastOf(recordings, current) is { } checkedOut) return checkedOut;
        string[] names = [.. recordings.Select(r => r.Name).Distinct()];
        return names.Length == 1
            ? LastOf(recordings, names[0])!.Value
            : throw new HistoryException($"The store '{store}' has several branches: {known}. Choose one with --branch.");
    }

    private static async Task<GitRepository?> FindRepositoryAsync(string path, bool required, CancellationToken cancellationToken)
    {
        try
        {
            return await GitRepository.OpenAsync(path, cancellationToken);
        }
        catch (HistoryException) when (!required)
        {
            return null;
        }
    }
}
