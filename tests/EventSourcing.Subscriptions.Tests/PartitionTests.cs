using System.Text;
using CsCheck;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>Partitions by key.</summary>
internal sealed class PartitionTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public async Task Keys_are_handled_beside_each_other_and_each_in_its_order()
    {
        for (var i = 1; i <= 200; i++) await AppendAsync(i, key: $"{i % 8}");
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Manager.Add(Options() with { Partitions = 4, UseTransaction = false }, async (context, cancellationToken) =>
        {
            if (context.Stream.Key == "1") await blocked.Task.WaitAsync(cancellationToken);
            await _recorder.HandleAsync(context, cancellationToken);
        });
        await Manager.StartAsync("numbers");

        // One partition stands, and the others go on.
        var first = StableHash.PartitionOf(TestEvents.Stream("1").ToString(), 4);
        var others = Enumerable.Range(0, 8).Where(k => StableHash.PartitionOf(TestEvents.Stream($"{k}").ToString(), 4) != first).ToList();
        Assert.That(others, Is.Not.Empty);
        await EventuallyAsync(() => _recorder.Events.Count(e => others.Contains(int.Parse(e.Stream.Key))) == others.Count * 25);
        Assert.That(_recorder.Events.Where(e => e.Stream.Key == "1"), Is.Empty);
        blocked.SetResult();
        await CaughtUpAsync();
        foreach (var stream in _recorder.Events.GroupBy(e => e.Stream)) Assert.That(stream.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, 25).Select(v => (long)v)));
    }

    [Test]
    public async Task Each_partition_has_a_checkpoint_and_an_effect_happens_once_over_restarts()
    {
        for (var i = 1; i <= 100; i++) await AppendAsync(i, key: $"{i % 10}");
        Manager.Add(Options() with { Partitions = 3, BatchSize = 4 }, HaveEffectAsync);
        for (var i = 1; i <= 20; i++)
        {
            await Manager.StartAsync("numbers");
            await AppendAsync(100 + i, key: $"{i % 10}");
            await Manager.StopAsync("numbers", new CancellationToken(canceled: true));
        }

        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That((await EffectsAsync()).Order(), Is.EqualTo(Enumerable.Range(1, 120)));
        Assert.That((await Store.Checkpoints.ListAsync("numbers")).Select(c => c.Partition), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That((await Manager.GetStatusAsync("numbers")).Partitions, Has.Count.EqualTo(3));
    }

    [TestCase(2, 5)]
    [TestCase(5, 2)]
    [TestCase(3, 1)]
    public async Task The_number_can_be_changed_where_all_stand_at_one_place_and_nowhere_else(int before, int after)
    {
        for (var i = 1; i <= 20; i++) await AppendAsync(i, key: $"{i}");
        Manager.Add(Options() with { Partitions = before }, _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        await Manager.StopAsync("numbers");

        // One partition alone moves on.
        var one = await AppendAsync(21, key: "21");
        await using (var transaction = await Store.BeginTransactionAsync())
        {
            await transaction.MoveCheckpointAsync(new Checkpoint("numbers", before - 1, one.LastPosition));
            await transaction.CommitAsync();
        }

        var other = NewManager().Add(Options() with { Partitions = after }, _recorder.HandleAsync);
        var refusal = Assert.ThrowsAsync<PartitionCountException>(async () => await other.StartAsync("numbers"))!;
        Assert.That((refusal.Subscription, refusal.Configured, refusal.Stored), Is.EqualTo(("numbers", after, before)));
        Assert.That(other.GetState("numbers"), Is.EqualTo(SubscriptionState.Faulted));

        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        await Manager.StopAsync("numbers");
        await other.StartAsync("numbers");
        await AppendAsync(22, key: "22");
        await CaughtUpAsync(manager: other);
        Assert.That((await Store.Checkpoints.ListAsync("numbers")).Count, Is.EqualTo(after));
        Assert.That(_recorder.Values.Count(v => v == 22), Is.EqualTo(1));
        Assert.That(_recorder.Values.Where(v => v <= 20).Order(), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public void The_partition_of_a_key_is_the_same_for_ever()
    {
        // Known values of FNV-1a in 64 bits.
        Assert.That(StableHash.Of(""), Is.EqualTo(0xcbf29ce484222325));
        Assert.That(StableHash.Of("a"), Is.EqualTo(0xaf63dc4c8601ec8c));
        Assert.That(StableHash.Of("foobar"), Is.EqualTo(0x85944171f73967e8));
        Gen.String.Sample(key =>
        {
            Assert.That(StableHash.PartitionOf(key, 7), Is.InRange(0, 6));
            var text = key + new string('x', 300);
            Assert.That(StableHash.Of(text), Is.EqualTo(Encoding.UTF8.GetBytes(text).Aggregate(0xcbf29ce484222325, (hash, b) => (hash ^ b) * 0x100000001b3)));
        });
    }
}
