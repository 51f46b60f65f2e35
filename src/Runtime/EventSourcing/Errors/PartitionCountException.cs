namespace EventSourcing;

/// <summary>A subscription was started with another number of partitions than it has checkpoints, and these stand at different places: what belongs to which partition would change in the middle.</summary>
public sealed class PartitionCountException : EventSourcingException
{
    internal PartitionCountException(string subscription, int configured, int stored)
        : base(
            $"The subscription '{subscription}' is configured with {configured} partitions, and has checkpoints of {stored}, which stand at different places of the feed. "
            + $"Start it with {stored} partitions, let it catch up while nothing is appended, and stop it: the number can be changed where all partitions stand at the same place. Or remove its checkpoints, to begin anew.")
    {
        Subscription = subscription;
        Configured = configured;
        Stored = stored;
    }

    /// <summary>The subscription's name.</summary>
    public string Subscription { get; }

    /// <summary>The number of partitions in its options.</summary>
    public int Configured { get; }

    /// <summary>The number of its checkpoints.</summary>
    public int Stored { get; }
}
