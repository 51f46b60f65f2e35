using System.Globalization;

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
        SubscriptionName = string.Create(CultureInfo.InvariantCulture, $"{name}@{version}");
        EventTypes = [.. eventTypes];
        ReadModels = [.. readModels];
    }

    /// <summary>The projection's class.</summary>
    public Type ProjectionType { get; }

    /// <summary>The name under which its checkpoints are kept.</summary>
    public string Name { get; }

    /// <summary>The version of what it derives, from 1.</summary>
    public int Version { get; }

    /// <summary>The name of the subscription that feeds it, under which its checkpoints are kept: name and version, as <c>account-balances@1</c>.</summary>
    public string SubscriptionName { get; }

    /// <summary>The types that its handlers take: events, and base types and interfaces of events.</summary>
    public IReadOnlyList<Type> EventTypes { get; }

    /// <summary>The read models that its constructor takes.</summary>
    public IReadOnlyList<ReadModelMapping> ReadModels { get; }

    /// <summary>Whether a handler takes runs of events, so that <see cref="IProjection.HandleAsync(IReadOnlyList{EventContext}, CancellationToken)"/> is worth calling.</summary>
    public bool HandlesRuns { get; init; }

    /// <summary>What says to which key an event belongs; <see langword="null"/> where all events belong to their streams.</summary>
    /// <remarks>Emitted for the methods with <see cref="PartitionKeyAttribute"/>. It gives <see langword="null"/> for an event that belongs to its stream.</remarks>
    public Func<RecordedEvent, string?>? Key { get; init; }

    /// <summary>The key to which an event belongs.</summary>
    /// <param name="event">The event.</param>
    /// <returns>What the projection says, else the event's stream in its text form.</returns>
    public string KeyOf(RecordedEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return Key?.Invoke(@event) ?? @event.Stream.ToString();
    }

    /// <summary>The text of a key. Called by emitted code.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>Its text, the same in every culture; <see langword="null"/> for <see langword="null"/>.</returns>
    public static string? KeyText<TKey>(TKey key) => key switch
    {
        null => null,
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString(),
    };

    /// <summary>Makes an instance, whatever its class is.</summary>
    internal abstract IProjection CreateProjection(IProjectionDependencies dependencies);

    /// <summary>The descriptor of a projection, as the source generator has emitted it.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <returns>The descriptor.</returns>
    public static ProjectionDescriptor<TProjection> Of<TProjection>()
        where TProjection : class, IProjection<TProjection> => TProjection.Descriptor;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} v{Version} ({ProjectionType})";
}
