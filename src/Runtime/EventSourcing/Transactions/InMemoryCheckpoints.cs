using System.Collections.Immutable;
using System.Text;

namespace EventSourcing.Transactions;

/// <summary>The checkpoints of an in-memory store. A transaction makes new ones of them, which replace these when it commits.</summary>
internal sealed class InMemoryCheckpoints
{
    private static readonly Comparer<byte[]> Bytes = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));

    private readonly ImmutableDictionary<(string Subscription, int Partition), Checkpoint> _checkpoints;

    private InMemoryCheckpoints(ImmutableDictionary<(string, int), Checkpoint> checkpoints) => _checkpoints = checkpoints;

    public static InMemoryCheckpoints Empty { get; } = new(ImmutableDictionary<(string, int), Checkpoint>.Empty);

    public Checkpoint? Find(string subscription, int partition) => _checkpoints.GetValueOrDefault((subscription, partition));

    /// <summary>Those of a subscription, or all, in the order of the other stores: by the bytes of the names, and then by partitions.</summary>
    public IReadOnlyList<Checkpoint> List(string? subscription) =>
        [.. _checkpoints.Values.Where(c => subscription is null || c.Subscription == subscription).OrderBy(c => Encoding.UTF8.GetBytes(c.Subscription), Bytes).ThenBy(c => c.Partition)];

    public InMemoryCheckpoints With(Checkpoint checkpoint) => new(_checkpoints.SetItem((checkpoint.Subscription, checkpoint.Partition), checkpoint));

    public InMemoryCheckpoints Without(string subscription, out int count)
    {
        var removed = List(subscription);
        count = removed.Count;
        return new InMemoryCheckpoints(_checkpoints.RemoveRange(removed.Select(c => (c.Subscription, c.Partition))));
    }
}
