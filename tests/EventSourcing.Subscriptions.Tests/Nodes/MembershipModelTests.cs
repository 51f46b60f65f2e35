using CsCheck;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: whatever nodes come, stop, die and stand still, nobody has what another one has, and all partitions are shared fairly soon after.</summary>
internal sealed class MembershipModelTests
{
    private static readonly SubscriptionNodeOptions Options = new() { Id = "node", LeaseDuration = TimeSpan.FromSeconds(3), BalanceInterval = TimeSpan.FromMilliseconds(500) };

    [Test]
    public async Task Partitions_are_never_two_nodes_and_soon_shared_fairly() =>
        await Gen.Select(Gen.Int[1, 9], Gen.Select(Gen.Int[0, 6], Gen.Int[0, 100], Gen.Int[0, 60]).Array[1, 25]).SampleAsync(
            async scene =>
            {
                var (partitions, steps) = scene;
                var nodes = new SimulatedNodes(partitions, Options);
                nodes.Start();
                foreach (var (kind, draw, ticks) in steps)
                {
                    var some = nodes.Running.Count == 0 ? null : nodes.Running[draw % nodes.Running.Count];
                    if (kind < 2 && nodes.Running.Count < 6) nodes.Start();
                    else if (kind == 2 && some is { Missed.Ticks: 0 }) await nodes.StopAsync(some);
                    else if (kind == 3 && some is not null) nodes.Kill(some);
                    else if (kind == 4 && some is not null) some.Stall = SimulatedNodes.Tick * draw;
                    else if (kind == 5 && some is not null) some.Leases.IsDown = !some.Leases.IsDown;
                    await nodes.PassAsync(SimulatedNodes.Tick * ticks);
                }

                // At rest: who stood still goes on, and who was cut off is back.
                if (nodes.Running.Count == 0) nodes.Start();
                foreach (var node in nodes.Running)
                {
                    if (node.Stall > SimulatedNodes.Tick) node.Stall = SimulatedNodes.Tick;
                    node.Leases.IsDown = false;
                }

                // After a lease nothing is left of those who have died.
                await nodes.PassAsync(Options.LeaseDuration + SimulatedNodes.Tick);
                await nodes.PassUntilAsync(() => nodes.Held.SequenceEqual(Enumerable.Range(0, partitions)), Options.BalanceInterval);
                await nodes.PassUntilAsync(() => nodes.IsShared, 3 * Options.BalanceInterval);

                // And so it stays.
                var refused = nodes.Refused;
                var tokens = nodes.Running.Select(n => n.Tokens).ToList();
                await nodes.PassAsync(2 * Options.LeaseDuration);
                Assert.That(nodes.Running.Select(n => n.Tokens), Is.EqualTo(tokens));
                Assert.That(nodes.Refused, Is.EqualTo(refused));
            },
            iter: 300);
}
