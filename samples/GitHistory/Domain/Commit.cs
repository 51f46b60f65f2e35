namespace GitHistory;

/// <summary>A commit as git tells it, with what it did compared with its first parent.</summary>
/// <param name="Hash">Its full hash.</param>
/// <param name="Parent">The full hash of its first parent; <see langword="null"/> for the first commit of a history.</param>
/// <param name="Author">Who wrote it, as <c>Name &lt;address&gt;</c>.</param>
/// <param name="CommittedAt">When it was committed.</param>
/// <param name="Subject">The first paragraph of its message, in one line.</param>
/// <param name="Changes">What it did, each file once; the order has no meaning.</param>
public sealed record Commit(
    string Hash,
    string? Parent,
    string Author,
    DateTimeOffset CommittedAt,
    string Subject,
    IReadOnlyList<FileChange> Changes);
