using EventSourcing;

namespace GitHistory.Views;

/// <summary>What a branch consists of, in numbers: a fold over its events.</summary>
internal sealed class Statistics(Branch branch)
{
    private readonly SortedDictionary<string, long> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _authors = new(StringComparer.Ordinal);

    /// <summary>The branch, as it is now.</summary>
    public Branch Branch { get; } = branch;

    /// <summary>How many events there are of each name.</summary>
    public IReadOnlyDictionary<string, long> ByName => _byName;

    /// <summary>How many events there are.</summary>
    public long Events { get; private set; }

    /// <summary>How many commits.</summary>
    public long Commits { get; private set; }

    /// <summary>How many people wrote them.</summary>
    public int Authors => _authors.Count;

    /// <summary>The date of the earliest commit.</summary>
    public DateTimeOffset Earliest { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The date of the latest commit.</summary>
    public DateTimeOffset Latest { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The last commit.</summary>
    public RecordedCommit? Head { get; private set; }

    /// <summary>Folds the events of a branch.</summary>
    public static async Task<Statistics> OfAsync(Branch branch, IAsyncEnumerable<RecordedEvent> events)
    {
        var statistics = new Statistics(branch);
        await foreach (var recorded in events) statistics.Apply(recorded);
        return statistics;
    }

    private void Apply(RecordedEvent recorded)
    {
        Events++;
        _byName[recorded.Name] = _byName.GetValueOrDefault(recorded.Name) + 1;
        if (recorded.Data is not CommitMade) return;

        Commits++;
        Head = RecordedCommit.Of(recorded);
        _authors.Add(Head.AuthorName);
        if (Head.At < Earliest) Earliest = Head.At;
        if (Head.At > Latest) Latest = Head.At;
    }
}
