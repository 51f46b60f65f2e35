namespace EventSourcing.Subscriptions;

/// <summary>One reading of the feed for some of the partitions.</summary>
internal sealed class FeedPass
{
    public FeedPass(GlobalPosition? from, GlobalPosition? until, FeedLane[] lanes, int limit)
    {
        (From, Position, Until, Lanes, Limit) = (from, from, until, lanes, limit);
        foreach (var lane in lanes) lane.Pass = this;
    }

    /// <summary>The place after which it begins.</summary>
    public GlobalPosition? From { get; }

    /// <summary>Where it ends at the latest; <see langword="null"/> for a reading that has no partition before it.</summary>
    public GlobalPosition? Until { get; }

    public IReadOnlyList<FeedLane> Lanes { get; }

    /// <summary>How many events are read at most.</summary>
    public int Limit { get; }

    /// <summary>Everything up to here is dealt out.</summary>
    public GlobalPosition? Position { get; private set; }

    /// <summary>Whether it has come to the end of the feed.</summary>
    public bool HasReachedHead { get; set; }

    public bool IsBeyond(GlobalPosition position) => position > Until;

    /// <summary>It has come to a place, or to its end where that comes first.</summary>
    public void Advance(GlobalPosition? position)
    {
        if (position > Until) position = Until;
        if (Position is null || position > Position) Position = position;
    }
}
