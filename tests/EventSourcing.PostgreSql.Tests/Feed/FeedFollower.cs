namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>Follows the feed from a checkpoint, reading after reading, and keeps what it is given.</summary>
/// <param name="name">What it is called where something is wrong.</param>
/// <param name="expected">Which rows of events it must be given in the end: a condition in SQL.</param>
/// <param name="read">Makes a reading after a checkpoint; gives the positions, and the next checkpoint.</param>
internal sealed class FeedFollower(string name, string expected, Func<long, Task<(IReadOnlyList<long> Positions, long Checkpoint)>> read)
{
    private readonly List<long> _given = [];
    private long _checkpoint;

    public string Name => name;

    public string Expected => expected;

    public IReadOnlyList<long> Given => _given;

    /// <summary>Makes one reading.</summary>
    public async Task ReadAsync()
    {
        var (positions, checkpoint) = await read(_checkpoint);
        _given.AddRange(positions);
        _checkpoint = Math.Max(_checkpoint, checkpoint);
    }
}
