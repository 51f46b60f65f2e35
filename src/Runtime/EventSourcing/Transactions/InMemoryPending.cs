using System.Runtime.InteropServices;
using EventSourcing.Storage;

namespace EventSourcing.Transactions;

/// <summary>The events that a transaction has appended over a history that nobody else changes meanwhile. Whoever uses it holds the lock of the history.</summary>
internal sealed class InMemoryPending(InMemoryHistory history)
{
    private readonly List<StoredEvent> _events = [];
    private readonly Dictionary<Guid, StoredEvent> _byId = [];
    private readonly Dictionary<StreamId, long> _versions = [];

    /// <summary>The events, in the order of their positions, which follow those of the history.</summary>
    public IReadOnlyList<StoredEvent> Events => _events;

    public TransactionWrite Append(PreparedAppend append, DateTimeOffset recordedAt)
    {
        if (append.FindRepetition([.. FindStored(append)]) is { } first) return new TransactionWrite([first], IsNew: false);
        Require(append);
        return new TransactionWrite([Add(append, recordedAt)], IsNew: true);
    }

    public TransactionWrite Append(PreparedAtomicAppend append, DateTimeOffset recordedAt)
    {
        if (append.FindRepetition([.. append.Appends.SelectMany(FindStored)]) is { } first) return new TransactionWrite(first, IsNew: false);
        foreach (var one in append.Appends) Require(one);
        if (append.NoneOf is { } noneOf && FindMatch(noneOf, append.Condition!.After?.Value ?? 0) is { } match) throw new AppendConditionException(append.Condition, match.Position);
        return new TransactionWrite([.. append.Appends.Select(one => Add(one, recordedAt))], IsNew: true);
    }

    /// <summary>Where events of this transaction are.</summary>
    public IReadOnlyList<EventPlace> Locate(AppendResult result, int count)
    {
        var first = (int)(result.FirstPosition.Value - history.NextPosition);
        return [.. CollectionsMarshal.AsSpan(_events).Slice(first, count).ToArray().Select(e => new EventPlace(e.Position, e.RecordedAt))];
    }

    private IEnumerable<StoredEvent> FindStored(PreparedAppend append) =>
        append.Events.Select(e => history.Find(e.Metadata.EventId) ?? _byId.GetValueOrDefault(e.Metadata.EventId)).OfType<StoredEvent>();

    private StoredEvent? FindMatch(TagFilter filter, long after) =>
        history.FindMatch(filter, after) ?? _events.Find(e => e.Position.Value > after && filter.MayPass(e.Name, e.SchemaVersion, e.Metadata.Tags));

    private void Require(PreparedAppend append)
    {
        var status = history.StatusOf(append.Stream);
        if (append.RefusalAt(VersionOf(append.Stream), status.State) is { } refusal) throw refusal;
    }

    private long VersionOf(StreamId stream) => _versions.TryGetValue(stream, out var version) ? version : history.StatusOf(stream).Version;

    private AppendResult Add(PreparedAppend append, DateTimeOffset recordedAt)
    {
        var version = VersionOf(append.Stream);
        var first = history.NextPosition + _events.Count;
        foreach (var @event in append.Events)
        {
            var stored = InMemoryHistory.Store(append.Stream, ++version, history.PositionOf(history.NextPosition + _events.Count), @event, recordedAt);
            _events.Add(stored);
            _byId.Add(@event.Metadata.EventId, stored);
        }

        _versions[append.Stream] = version;
        return new AppendResult(append.Stream, version, history.PositionOf(first), _events[^1].Position);
    }
}
