using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>Applies a stream to an aggregate, up to a moment.</summary>
internal sealed class AggregateFold<TId>(AggregateRoot<TId> aggregate, StreamId stream, AsOf? asOf, bool handlersUseMetadata) : EventFold
    where TId : notnull, IParsable<TId>
{
    // What handlers get that do not look at it.
    private static readonly EventMetadata NotRead = new();

    public override long NextVersion => aggregate.Version + 1;

    public override long LastVersion => asOf?.MaxVersion ?? long.MaxValue;

    public override bool UsesMetadata => handlersUseMetadata || asOf?.Instant is not null;

    public override bool Apply(long version, EventParts events, EventMetadata? metadata)
    {
        if (metadata?.OccurredAt > asOf?.Instant) return false;
        aggregate.Replay(stream, version, events, metadata ?? NotRead);
        return true;
    }
}
