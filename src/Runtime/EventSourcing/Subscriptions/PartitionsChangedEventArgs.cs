namespace EventSourcing;

/// <summary>A change of the partitions of a subscription that this process handles, where it shares them with others.</summary>
/// <param name="name">The subscription's name.</param>
/// <param name="gained">The partitions that came, in their order.</param>
/// <param name="lost">The partitions that went to others, or that nobody has now, in their order.</param>
/// <param name="held">All that this process handles now, in their order.</param>
public sealed class PartitionsChangedEventArgs(string name, IReadOnlyList<int> gained, IReadOnlyList<int> lost, IReadOnlyList<int> held) : EventArgs
{
    /// <summary>The subscription's name.</summary>
    public string Name => name;

    /// <summary>The partitions that came, in their order.</summary>
    public IReadOnlyList<int> Gained => gained;

    /// <summary>The partitions that went to others, or that nobody has now, in their order.</summary>
    public IReadOnlyList<int> Lost => lost;

    /// <summary>All that this process handles now, in their order.</summary>
    public IReadOnlyList<int> Held => held;

    /// <inheritdoc/>
    public override string ToString() => $"{name}: +[{string.Join(", ", gained)}] -[{string.Join(", ", lost)}]";
}
