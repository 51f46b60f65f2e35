namespace EventSourcing;

/// <summary>Makes the ids of events. Injected, so that a test can foresee them.</summary>
public interface IEventIdGenerator
{
    /// <summary>Makes an id that no other event has.</summary>
    /// <param name="occurredAt">When the event occurred; ids that sort by time take their time from it.</param>
    /// <returns>A new id, never <see cref="Guid.Empty"/>.</returns>
    Guid NewId(DateTimeOffset occurredAt);
}
