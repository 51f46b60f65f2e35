namespace EventSourcing;

/// <summary>An aggregate that was loaded as of the past was asked to change. The past can only be read.</summary>
public sealed class HistoricalAggregateException : EventSourcingException
{
    /// <summary>Reports an attempt to change the past.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <param name="stream">Its stream, or <see langword="null"/> where it has none.</param>
    /// <param name="version">The version at which it was loaded.</param>
    /// <param name="asOf">The moment as of which it was loaded.</param>
    public HistoricalAggregateException(Type aggregateType, StreamId? stream, long version, AsOf asOf)
        : base($"{aggregateType?.Name}{(stream is { } s ? $" '{s}'" : "")} was loaded as of {asOf}, at version {version}, and can only be read. Load it without AsOf to change it.")
    {
        AggregateType = aggregateType!;
        Stream = stream;
        Version = version;
        AsOf = asOf;
    }

    /// <summary>The aggregate's type.</summary>
    public Type AggregateType { get; }

    /// <summary>Its stream, or <see langword="null"/> where it has none.</summary>
    public StreamId? Stream { get; }

    /// <summary>The version at which it was loaded.</summary>
    public long Version { get; }

    /// <summary>The moment as of which it was loaded.</summary>
    public AsOf AsOf { get; }
}
