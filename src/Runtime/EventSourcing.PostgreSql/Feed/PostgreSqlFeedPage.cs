namespace EventSourcing.PostgreSql;

/// <summary>A part of the feed that was read, with the rows that a filter lets through.</summary>
internal sealed class PostgreSqlFeedPage : IDisposable
{
    public PostgreSqlRowBuffer Buffer { get; } = new();

    public PostgreSqlRows Rows { get; } = new();

    /// <summary>The streams of the rows.</summary>
    public StreamId[] Streams { get; set; } = [];

    /// <summary>Up to where the feed was looked at.</summary>
    public long ScannedTo { get; set; }

    /// <summary>How far the next page looks.</summary>
    public long NextWindow { get; set; }

    /// <summary>Whether a good part of what the page has looked at has passed.</summary>
    public bool IsDense { get; set; }

    public void Dispose()
    {
        Buffer.Dispose();
        Rows.Dispose();
    }
}
