namespace EventSourcing;

/// <summary>What the events that are handled together share.</summary>
/// <param name="subscription">The name of the subscription or projection.</param>
/// <param name="transaction">The transaction in which they are handled; <see langword="null"/> without one.</param>
/// <param name="isRebuild">Whether history is handled again.</param>
public sealed class Delivery(string subscription, IStoreTransaction? transaction, bool isRebuild = false)
{
    /// <summary>The name of the subscription or projection.</summary>
    public string Subscription => subscription;

    /// <summary>The transaction in which they are handled; <see langword="null"/> without one.</summary>
    public IStoreTransaction? Transaction => transaction;

    /// <summary>Whether history is handled again.</summary>
    public bool IsRebuild => isRebuild;

    /// <summary>How many events a process has passed over since no instance was there.</summary>
    internal int IgnoredWithoutInstance { get; set; }

    /// <summary>How many events a process has passed over since their instance had ended.</summary>
    internal int IgnoredAfterEnd { get; set; }
}
