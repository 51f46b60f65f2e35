namespace EventSourcing;

/// <summary>What a subscription is doing.</summary>
public enum SubscriptionState
{
    /// <summary>It is not started, or was stopped. It can be started.</summary>
    Stopped,

    /// <summary>It reads its checkpoints.</summary>
    Starting,

    /// <summary>It handles history.</summary>
    CatchingUp,

    /// <summary>It has come to the end of the feed, and handles events as they are stored.</summary>
    Live,

    /// <summary>It was paused, or its circuit is open: see <see cref="SubscriptionStatus.CircuitOpenUntil"/>.</summary>
    Paused,

    /// <summary>It has ended with an error, which <see cref="SubscriptionStatus.Fault"/> has. It can be started again.</summary>
    Faulted,

    /// <summary>Other processes handle all its partitions, and it waits to take over: see <see cref="SubscriptionManagerOptions.Node"/>.</summary>
    Standby,
}
