namespace EventSourcing;

/// <summary>An aggregate has no events, or had none at the moment in the past that was asked for.</summary>
public sealed class AggregateNotFoundException : EventSourcingException
{
    /// <summary>Reports an absent aggregate.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="asOf">The moment that was asked for, or <see langword="null"/> for now.</param>
    public AggregateNotFoundException(Type aggregateType, StreamId stream, AsOf? asOf = null)
        : base(asOf is null
            ? $"There is no {aggregateType?.Name} in stream '{stream}'. Use FindAsync where it may be absent, LoadOrCreateAsync to begin one, and Create for one that is known to be new."
            : $"There was no {aggregateType?.Name} in stream '{stream}' as of {asOf}. Ask for a later moment, or use FindAsync where it may be absent.")
    {
        AggregateType = aggregateType!;
        Stream = stream;
        AsOf = asOf;
    }

    /// <summary>The aggregate's type.</summary>
    public Type AggregateType { get; }

    /// <summary>Its stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The moment that was asked for, or <see langword="null"/> for now.</summary>
    public AsOf? AsOf { get; }
}
