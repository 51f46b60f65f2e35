using CsCheck;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators.Tests.Lock;

/// <summary>What holds for all shapes, whatever they are.</summary>
public class LockComparerTests
{
    [Test]
    public void A_shape_has_not_changed_against_itself() => RandomLocks.Shape.Sample(shape => LockComparer.Compare(shape, shape).Count == 0, iter: 5000);

    [Test]
    public void What_has_changed_has_changed_in_both_directions() => Pairs().Sample(
        pair => LockComparer.AreEqual(pair.Before, pair.After) == LockComparer.AreEqual(pair.After, pair.Before), iter: 5000);

    [Test]
    public void Compatible_changes_one_after_the_other_are_compatible_together()
    {
        var compared = 0;
        Gen.Select(RandomLocks.Shape, Gen.Int).SelectMany((shape, _) => RandomLocks.Changed(shape).SelectMany(RandomLocks.Changed, (one, two) => (shape, one, two))).Sample(
            chain =>
            {
                var (first, second, third) = chain;
                if (IsBreaking(first, second) || IsBreaking(second, third)) return true;
                Interlocked.Increment(ref compared);
                return !IsBreaking(first, third);
            },
            iter: 40_000);
        Assert.That(compared, Is.GreaterThan(500), "chains of compatible changes");
    }

    [Test]
    public void What_a_reader_reads_of_a_reader_it_reads_itself()
    {
        foreach (var first in RandomLocks.ScalarNames)
        {
            foreach (var second in RandomLocks.ScalarNames.Where(s => Scalars.Reads(s, first)))
            {
                foreach (var third in RandomLocks.ScalarNames.Where(s => Scalars.Reads(s, second)))
                    Assert.That(Scalars.Reads(third, first), Is.True, $"{first} to {second} to {third}");
            }
        }
    }

    [Test]
    public void What_is_merged_is_recorded_and_merging_again_changes_nothing() => Gen.Select(RandomLocks.Lock, RandomLocks.Shape, RandomLocks.Pick("a", "b", "new"), Gen.Int[1, 3], RandomLocks.Pick("a", "former").Array[0, 1]).Sample(
        (locked, shape, name, version, aliases) =>
        {
            var current = new CurrentEvent(name, version, [.. aliases.Where(a => a != name)], shape, new Dictionary<string, ISymbol>(), new Dictionary<string, INamedTypeSymbol>());
            var merged = LockMerger.Merge(locked, [current]);
            var entry = merged.Events[name];
            return LockComparer.AreEqual(entry.Versions[version], shape)
                && current.Aliases.All(a => entry.Aliases.Contains(a) && !merged.Events.ContainsKey(a))
                && locked.Events.Keys.All(known => merged.Events.ContainsKey(known) || entry.Aliases.Contains(known))
                && LockWriter.Write(LockMerger.Merge(merged, [current])) == LockWriter.Write(merged);
        },
        iter: 3000);

    [Test]
    public void A_type_that_holds_itself_under_another_member_name_is_compared_and_ends()
    {
        var (before, after) = (Recursive("next"), Recursive("following"));
        Assert.That(LockComparer.Compare(before, after).Select(c => (c.Kind, c.Path)), Is.EqualTo(new[] { (LockChangeKind.MemberRenamed, "node.following") }));
        Assert.That(LockComparer.Compare(before, Recursive("next")), Is.Empty);
    }

    private static LockedShape Recursive(string member)
    {
        var shape = new LockedShape();
        shape.Members.Add("node", new LockedMember(new NamedValue("Node", false), null));
        var node = new LockedObject();
        node.Members.Add(member, new LockedMember(new NamedValue("Node", true), null));
        shape.Types.Add("Node", node);
        return shape;
    }

    private static Gen<(LockedShape Before, LockedShape After)> Pairs() => RandomLocks.Shape.SelectMany(RandomLocks.Changed, (before, after) => (before, after));

    private static bool IsBreaking(LockedShape before, LockedShape after) => LockComparer.Compare(before, after).Any(c => c.IsBreaking);
}
