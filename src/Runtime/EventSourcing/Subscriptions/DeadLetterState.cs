namespace EventSourcing;

/// <summary>What has become of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>The event waits, and what comes after it of the same key is parked behind it.</summary>
    Parked,

    /// <summary>Somebody has asked for its key to be handled again; the subscription does so, with all open dead letters of the key in their order.</summary>
    Replaying,

    /// <summary>It was handled after all.</summary>
    Replayed,

    /// <summary>Somebody has dealt with it by other means, or its event is no longer stored.</summary>
    Resolved,
}
