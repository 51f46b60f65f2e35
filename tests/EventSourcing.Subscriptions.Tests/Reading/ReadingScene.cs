namespace EventSourcing.Subscriptions.Tests;

/// <summary>A feed, its reader and the workers of its partitions, each of which moves when the test says so.</summary>
internal sealed class ReadingScene
{
    private static readonly Guid StoreId = Guid.NewGuid();

    private readonly int[] _feed;
    private readonly InFlightBudget _budget;
    private readonly ReadingPlan _plan;
    private readonly PartitionQueue[] _queues;
    private readonly InFlightShare[] _shares;
    private readonly List<FeedUnit>[] _atHand;
    private readonly int[] _starts;
    private readonly int[] _come;
    private readonly int _partitions;

    /// <param name="feed">Which partition each event belongs to.</param>
    /// <param name="partitions">How many there are.</param>
    /// <param name="maxEvents">How many events may be in flight.</param>
    /// <param name="starts">How many events of the feed each partition is already beyond.</param>
    public ReadingScene(int[] feed, int partitions, int maxEvents, int[]? starts = null)
    {
        (_feed, _partitions) = (feed, partitions);
        _budget = new InFlightBudget(maxEvents, long.MaxValue);
        _queues = [.. Enumerable.Range(0, partitions).Select(_ => new PartitionQueue(1))];
        _shares = [.. Enumerable.Range(0, partitions).Select(_ => new InFlightShare(_budget))];
        _atHand = [.. Enumerable.Range(0, partitions).Select(_ => new List<FeedUnit>())];
        _starts = starts ?? new int[partitions];
        _come = [.. _starts];
        Handled = [.. Enumerable.Range(0, partitions).Select(_ => new List<int>())];
        _plan = new ReadingPlan(_budget, [.. Enumerable.Range(0, partitions).Select(p => new FeedLane(p, _queues[p], _shares[p], PlaceOf(_starts[p])))], partitions);
    }

    /// <summary>Which events each partition has handled.</summary>
    public List<int>[] Handled { get; }

    public int MostInFlight { get; private set; }

    /// <summary>How many events were read, those that nobody needed any more among them.</summary>
    public int EventsRead { get; private set; }

    public int Pages { get; private set; }

    /// <summary>Whether everything is dealt out.</summary>
    public bool IsRead => _plan is { IsAtHead: true, HasAside: false };

    /// <summary>Reads once.</summary>
    /// <returns>Whether there was room for it.</returns>
    public bool Read()
    {
        if (_plan.Next() is not { } pass) return false;
        Pages++;
        var index = (int)(pass.Position?.Value ?? 0);
        var end = Math.Min(_feed.Length, index + pass.Limit);
        var goesOn = true;
        for (; goesOn && index < end; index++)
        {
            EventsRead++;
            var place = PlaceOf(index + 1)!.Value;
            if (pass.IsBeyond(place)) break;
            goesOn = _plan.Deal(pass, new FeedUnit(place, TestEvents.Stream($"{_feed[index]}"), index + 1, "numbered", 1, null, new InvalidOperationException()), _feed[index]);
            MostInFlight = Math.Max(MostInFlight, _budget.Events);
        }

        if (goesOn) pass.Advance(PlaceOf(index));
        if (goesOn && pass.Until is null && index == _feed.Length) _plan.IsAtHead = true;
        _plan.End(pass);
        return true;
    }

    /// <summary>Lets a worker take what it may, without being done with it.</summary>
    public void Take(int partition, int most)
    {
        var batch = _atHand[partition];
        if (batch.Count > 0) return;
        if (_queues[partition].Take(most, batch) is not { } to) return;

        // A checkpoint will stand there: whatever of the partition comes before it was handed over.
        var handled = Handled[partition].Concat(batch.Select(u => (int)u.Position.Value)).ToList();
        _come[partition] = Math.Max(_come[partition], (int)to.Value);
        Assert.That(handled, Is.EqualTo(EventsOf(partition).Where(e => e <= _come[partition])));
    }

    /// <summary>Lets a worker be done with what it has taken.</summary>
    public void Finish(int partition)
    {
        foreach (var unit in _atHand[partition]) Handled[partition].Add((int)unit.Position.Value);
        _shares[partition].Release(_atHand[partition]);
        _atHand[partition].Clear();
    }

    /// <summary>Reads and lets those work that may, until nothing moves any more.</summary>
    public void Run(Func<int, bool> mayWork, int most)
    {
        for (var moves = true; moves;)
        {
            moves = Read();
            for (var partition = 0; partition < _partitions; partition++)
            {
                if (!mayWork(partition)) continue;
                var before = Handled[partition].Count;
                Take(partition, most);
                Finish(partition);
                moves |= Handled[partition].Count > before;
            }
        }
    }

    /// <summary>The events that a partition is to handle.</summary>
    public IEnumerable<int> EventsOf(int partition) => Enumerable.Range(1, _feed.Length).Where(e => _feed[e - 1] == partition && e > _starts[partition]);

    private static GlobalPosition? PlaceOf(int events) => events == 0 ? null : new GlobalPosition(StoreId, events);
}
