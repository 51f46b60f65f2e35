using EventSourcing.Transactions;

namespace EventSourcing.Storage;

/// <summary>What an in-memory store holds. Its owner lets one thread in at a time.</summary>
internal sealed class InMemoryHistory(TimeProvider clock)
{
    // Positions count from 1; a removed event leaves its place empty, so that no other one gets it.
    private readonly List<StoredEvent?> _feed = [];
    private readonly Dictionary<StreamId, InMemoryStream> _streams = [];
    private readonly Dictionary<Guid, StoredEvent> _byId = [];
    private readonly Dictionary<string, List<StoredEvent>> _byTag = new(StringComparer.Ordinal);

    public Guid StoreId { get; } = Guid.NewGuid();

    /// <summary>Beats when something was stored.</summary>
    public FeedPulse Pulse { get; } = new();

    /// <summary>Whoever changes something holds it: for a moment, or for a whole transaction.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public InMemoryCheckpoints Checkpoints { get; set; } = InMemoryCheckpoints.Empty;

    /// <summary>The rows of read models.</summary>
    public ReadModels.InMemoryTables Tables { get; } = new();

    public InMemoryLeaseStore Leases { get; } = new(clock);

    /// <summary>The place that the next event gets.</summary>
    public long NextPosition => _feed.Count + 1;

    public GlobalPosition? Head => _feed.FindLastIndex(e => e is not null) is var index and >= 0 ? PositionOf(index + 1) : null;

    public GlobalPosition PositionOf(long value) => new(StoreId, value);

    public StreamStatus StatusOf(StreamId stream) => _streams.TryGetValue(stream, out var found)
        ? new StreamStatus(stream, found.Version, found.State)
        : new StreamStatus(stream, 0, StreamState.Active);

    public StoredEvent? Find(Guid eventId) => _byId.GetValueOrDefault(eventId);

    public AppendResult Append(PreparedAppend append, DateTimeOffset recordedAt)
    {
        if (append.FindRepetition(FindStored(append)) is { } first) return first;
        Require(append);
        return Write(append, recordedAt);
    }

    public IReadOnlyList<AppendResult> Append(PreparedAtomicAppend append, DateTimeOffset recordedAt)
    {
        if (append.FindRepetition([.. append.Appends.SelectMany(FindStored)]) is { } first) return first;
        foreach (var one in append.Appends) Require(one);
        if (append.NoneOf is { } noneOf && FindMatch(noneOf, append.Condition!.After?.Value ?? 0) is { } match) throw new AppendConditionException(append.Condition, match.Position);
        return [.. append.Appends.Select(one => Write(one, recordedAt))];
    }

    /// <summary>Takes the events of a transaction in, whose positions and versions follow those that are here.</summary>
    public void Add(IReadOnlyList<StoredEvent> events)
    {
        foreach (var stored in events) Add(stored);
    }

    /// <summary>An event of an append as the store keeps it.</summary>
    public static StoredEvent Store(StreamId stream, long version, GlobalPosition position, PreparedEvent @event, DateTimeOffset recordedAt) => new()
    {
        Stream = stream,
        Version = version,
        Position = position,
        Name = @event.Descriptor.Name,
        SchemaVersion = @event.Descriptor.SchemaVersion,
        RecordedAt = recordedAt,
        Payload = @event.PayloadArray,
        Metadata = @event.Metadata,
    };

    /// <summary>The next events of a stream; none where there are no more, or they were removed.</summary>
    public List<StoredEvent> Page(StreamId stream, StreamRange range, int pageSize) => _streams.TryGetValue(stream, out var found) ? found.Page(range, pageSize) : [];

    /// <summary>The events in the next places after a position, up to an end, and the last place that was looked at.</summary>
    public (List<StoredEvent> Page, long ScannedTo) Page(long after, long end, int pageSize, bool skipArchived)
    {
        var to = Math.Min(after + pageSize, end);
        var page = new List<StoredEvent>((int)(to - after));
        for (var i = (int)after; i < to; i++)
        {
            if (_feed[i] is { } stored && !(skipArchived && _streams[stored.Stream].State == StreamState.Archived)) page.Add(stored);
        }

        return (page, to);
    }

    public List<StreamSummary> StreamsOf(string category) =>
        [.. _streams.Where(s => s.Key.Category == category && s.Value.Version > 0).Select(s => new StreamSummary(s.Key, s.Value.Version) { IsArchived = s.Value.State == StreamState.Archived })];

    public StreamState SetState(StreamId stream, StreamState state)
    {
        StatusOf(stream).RequirePresent();
        return _streams[stream].State = state;
    }

    public long Truncate(StreamId stream, long beforeVersion)
    {
        StatusOf(stream).RequireTruncatable(beforeVersion);
        return Remove(_streams[stream].RemoveBefore(beforeVersion));
    }

    public long Tombstone(StreamId stream, ExpectedVersion expected)
    {
        var status = StatusOf(stream);
        if (!status.RequireTombstonable(expected)) return 0;
        _streams[stream].State = StreamState.Tombstoned;
        return Remove(_streams[stream].RemoveBefore(status.Version + 1));
    }

    /// <summary>The last event that a filter may let through, after a position.</summary>
    public StoredEvent? FindMatch(TagFilter filter, long after)
    {
        foreach (var criterion in filter.AnyOf)
        {
            // Behind the rarest of its tags the fewest events have to be looked at.
            var candidates = criterion.Tags.Select(t => _byTag.GetValueOrDefault(t, [])).MinBy(t => t.Count)!;
            for (var i = candidates.Count - 1; i >= 0 && candidates[i].Position.Value > after; i--)
            {
                var stored = candidates[i];
                if (criterion.MayPass(stored.Name, stored.SchemaVersion, stored.Metadata.Tags)) return stored;
            }
        }

        return null;
    }

    private StoredEvent[] FindStored(PreparedAppend append) => [.. append.Events.Select(e => Find(e.Metadata.EventId)).OfType<StoredEvent>()];

    private void Require(PreparedAppend append)
    {
        var status = StatusOf(append.Stream);
        if (append.RefusalAt(status.Version, status.State) is { } refusal) throw refusal;
    }

    private AppendResult Write(PreparedAppend append, DateTimeOffset recordedAt)
    {
        var firstPosition = PositionOf(NextPosition);
        var version = StatusOf(append.Stream).Version;
        foreach (var @event in append.Events) Add(Store(append.Stream, ++version, PositionOf(NextPosition), @event, recordedAt));
        return new AppendResult(append.Stream, version, firstPosition, PositionOf(_feed.Count));
    }

    private void Add(StoredEvent stored)
    {
        if (!_streams.TryGetValue(stored.Stream, out var stream)) _streams.Add(stored.Stream, stream = new InMemoryStream());
        _feed.Add(stored);
        stream.Add(stored);
        _byId.Add(stored.Metadata.EventId, stored);
        foreach (var tag in stored.Metadata.Tags) Tagged(tag).Add(stored);
    }

    private List<StoredEvent> Tagged(string tag)
    {
        if (!_byTag.TryGetValue(tag, out var events)) _byTag.Add(tag, events = []);
        return events;
    }

    private long Remove(List<StoredEvent> removed)
    {
        foreach (var @event in removed)
        {
            _feed[(int)@event.Position.Value - 1] = null;
            _byId.Remove(@event.Metadata.EventId);
            foreach (var tag in @event.Metadata.Tags) _byTag[tag].Remove(@event);
        }

        return removed.Count;
    }
}
