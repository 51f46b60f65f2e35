namespace EventSourcing;

/// <summary>The state of an aggregate was asked for before its first event, and has no initial value.</summary>
public sealed class AggregateNotCreatedException : EventSourcingException
{
    /// <summary>Reports state that does not exist yet.</summary>
    /// <param name="aggregateType">The aggregate's type.</param>
    /// <param name="stateType">The state's type.</param>
    /// <param name="stream">The aggregate's stream, or <see langword="null"/> where it has none.</param>
    public AggregateNotCreatedException(Type aggregateType, Type stateType, StreamId? stream)
        : base($"{aggregateType?.Name}{(stream is { } s ? $" '{s}'" : "")} has no event yet, and so no {stateType?.Name}. "
            + $"Check IsCreated first, or give {stateType?.Name} a static property Initial.")
    {
        AggregateType = aggregateType!;
        StateType = stateType!;
        Stream = stream;
    }

    /// <summary>The aggregate's type.</summary>
    public Type AggregateType { get; }

    /// <summary>The state's type.</summary>
    public Type StateType { get; }

    /// <summary>The aggregate's stream, or <see langword="null"/> where it has none.</summary>
    public StreamId? Stream { get; }
}
