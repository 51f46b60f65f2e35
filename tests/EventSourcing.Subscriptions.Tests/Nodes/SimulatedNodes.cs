using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>Nodes that share the partitions of a subscription by one store, in a time that passes as the test says.</summary>
internal sealed class SimulatedNodes(int partitions, SubscriptionNodeOptions options)
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<int, (long Token, SimulatedNode Writer)> _written = [];
    private InMemoryLeaseStore? _leases;
    private int _made;

    public InMemoryLeaseStore Leases => _leases ??= new InMemoryLeaseStore(_clock);

    /// <summary>What the store's clock says.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    public List<SimulatedNode> Running { get; } = [];

    /// <summary>How often somebody was refused, since another one had written under a later lease.</summary>
    public int Refused { get; private set; }

    /// <summary>The partitions that somebody has, in their order.</summary>
    public IEnumerable<int> Held => Running.SelectMany(n => n.Tokens.Keys).Order();

    /// <summary>How many partitions each node has.</summary>
    public IReadOnlyList<int> Shares => [.. Running.Select(n => n.Tokens.Count)];

    public bool IsShared => Held.SequenceEqual(Enumerable.Range(0, partitions)) && Shares.Max() - Shares.Min() <= 1;

    public SimulatedNode Start(SubscriptionNodeOptions? other = null)
    {
        var node = new SimulatedNode(Leases, (other ?? options) with { Id = $"node {++_made}" }, partitions, _made);
        Running.Add(node);
        return node;
    }

    /// <summary>Ends a node without a word.</summary>
    public void Kill(SimulatedNode node) => Running.Remove(node);

    public async Task StopAsync(SimulatedNode node)
    {
        Running.Remove(node);
        await node.LeaveAsync();
    }

    /// <summary>Lets time pass. In each moment nobody believes to have what another one has, unless he stands still.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Tick)
        {
            _clock.Advance(Tick);
            foreach (var node in Running.ToList())
            {
                if (node.Stall > Tick)
                {
                    node.Stall -= Tick;
                    node.Missed += Tick;
                    continue;
                }

                // It goes on where it stood, and only then its clock tells it what has happened.
                if (node.Missed > TimeSpan.Zero) Write(node);
                node.Stall = TimeSpan.Zero;
                await node.PassAsync(node.Missed + Tick);
                node.Missed = TimeSpan.Zero;
            }

            var awake = Running.Where(n => n.Missed == TimeSpan.Zero).ToList();
            Assert.That(awake.SelectMany(n => n.Tokens.Keys), Is.Unique);
            foreach (var node in awake) Write(node);
        }
    }

    /// <summary>Lets time pass within a moment of one node, which has no other one beside it.</summary>
    public void PassOnly(SimulatedNode node, TimeSpan time)
    {
        _clock.Advance(time);
        node.PassOnly(time);
    }

    /// <summary>Passes until something is so.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> PassUntilAsync(Func<bool> condition, TimeSpan atMost)
    {
        var passed = TimeSpan.Zero;
        for (; !condition(); passed += Tick)
        {
            if (passed > atMost) throw new AssertionException($"It has not come to be so within {atMost}: shares are {string.Join(", ", Shares)}.");
            await PassAsync(Tick);
        }

        return passed;
    }

    // As the checkpoint does: whoever has a later lease writes its token first, and from then on an earlier one is refused.
    private void Write(SimulatedNode node)
    {
        foreach (var (partition, token) in node.Tokens)
        {
            var (last, writer) = _written.GetValueOrDefault(partition);
            if (token < last)
            {
                Refused++;
                Assert.That(node.Missed, Is.GreaterThan(TimeSpan.Zero), $"{node.Id} writes to {partition} under {token}, after {last}, and has not stood still");
                continue;
            }

            if (token == last) Assert.That(writer, Is.SameAs(node), $"The token {token} of {partition} is two nodes'");
            _written[partition] = (token, node);
        }
    }
}
