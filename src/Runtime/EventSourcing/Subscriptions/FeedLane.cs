namespace EventSourcing.Subscriptions;

/// <summary>A partition as the reader sees it. The reader's alone.</summary>
internal sealed class FeedLane(int partition, PartitionQueue queue, InFlightShare share, GlobalPosition? place)
{
    public int Partition => partition;

    public InFlightShare Share => share;

    /// <summary>Everything up to here was dealt to it; <see langword="null"/> where nothing was.</summary>
    public GlobalPosition? Place { get; private set; } = place;

    /// <summary>Whether it is read for by itself, since it stands before what is read for the others.</summary>
    public bool IsAside { get; set; }

    /// <summary>The last reading that it took part in.</summary>
    public FeedPass? Pass { get; set; }

    public void Add(FeedUnit unit)
    {
        share.Take(unit);
        queue.Add(unit);
        Place = unit.Position;
    }

    /// <summary>What was read up to a place concerns it no more than what it was dealt.</summary>
    public void Advance(GlobalPosition place)
    {
        if (Place > place) return;
        Place = place;
        queue.Advance(place);
    }
}
