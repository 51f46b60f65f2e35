namespace EventSourcing;

/// <summary>What a program knows of one aggregate type: the category of its streams and the events that it handles.</summary>
/// <remarks>Emitted by the source generator.</remarks>
public sealed class AggregateDescriptor
{
    /// <summary>Describes an aggregate type. Called by emitted code.</summary>
    /// <param name="aggregateType">The aggregate's CLR type.</param>
    /// <param name="category">The category of its streams.</param>
    /// <param name="eventTypes">The types that its handlers take.</param>
    public AggregateDescriptor(Type aggregateType, string category, params IReadOnlyList<Type> eventTypes)
    {
        ArgumentNullException.ThrowIfNull(aggregateType);
        ArgumentException.ThrowIfNullOrWhiteSpace(category);
        ArgumentNullException.ThrowIfNull(eventTypes);
        AggregateType = aggregateType;
        Category = category;
        EventTypes = [.. eventTypes];
    }

    /// <summary>The aggregate's CLR type.</summary>
    public Type AggregateType { get; }

    /// <summary>The category of its streams.</summary>
    public string Category { get; }

    /// <summary>The types that its handlers take: events, and base types and interfaces of events.</summary>
    public IReadOnlyList<Type> EventTypes { get; }

    /// <summary>Whether any handler takes an <see cref="EventMetadata"/>; where none does, a replay need not read metadata.</summary>
    public bool UsesMetadata { get; init; } = true;

    /// <inheritdoc/>
    public override string ToString() => $"{Category} ({AggregateType})";
}
