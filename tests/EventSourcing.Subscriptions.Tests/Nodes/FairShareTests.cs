using CsCheck;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>How many partitions each node is to have.</summary>
internal sealed class FairShareTests
{
    private static readonly Gen<(int[] Held, int Free)> Scene = Gen.Select(Gen.Int[0, 9].Array[1, 8], Gen.Int[0, 20]);

    [Test]
    public void Shares_differ_by_one_at_most_and_come_to_all_partitions() => Scene.Sample(scene =>
    {
        var (held, partitions) = Build(scene);
        var shares = held.Keys.Select(node => FairShare.Of(held, node, partitions)).ToList();
        Assert.That(shares.Sum(), Is.EqualTo(partitions));
        Assert.That(shares.Max() - shares.Min(), Is.LessThanOrEqualTo(1));
    });

    [Test]
    public void Nobody_who_has_a_fair_part_already_is_to_change_anything() => Scene.Sample(scene =>
    {
        var (held, partitions) = Build((scene.Held, 0));
        if (held.Values.Max() - held.Values.Min() > 1) return;
        foreach (var (node, count) in held) Assert.That(FairShare.Of(held, node, partitions), Is.EqualTo(count));
    });

    [Test]
    public void Whatever_nodes_join_leave_and_die_the_others_come_to_fair_parts_of_everything() =>
        Gen.Select(Gen.Int[1, 16], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100]).Array[0, 30]).Sample((partitions, steps) =>
        {
            // Holders by partition; a dead node's stay until they run out.
            var holders = new string?[partitions];
            var (nodes, made) = (new List<string> { "0" }, 1);
            foreach (var (kind, draw) in steps)
            {
                if (kind == 0) nodes.Add($"{made++}");
                if (kind == 1 && nodes.Count > 1) Leave(nodes[draw % nodes.Count]);
                if (kind > 1) Balance(nodes[draw % nodes.Count]);
            }

            for (var round = 0; round < 4; round++)
            {
                foreach (var node in nodes.ToList()) Balance(node);
            }

            Assert.That(holders, Has.None.Null);
            var counts = nodes.Select(n => holders.Count(h => h == n)).ToList();
            Assert.That(counts.Max() - counts.Min(), Is.LessThanOrEqualTo(1));

            void Leave(string node)
            {
                nodes.Remove(node);
                for (var i = 0; i < partitions; i++) holders[i] = holders[i] == node ? null : holders[i];
            }

            void Balance(string node)
            {
                var held = nodes.ToDictionary(n => n, n => holders.Count(h => h == n));
                for (var more = FairShare.Of(held, node, partitions) - held[node]; more != 0; more -= Math.Sign(more))
                {
                    var index = Array.IndexOf(holders, more > 0 ? null : node);
                    if (index < 0) return;
                    holders[index] = more > 0 ? node : null;
                }
            }
        });

    [Test]
    public void Leases_have_names_that_belong_to_one_subscription_alone()
    {
        var all = new[] { "a", "a/0", "0/a", "n/0/a", new string('x', 200), new string('x', 199) }.Select(name => new LeaseNames(name)).ToList();
        foreach (var names in all)
        {
            var (partition, node) = (Lease(names.Partition(12)), Lease(names.Node(3)));
            Assert.That((names.PartitionOf(partition), names.NodeOf(partition)), Is.EqualTo(((int?)12, (int?)null)));
            Assert.That((names.PartitionOf(node), names.NodeOf(node)), Is.EqualTo(((int?)null, (int?)3)));
            Assert.That(all.Count(n => n.PartitionOf(partition) is not null || n.NodeOf(partition) is not null), Is.EqualTo(1));
            Assert.That(partition.Name, Has.Length.LessThanOrEqualTo(200));
        }

        Assert.That(all[0].PartitionOf(Lease("rebuild/p/1/a")), Is.Null);
    }

    private static Lease Lease(string name) => new(name, "owner", 1, default);

    private static (Dictionary<string, int> Held, int Partitions) Build((int[] Held, int Free) scene) =>
        (scene.Held.Select((count, i) => ($"{i}", count)).ToDictionary(n => n.Item1, n => n.count), scene.Held.Sum() + scene.Free);
}
