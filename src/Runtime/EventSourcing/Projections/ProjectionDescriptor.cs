namespace EventSourcing;

/// <summary>What a program knows of one projection, whatever its class is.</summary>
public abstract class ProjectionDescriptor
{
    private protected ProjectionDescriptor(Type projectionType, string name, int version, IReadOnlyList<Type> eventTypes, IReadOnlyList<ReadModelMapping> readModels)
    {
        ArgumentNullException.ThrowIfNull(projectionType);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentNullException.ThrowIfNull(eventTypes);
        ArgumentNullException.ThrowIfNull(readModels);
        ProjectionType = projectionType;
        Name = name;
        Version = version;
        EventTypes = [.. eventTypes];
        ReadModels = [.. readModels];
    }

    /// <summary>The projection's class.</summary>
    public Type ProjectionType { get; }

    /// <summary>The name under which its checkpoints are kept.</summary>
    public string Name { get; }

    /// <summary>The version of what it derives, from 1.</summary>
    public int Version { get; }

    /// <summary>The types that its handlers take: events, and base types and interfaces of events.</summary>
    public IReadOnlyList<Type> EventTypes { get; }

    /// <summary>The read models that its constructor takes.</summary>
    public IReadOnlyList<ReadModelMapping> ReadModels { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} v{Version} ({ProjectionType})";
}
