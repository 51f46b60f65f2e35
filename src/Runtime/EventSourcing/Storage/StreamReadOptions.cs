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

    /// <summary>How many stored events at most, from 1; <see langword="null"/> for all. One that upcasters make several of counts once, one that they leave nothing of does not count.</summary>
    public long? Limit
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }

    /// <summary>
    /// Whether a stored event that upcasters leave nothing of is given too, with <see cref="EmptiedEvent.Instance"/> as its data and a <see cref="RecordedEvent.PartCount"/> of 0,
    /// and counts. For readers that follow a stream version by version, which has no gaps then.
    /// </summary>
    public bool IncludeEmptied { get; init; }
}
