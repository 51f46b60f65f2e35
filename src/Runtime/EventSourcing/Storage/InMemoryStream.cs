namespace EventSourcing.Storage;

/// <summary>A stream of an in-memory store.</summary>
internal sealed class InMemoryStream
{
    private readonly List<StoredEvent> _events = [];
    private long _removed;

    public StreamState State { get; set; }

    /// <summary>The version of the last event; 0 where there is none any more.</summary>
    public long Version => _events.Count == 0 ? 0 : _removed + _events.Count;

    public void Add(StoredEvent @event) => _events.Add(@event);

    /// <summary>The next events of a range; none where those that it names were removed.</summary>
    public List<StoredEvent> Page(StreamRange range, int pageSize)
    {
        var (from, to) = (Math.Max(range.From, _removed + 1), Math.Min(range.To, _removed + _events.Count));
        var count = (int)Math.Min(pageSize, to - from + 1);
        if (count <= 0) return [];
        if (range.Direction == ReadDirection.Forwards) return _events.GetRange((int)(from - _removed) - 1, count);
        var page = _events.GetRange((int)(to - _removed) - count, count);
        page.Reverse();
        return page;
    }

    /// <summary>Takes the events before a version out.</summary>
    public List<StoredEvent> RemoveBefore(long version)
    {
        var count = (int)Math.Max(0, version - 1 - _removed);
        var removed = _events.GetRange(0, count);
        _events.RemoveRange(0, count);
        _removed += count;
        return removed;
    }
}
