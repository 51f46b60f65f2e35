namespace EventSourcing;

/// <summary>Which events of a stream are read, and in which order. By default all, forwards.</summary>
public sealed record StreamReadOptions
{
    /// <summary>All events, forwards.</summary>
    public static StreamReadOptions Default { get; } = new();

    /// <summary>The order.</summary>
    public ReadDirection Direction { get; init; }

    /// <summary>The lowest version, inclusive, from 1, in either direction; <see langword="null"/> for no bound.</summary>
    public long? FromVersion
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }

    /// <summary>The highest version, inclusive, from 1, in either direction; <see langword="null"/> for no bound.</summary>
    public long? ToVersion
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }

    /// <summary>How many events at most, from 1; <see langword="null"/> for all.</summary>
    public long? Limit
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }
}
