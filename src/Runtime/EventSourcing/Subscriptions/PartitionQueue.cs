namespace EventSourcing.Subscriptions;

/// <summary>What a partition has still to handle, and how far the reader has looked beyond it.</summary>
/// <param name="batchSize">With how many units its worker is woken before a page ends: woken by the first one, it would handle that alone, in a transaction of its own.</param>
internal sealed class PartitionQueue(int batchSize)
{
    private readonly Lock _gate = new();
    private readonly Queue<FeedUnit> _units = new();
    private GlobalPosition? _watermark;

    /// <summary>Wakes the partition's worker.</summary>
    public AsyncSignal News { get; } = new();

    /// <summary>Whether nothing is added any more.</summary>
    public bool IsCompleted { get; private set; }

    public DateTimeOffset? OldestRecordedAt
    {
        get
        {
            lock (_gate) return _units.TryPeek(out var first) ? first.RecordedAt : null;
        }
    }

    /// <summary>Adds a unit. <see cref="Advance"/> follows, at the end of the page at the latest.</summary>
    public void Add(FeedUnit unit)
    {
        bool isFull;
        lock (_gate)
        {
            _units.Enqueue(unit);
            isFull = _units.Count == batchSize;
        }

        if (isFull) News.Set();
    }

    /// <summary>The reader has looked so far: whatever concerns the partition up to there was added.</summary>
    public void Advance(GlobalPosition position)
    {
        lock (_gate)
        {
            if (_watermark is { } current && position <= current) return;
            _watermark = position;
        }

        News.Set();
    }

    public void Complete()
    {
        lock (_gate) IsCompleted = true;
        News.Set();
    }

    /// <summary>Takes the next units into an empty list.</summary>
    /// <returns>The place up to which nothing but them concerns the partition; <see langword="null"/> where nobody has looked yet.</returns>
    public GlobalPosition? Take(int most, List<FeedUnit> units)
    {
        lock (_gate)
        {
            while (units.Count < most && _units.TryDequeue(out var unit)) units.Add(unit);
            if (_units.Count > 0) return units[^1].Position;
            return units.Count > 0 && (_watermark is not { } watermark || watermark < units[^1].Position) ? units[^1].Position : _watermark;
        }
    }
}
