namespace GitHistory.Views;

/// <summary>What one commit did to a file.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="What">The event: of a file that was added, changed, renamed or deleted.</param>
internal sealed record FileLifeEntry(RecordedCommit Commit, object What);
