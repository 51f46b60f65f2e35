namespace EventSourcing.Storage;

/// <summary>What an in-memory store holds. Its owner lets one thread in at a time.</summary>
internal sealed class InMemoryHistory
{
    private readonly List<StoredEvent> _feed = [];
    private readonly Dictionary<StreamId, List<StoredEvent>> _streams = [];
    private readonly Dictionary<Guid, StoredEvent> _byId = [];

    public Guid StoreId { get; } = Guid.NewGuid();

    public GlobalPosition? Head => _feed.Count == 0 ? null : PositionOf(_feed.Count);

    public GlobalPosition PositionOf(long value) => new(StoreId, value);

    public long VersionOf(StreamId stream) => _streams.TryGetValue(stream, out var events) ? events.Count : 0;

    public StoredEvent? Find(Guid eventId) => _byId.GetValueOrDefault(eventId);

    public AppendResult Append(PreparedAppend append, DateTimeOffset recordedAt)
    {
        var known = append.Events.Select(e => Find(e.Metadata.EventId)).OfType<StoredEvent>().ToArray();
        if (append.FindRepetition(known) is { } first) return first;
        var version = VersionOf(append.Stream);
        if (append.ConflictAt(version) is { } conflict) throw conflict;

        var firstPosition = PositionOf(_feed.Count + 1);
        if (version == 0) _streams.Add(append.Stream, []);
        var stream = _streams[append.Stream];
        foreach (var @event in append.Events)
        {
            var stored = new StoredEvent
            {
                Stream = append.Stream,
                Version = ++version,
                Position = PositionOf(_feed.Count + 1),
                Name = @event.Descriptor.Name,
                SchemaVersion = @event.Descriptor.SchemaVersion,
                RecordedAt = recordedAt,
                Payload = @event.PayloadArray,
                Metadata = @event.Metadata,
            };
            _feed.Add(stored);
            stream.Add(stored);
            _byId.Add(@event.Metadata.EventId, stored);
        }

        return new AppendResult(append.Stream, version, firstPosition, PositionOf(_feed.Count));
    }

    /// <summary>The next events of a stream; at least one, since the range is not empty.</summary>
    public List<StoredEvent> Page(StreamId stream, StreamRange range, int pageSize)
    {
        var events = _streams[stream];
        var count = (int)range.PageLength(pageSize);
        if (range.Direction == ReadDirection.Forwards) return events.GetRange((int)range.From - 1, count);
        var page = events.GetRange((int)range.To - count, count);
        page.Reverse();
        return page;
    }

    /// <summary>The events after a position, up to an end.</summary>
    public List<StoredEvent> Page(long after, long end, int pageSize) => _feed.GetRange((int)after, (int)Math.Min(pageSize, end - after));

    public List<StreamSummary> StreamsOf(string category) =>
        [.. _streams.Where(s => s.Key.Category == category).Select(s => new StreamSummary(s.Key, s.Value.Count))];
}
