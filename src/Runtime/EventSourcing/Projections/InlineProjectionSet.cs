using System.Collections.Concurrent;

namespace EventSourcing.Projections;

/// <summary>The projections of a store that run inline, in the order in which they are locked and run, and what concerns which.</summary>
internal sealed class InlineProjectionSet
{
    private readonly ProjectionDescriptor[] _projections;
    private readonly ConcurrentDictionary<Type, ProjectionDescriptor[]> _byEvent = new();

    public InlineProjectionSet(IReadOnlyList<ProjectionDescriptor> projections, InlineProjectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(projections);
        Options = options;
        if (projections.Contains(null!)) throw new ArgumentException("The list of projections has null in it.", nameof(projections));
        _projections = [.. projections.OrderBy(p => p.SubscriptionName, StringComparer.Ordinal)];
        for (var i = 1; i < _projections.Length; i++)
        {
            if (_projections[i].SubscriptionName == _projections[i - 1].SubscriptionName)
                throw new ArgumentException($"The projection '{_projections[i].SubscriptionName}' is given twice: its events would be handled twice. Name each once.", nameof(projections));
        }
    }

    public InlineProjectionOptions Options { get; }

    /// <summary>All of them, in ordinal order of names and versions. Every transaction locks them in this order, so that none waits for another in a circle.</summary>
    public IReadOnlyList<ProjectionDescriptor> All => _projections;

    /// <summary>Whether a projection handles one of the events that somebody wants to append. What is no event is refused by the store.</summary>
    public bool Concern(IReadOnlyList<NewEvent>? events) => events is not null && events.Any(e => e is not null && Of(e.Data.GetType()).Length > 0);

    /// <summary>The projections that handle one of the events, in order.</summary>
    public IEnumerable<ProjectionDescriptor> Concerned(IEnumerable<Type> eventTypes)
    {
        var concerned = eventTypes.Distinct().SelectMany(Of).ToHashSet();
        return _projections.Where(concerned.Contains);
    }

    /// <summary>Whether a projection handles events of a type.</summary>
    public bool Handles(ProjectionDescriptor projection, Type eventType) => Array.IndexOf(Of(eventType), projection) >= 0;

    private ProjectionDescriptor[] Of(Type eventType) =>
        _byEvent.TryGetValue(eventType, out var known) ? known : _byEvent.GetOrAdd(eventType, [.. _projections.Where(p => p.EventTypes.Any(handled => handled.IsAssignableFrom(eventType)))]);
}
