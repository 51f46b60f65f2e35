using EventSourcing;

namespace GitHistory;

/// <summary>A branch: the commits that were made on it, first parent by first parent, and the files that are there now.</summary>
[Aggregate(Category)]
public sealed partial class Branch : AggregateRoot<BranchId>
{
    /// <summary>The category of the streams of branches.</summary>
    public const string Category = "branch";

    // Each file, and which commit brought it to its path. A commit is a set of changes: whatever their order, what it brings
    // to a path stays, and what was there before goes.
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);

    /// <summary>The hash of the last commit; <see langword="null"/> before the first.</summary>
    public string? Head { get; private set; }

    /// <summary>How many commits were made.</summary>
    public long Commits { get; private set; }

    /// <summary>The paths of all files, in no particular order.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Records the commit that follows the last one.</summary>
    /// <param name="commit">The commit.</param>
    /// <exception cref="HistoryRewrittenException">The commit follows another one.</exception>
    /// <exception cref="DomainException">The commit's changes do not fit the files that are there.</exception>
    public void Record(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (commit.Parent != Head) throw new HistoryRewrittenException(Id, Head, commit.Hash);
        foreach (var change in commit.Changes) ThrowUnlessItFits(change, commit);

        var stamp = new EventMetadata { Actor = commit.Author, OccurredAt = commit.CommittedAt };
        Raise(new CommitMade(commit.Hash, commit.Subject, commit.Changes.Count), stamp);
        foreach (var change in commit.Changes) Raise(EventOf(change), stamp);
    }

    [Handles]
    private void On(CommitMade e)
    {
        Head = e.Hash;
        Commits++;
    }

    [Handles] private void On(FileAdded e) => Arrive(e.Path);

    [Handles] private void On(FileChanged e) => Arrive(e.Path);

    [Handles]
    private void On(FileRenamed e)
    {
        Leave(e.From);
        Arrive(e.To);
    }

    [Handles] private void On(FileDeleted e) => Leave(e.Path);

    private static object EventOf(FileChange change) => change.Kind switch
    {
        FileChangeKind.Added => new FileAdded(change.Path),
        FileChangeKind.Changed => new FileChanged(change.Path),
        FileChangeKind.Deleted => new FileDeleted(change.Path),
        FileChangeKind.Renamed => new FileRenamed(change.Source!, change.Path, change.Similarity),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "There is no such kind of change."),
    };

    private void Arrive(string path) => _files[path] = Commits;

    private void Leave(string path)
    {
        if (_files.TryGetValue(path, out var commit) && commit < Commits) _files.Remove(path);
    }

    private void ThrowUnlessItFits(FileChange change, Commit commit)
    {
        if (change.Source is { } source && !_files.ContainsKey(source))
            throw new DomainException($"Commit {commit.Hash} of '{Id}' has {change.Kind} for '{source}', but there is no such file before it.");
        if (change.Kind == FileChangeKind.Added && _files.ContainsKey(change.Path) && !commit.Changes.Any(other => other.Leaves(change.Path)))
            throw new DomainException($"Commit {commit.Hash} of '{Id}' has {change.Kind} for '{change.Path}', but that file is there already.");
    }
}
