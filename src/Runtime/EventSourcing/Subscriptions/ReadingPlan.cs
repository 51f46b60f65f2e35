namespace EventSourcing.Subscriptions;

/// <summary>
/// Decides what is read next, and for whom, so that a slow partition does not keep the others waiting and memory stays bounded. All partitions are read for together, at the front; one that holds much of
/// what may be in flight while another has nothing to do is set aside: the front goes on without it, and what it did not get is read again, for it alone, when it has worked off what it holds.
/// </summary>
/// <remarks>The reader's alone. What partitions hold only becomes less meanwhile.</remarks>
internal sealed class ReadingPlan
{
    // A page begins where so much of what the front can have is free, so that pages do not get ever smaller, ...
    private const double LeastFree = 1.0 / 2;

    // ... and none of its partitions holds more than this, since the first one that holds as much as is free ends the page.
    private const double MostHeld = 1.0 / 4;

    // Who is set aside gets more when what is free is so many times what it holds.
    private const double FreeForAside = 3;

    // With fewer events in flight than that a partition is not slow, but the bound is narrow.
    private const int LeastEventsAside = 2;

    private readonly InFlightBudget _budget;
    private readonly FeedLane[] _lanes;
    private readonly FeedLane?[] _byPartition;
    private bool _wasAside;

    /// <param name="budget">What may be in flight.</param>
    /// <param name="lanes">The partitions of this process. Those that do not stand where the first one stands begin set aside.</param>
    /// <param name="partitions">How many partitions there are in all.</param>
    public ReadingPlan(InFlightBudget budget, FeedLane[] lanes, int partitions)
    {
        (_budget, _lanes, _byPartition) = (budget, lanes, new FeedLane?[partitions]);
        foreach (var lane in lanes) _byPartition[lane.Partition] = lane;
        Front = lanes.Max(l => l.Place);
        foreach (var lane in lanes) lane.IsAside = lane.Place != Front;
    }

    /// <summary>Everything up to here is dealt out, but to those that are set aside.</summary>
    public GlobalPosition? Front { get; private set; }

    /// <summary>Whether the front has come to the end of the feed, and nobody has heard of more since.</summary>
    public bool IsAtHead { get; set; }

    /// <summary>Whether a partition is set aside.</summary>
    public bool HasAside => Array.Exists(_lanes, l => l.IsAside);

    /// <summary>Whether something can be read for one that is set aside.</summary>
    public bool CanReadAside => Array.Exists(_lanes, CanReadFor);

    /// <summary>The next reading: the front and those that are set aside take turns.</summary>
    /// <returns>The reading; <see langword="null"/> where there is none until a partition gives something back, or there is news at the head of the feed.</returns>
    public FeedPass? Next()
    {
        foreach (var lane in _lanes)
        {
            // Set aside, and worked off again, before the front has come further.
            if (lane.Place >= Front && CanReadFor(lane)) lane.IsAside = false;
        }

        var pass = _wasAside ? AtFront() ?? Aside() : Aside() ?? AtFront();
        _wasAside = pass?.Until is not null;
        return pass;
    }

    /// <summary>Deals out what was read.</summary>
    /// <returns>Whether more can be dealt out in this reading.</returns>
    public bool Deal(FeedPass pass, FeedUnit unit, int partition)
    {
        pass.Advance(unit.Position);
        if (_byPartition[partition] is not { } lane || lane.Pass != pass || lane.Place >= unit.Position) return true;
        lane.Add(unit);

        // One alone may have all. Of several none may have more than is left for the others.
        return _lanes.Length == 1 ? _budget.Free > 0 : lane.Share.Load < _budget.Free;
    }

    /// <summary>A reading has ended, or has broken off: it goes on where it has come to.</summary>
    public void End(FeedPass pass)
    {
        if (pass.Position is not { } position) return;
        foreach (var lane in pass.Lanes)
        {
            lane.Advance(position);
            if (pass.Until is not null && lane.Place >= Front) lane.IsAside = false;
        }

        if (pass.Until is null) Front = position;
    }

    private FeedPass? AtFront()
    {
        if (IsAtHead) return null;
        while (true)
        {
            var lanes = Array.FindAll(_lanes, l => !l.IsAside);
            var available = 1 - _lanes.Where(l => l.IsAside).Sum(l => l.Share.Load);
            if (HasRoom(lanes, available)) return new FeedPass(Front, null, lanes, _budget.Room);
            if (Slowest(lanes, available) is not { } slow) return null;
            slow.IsAside = true;
        }
    }

    private bool HasRoom(FeedLane[] lanes, double available)
    {
        var free = _budget.Free;
        return free > 0 && free >= available * LeastFree && (_lanes.Length == 1 || Array.TrueForAll(lanes, l => l.Share.Load <= available * MostHeld));
    }

    /// <summary>The partition for which the others would wait: one has nothing to do, and this one holds more than its part.</summary>
    private static FeedLane? Slowest(FeedLane[] lanes, double available)
    {
        if (!Array.Exists(lanes, l => l.Share.Events == 0)) return null;
        var slowest = lanes.MaxBy(l => l.Share.Load)!;
        return slowest.Share.Events >= LeastEventsAside && slowest.Share.Load >= available * Math.Min(MostHeld, 1.0 / lanes.Length) ? slowest : null;
    }

    private FeedPass? Aside()
    {
        var lanes = Array.FindAll(_lanes, CanReadFor);
        if (lanes.Length == 0) return null;
        var from = Array.Exists(lanes, l => l.Place is null) ? null : lanes.Min(l => l.Place);
        return new FeedPass(from, Front, lanes, _budget.MaxEvents);
    }

    private bool CanReadFor(FeedLane lane)
    {
        if (!lane.IsAside) return false;
        var (load, free) = (lane.Share.Load, _budget.Free);
        return free > 0 && free >= load * FreeForAside;
    }
}
