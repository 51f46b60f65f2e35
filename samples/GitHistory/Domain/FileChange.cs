namespace GitHistory;

/// <summary>What a commit did to one file.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Path">The file; after the commit, where it was renamed.</param>
/// <param name="From">Where a renamed file was before; <see langword="null"/> otherwise.</param>
/// <param name="Similarity">How much of a renamed file's content stayed the same, in percent; 100 otherwise.</param>
public sealed record FileChange(FileChangeKind Kind, string Path, string? From = null, int Similarity = 100)
{
    /// <summary>The path that must exist before the commit; <see langword="null"/> for an added file.</summary>
    public string? Source => Kind == FileChangeKind.Added ? null : From ?? Path;

    /// <summary>Whether the file that was at a path goes away from it.</summary>
    /// <param name="path">The path.</param>
    public bool Leaves(string path) => Kind is FileChangeKind.Deleted or FileChangeKind.Renamed && Source == path;
}
