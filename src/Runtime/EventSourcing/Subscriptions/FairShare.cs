namespace EventSourcing.Subscriptions;

/// <summary>How many partitions each node is to have. Every node reckons by itself, and with the same view all come to the same.</summary>
internal static class FairShare
{
    /// <summary>How many partitions a node is to have: as many as the others, and one more for the first of them where it does not come out even. Those who have more already come first, so that little moves.</summary>
    /// <param name="held">How many each node has now; the node itself is among them.</param>
    /// <param name="node">The node.</param>
    /// <param name="partitions">How many there are.</param>
    public static int Of(IReadOnlyDictionary<string, int> held, string node, int partitions)
    {
        var (share, rest) = Math.DivRem(partitions, held.Count);
        var mine = held[node];
        var before = held.Count(other => other.Value > mine || (other.Value == mine && string.CompareOrdinal(other.Key, node) < 0));
        return before < rest ? share + 1 : share;
    }
}
