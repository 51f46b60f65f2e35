namespace EventSourcing;

/// <summary>A handler of this aggregate threw before, so that its state may be half changed: it can be neither changed nor saved.</summary>
public sealed class AggregateFaultedException : EventSourcingException
{
    /// <summary>Reports an aggregate whose state cannot be trusted.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <param name="stream">Its stream, or <see langword="null"/> where it has none.</param>
    /// <param name="version">Its version before the handler threw.</param>
    /// <param name="fault">What the handler threw.</param>
    public AggregateFaultedException(Type aggregateType, StreamId? stream, long version, Exception fault)
        : base($"A handler of {aggregateType?.Name}{(stream is { } s ? $" '{s}'" : "")} threw after version {version}, so its state may be half changed. "
            + "Discard this instance and load the aggregate again; move checks out of the handler into the method that raises the event.", fault)
    {
        AggregateType = aggregateType!;
        Stream = stream;
        Version = version;
    }

    /// <summary>The aggregate's type.</summary>
    public Type AggregateType { get; }

    /// <summary>Its stream, or <see langword="null"/> where it has none.</summary>
    public StreamId? Stream { get; }

    /// <summary>Its version before the handler threw.</summary>
    public long Version { get; }
}
