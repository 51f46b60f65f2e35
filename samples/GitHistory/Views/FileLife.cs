namespace GitHistory.Views;

/// <summary>The life of one file: under which paths it was, and what happened to it.</summary>
internal sealed class FileLife
{
    private readonly List<FileLifeEntry> _entries = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<FileLifeEntry> Entries => _entries;

    /// <summary>Whether the file was ever at a path.</summary>
    public bool WasAt(string path) => _paths.Contains(path);

    /// <summary>Something happened to the file, and it is now at this path.</summary>
    public void Add(RecordedCommit commit, object what, string path)
    {
        _entries.Add(new FileLifeEntry(commit, what));
        _paths.Add(path);
    }
}
