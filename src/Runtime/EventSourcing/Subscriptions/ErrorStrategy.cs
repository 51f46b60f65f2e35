namespace EventSourcing;

/// <summary>What becomes of an event that its handler has refused as often as <see cref="RetryPolicy.MaxAttempts"/> says.</summary>
public enum ErrorStrategy
{
    /// <summary>
    /// It is parked with its exception as a dead letter, in the transaction of the checkpoint, and later events of the same key are parked behind it, while other keys go on. The default.
    /// </summary>
    Park,

    /// <summary>The subscription stops before it, and is faulted until it is started again.</summary>
    Stop,

    /// <summary>It is passed over, and counted in <see cref="SubscriptionStatus.Skipped"/>. What it says is lost to the handler.</summary>
    Skip,
}
