using EventSourcing;

namespace GitHistory.Views;

/// <summary>A commit as it was recorded.</summary>
/// <param name="Hash">Its full hash.</param>
/// <param name="Subject">The first paragraph of its message.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="At">When it was committed, UTC.</param>
/// <param name="Changes">How many files it changed.</param>
/// <param name="Version">The version of the branch right after it.</param>
internal sealed record RecordedCommit(string Hash, string Subject, string Author, DateTimeOffset At, int Changes, long Version)
{
    /// <summary>The hash as people write it.</summary>
    public string ShortHash => Hash[..Math.Min(10, Hash.Length)];

    /// <summary>The author without the address.</summary>
    public string AuthorName => Author[..Math.Max(0, Author.LastIndexOf(" <", StringComparison.Ordinal))];

    /// <summary>Reads a commit from its first event: its changes are the events that follow.</summary>
    public static RecordedCommit Of(RecordedEvent recorded)
    {
        var made = (CommitMade)recorded.Data;
        return new RecordedCommit(made.Hash, made.Subject, recorded.Metadata.Actor ?? "", recorded.Metadata.OccurredAt, made.Changes, recorded.Version + made.Changes);
    }
}
