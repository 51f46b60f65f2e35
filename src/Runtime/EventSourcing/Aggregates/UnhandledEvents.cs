namespace EventSourcing;

/// <summary>What becomes of an event that reaches an aggregate which has no handler for it.</summary>
public enum UnhandledEvents
{
    /// <summary>An <see cref="UnhandledEventException"/> is thrown.</summary>
    Throw,

    /// <summary>The event counts for the version, changes no state, and is counted in <see cref="AggregateRoot{TId}.IgnoredEvents"/>.</summary>
    Ignore,
}
