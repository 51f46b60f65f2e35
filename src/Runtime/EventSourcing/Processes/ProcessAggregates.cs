using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Processes;

/// <summary>
/// The aggregates that a process lets decide within a transaction: as they are stored, and with what the process itself has appended to their streams, which a reading beside the transaction does not see.
/// </summary>
internal sealed class ProcessAggregates(ITransactionalEventStore store, IStoreTransaction transaction)
{
    private readonly Dictionary<StreamId, object> _kept = [];
    private readonly Dictionary<StreamId, List<(long Version, NewEvent Event)>> _appended = [];

    /// <summary>Where aggregates are loaded: on the connection of the transaction where that can be, since a store in memory has no other one.</summary>
    public AggregateRepository<TAggregate, TId> Repository<TAggregate, TId>()
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId> => new(store, transaction as IEventReplaySource);

    /// <summary>Takes note of events that are in the transaction now.</summary>
    public void Appended(AppendResult result, IReadOnlyList<NewEvent> events)
    {
        if (!_appended.TryGetValue(result.Stream, out var appended)) _appended.Add(result.Stream, appended = []);
        var before = result.Version - events.Count;
        for (var i = 0; i < events.Count; i++) appended.Add((before + i + 1, events[i]));
    }

    /// <summary>Gives an aggregate as it is within the transaction. It is loaded the next time too, unless it is kept until then.</summary>
    public async ValueTask<TAggregate> TakeAsync<TAggregate, TId>(TId id, StreamId stream, CancellationToken cancellationToken)
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId>
    {
        _kept.Remove(stream, out var kept);
        var aggregate = kept is TAggregate known && Follows(stream, known.Version) ? known : await Repository<TAggregate, TId>().LoadOrCreateAsync(id, cancellationToken).ConfigureAwait(false);
        foreach (var (version, @event) in AppendedTo(stream))
        {
            // What is before that was loaded, as an append that repeated a stored one, or was decided by the aggregate itself.
            if (version > aggregate.Version) aggregate.Replay(stream, version, new EventParts(@event.Data), @event.Metadata);
        }

        return aggregate;
    }

    /// <summary>Keeps an aggregate, whose events are all in the transaction, for its next decision.</summary>
    public void Keep(StreamId stream, object aggregate) => _kept[stream] = aggregate;

    /// <summary>Whether what the process has appended lacks nothing behind a version, as it does where somebody else has appended before it.</summary>
    private bool Follows(StreamId stream, long version) => AppendedTo(stream).All(a => a.Version <= version || a.Version == ++version);

    private List<(long Version, NewEvent Event)> AppendedTo(StreamId stream) => _appended.TryGetValue(stream, out var appended) ? appended : [];
}
