namespace EventSourcing.Sqlite;

/// <summary>A statement's text, and the place where each session keeps it prepared.</summary>
internal sealed class SqliteQuery(string text)
{
    private static int _count;

    public string Text { get; } = text;

    public int Slot { get; } = Interlocked.Increment(ref _count) - 1;
}
