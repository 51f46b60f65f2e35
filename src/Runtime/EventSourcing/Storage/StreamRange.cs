namespace EventSourcing.Storage;

/// <summary>What is left to read of a stream: a range of versions, inclusive, in one direction. For authors of stores.</summary>
/// <remarks>The end is fixed when the reading begins: a consumer that appends to the stream while it reads comes to an end all the same.</remarks>
public readonly record struct StreamRange
{
    private StreamRange(ReadDirection direction, long from, long to)
    {
        Direction = direction;
        From = from;
        To = to;
    }

    /// <summary>The order.</summary>
    public ReadDirection Direction { get; }

    /// <summary>The lowest version that is left.</summary>
    public long From { get; }

    /// <summary>The highest version that is left.</summary>
    public long To { get; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => From > To;

    /// <summary>What a reading looks at.</summary>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="end">The stream's version when the reading begins.</param>
    /// <returns>The range. The limit is not in it, since upcasters may leave nothing of an event: whoever reads counts what it gives.</returns>
    public static StreamRange Of(StreamReadOptions options, long end)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new StreamRange(options.Direction, options.FromVersion ?? 1, Math.Min(options.ToVersion ?? end, end));
    }

    /// <summary>The version that is read next.</summary>
    public long Next => Direction == ReadDirection.Forwards ? From : To;

    /// <summary>How many events the next page has.</summary>
    /// <param name="pageSize">How many it may have.</param>
    /// <returns>The smaller of the page's size and what is left.</returns>
    public long PageLength(int pageSize) => Math.Min(pageSize, To - From + 1);

    /// <summary>What is left after a page.</summary>
    /// <param name="version">The version of the page's last event.</param>
    /// <returns>The range.</returns>
    public StreamRange After(long version) => Direction == ReadDirection.Forwards
        ? new StreamRange(Direction, version + 1, To)
        : new StreamRange(Direction, From, version - 1);

    /// <summary>What is left up to a version, inclusive.</summary>
    internal StreamRange UpTo(long version) => new(Direction, From, Math.Min(To, version));
}
