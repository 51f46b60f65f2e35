namespace EventSourcing;

/// <summary>Who an aggregate is, and what its repository stamps its events with.</summary>
internal sealed record AggregateIdentity<TId>(TId Id, StreamId Stream, TimeProvider? TimeProvider, IEventIdGenerator? EventIds)
    where TId : notnull, IParsable<TId>;
