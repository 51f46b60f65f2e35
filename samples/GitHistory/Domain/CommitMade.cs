using EventSourcing;

namespace GitHistory;

/// <summary>A commit was made. What it did to files follows as the next <paramref name="Changes"/> events of the branch.</summary>
/// <remarks>Who made it, and when, is metadata of these events: actor and occurred-at.</remarks>
/// <param name="Hash">The commit's full hash.</param>
/// <param name="Subject">The first paragraph of its message, in one line.</param>
/// <param name="Changes">How many files it added, changed, renamed or deleted.</param>
[DomainEvent]
public sealed record CommitMade(string Hash, string Subject, int Changes);
