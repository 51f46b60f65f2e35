namespace EventSourcing;

/// <summary>Names the streams of a partial aggregate class and says what becomes of events that it does not handle.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AggregateAttribute : Attribute
{
    /// <summary>The category is the class's name in kebab case.</summary>
    public AggregateAttribute()
    {
    }

    /// <summary>The category is <paramref name="category"/>.</summary>
    /// <param name="category">The category of the aggregate's streams, as in <see cref="StreamId.Category"/>.</param>
    public AggregateAttribute(string category) => Category = category;

    /// <summary>The category of the aggregate's streams, or <see langword="null"/> for the class's name in kebab case.</summary>
    public string? Category { get; }

    /// <summary>What becomes of an event that no handler takes; by default <see cref="UnhandledEvents.Throw"/>.</summary>
    public UnhandledEvents UnhandledEvents { get; set; }
}
