namespace EventSourcing;

/// <summary>What has become of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>The event waits, and what comes after it of the same key is parked behind it.</summary>
    Parked,

    /// <summary>Somebody has asked for it to be handled again; the subscription does so, in the order of the key.</summary>
    Replaying,

    /// <summary>It was handled after all.</summary>
    Replayed,

    /// <summary>Somebody has dealt with it by other means, or its event is no longer stored.</summary>
    Resolved,
}
