namespace GitHistory;

/// <summary>What a commit can do to a file.</summary>
public enum FileChangeKind
{
    /// <summary>The file was not there before.</summary>
    Added,

    /// <summary>Content, mode or kind of the file are different.</summary>
    Changed,

    /// <summary>The file is not there any more.</summary>
    Deleted,

    /// <summary>The file was elsewhere before.</summary>
    Renamed,
}
