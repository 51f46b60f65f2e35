namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-7: a partition that is slow does not keep the others waiting, and what is in flight stays bounded.</summary>
internal sealed class SlowPartitionTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private const int Keys = 12;
    private const int Partitions = 4;

    private readonly Recorder _recorder = new();
    private readonly TaskCompletionSource _blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _slow = StableHash.PartitionOf(TestEvents.Stream("1").ToString(), Partitions);

    [Test]
    public async Task The_others_handle_everything_and_it_goes_on_where_it_was([Values] bool byBytes)
    {
        await AppendAsync(1, 100);
        var most = 0;
        Manager.Add(byBytes ? Slow() with { MaxInFlightEvents = 100_000, MaxInFlightBytes = 40 * 13 } : Slow(), HandleAsync);
        await Manager.StartAsync("numbers");
        await EventuallyAsync(() => OfOthers() == EventsOfOthers(100), Watch);
        Assert.That(OfSlow(), Is.Zero);

        // Live too.
        await AppendAsync(101, 150);
        await EventuallyAsync(() => OfOthers() == EventsOfOthers(150), Watch);
        Assert.That(most, Is.InRange(10, byBytes ? 50 : 40));
        var status = await Manager.GetStatusAsync("numbers");
        Assert.That((status.Lag > 0, status.State), Is.EqualTo((true, SubscriptionState.CatchingUp)));

        _blocked.SetResult();
        await EventuallyAsync(() => _recorder.Events.Count == 150 * Keys, Watch);
        await CaughtUpAsync();
        await EventuallyAsync(() => Manager.GetState("numbers") == SubscriptionState.Live);
        Assert.That(most, Is.InRange(10, byBytes ? 50 : 40));
        foreach (var stream in _recorder.Events.GroupBy(e => e.Stream)) Assert.That(stream.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, 150).Select(v => (long)v)));
        await AppendAsync(151, 151);
        await EventuallyAsync(() => _recorder.Events.Count == 151 * Keys);

        void Watch() => most = Math.Max(most, Manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().InFlight);
    }

    [Test]
    public async Task After_a_restart_nothing_is_lost_or_doubled_and_the_others_need_not_wait_for_it()
    {
        await AppendAsync(1, 60);
        Manager.Add(Slow() with { DrainTime = TimeSpan.Zero }, HandleAsync);
        for (var i = 1; i <= 3; i++)
        {
            await Manager.StartAsync("numbers");
            await EventuallyAsync(() => OfOthers() == EventsOfOthers(50 + (10 * i)));

            // Without a transaction what was handled comes again where the checkpoint has not moved yet.
            var last = await Store.ReadAllAsync().GroupBy(e => PartitionOf(int.Parse(e.Stream.Key))).ToDictionaryAsync(e => e.Key, e => e.Max(one => one.Position));
            await EventuallyAsync(() => Store.Checkpoints.ListAsync("numbers").AsTask().GetAwaiter().GetResult().All(c => c.Partition == _slow || c.Position >= last[c.Partition]));
            await Manager.StopAsync("numbers", new CancellationToken(canceled: true));
            var checkpoints = await Store.Checkpoints.ListAsync("numbers");
            Assert.That(checkpoints[_slow].Position is null || checkpoints[_slow].Position < checkpoints.Where(c => c.Partition != _slow).Min(c => c.Position));
            await AppendAsync(51 + (10 * i), 60 + (10 * i));
        }

        _blocked.SetResult();
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        foreach (var stream in _recorder.Events.GroupBy(e => e.Stream)) Assert.That(stream.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, 90).Select(v => (long)v)));
        Assert.That(_recorder.Events, Has.Count.EqualTo(90 * Keys));
    }

    [Test]
    public async Task What_cannot_be_read_is_parked_once_by_the_partition_that_it_belongs_to()
    {
        var newer = Reopen(TestEvents.NewerCatalog);
        await AppendAsync(1, 30);
        for (var key = 0; key < Keys; key++) await newer.AppendAsync(TestEvents.Stream($"{key}"), ExpectedVersion.Any, [new NewEvent(new Novelty(9))]);
        await AppendAsync(32, 60);
        Manager.Add(Slow() with { EventTypes = null, Categories = ["test"], Circuit = new CircuitPolicy { Failures = int.MaxValue } }, HandleAsync);
        await Manager.StartAsync("numbers");
        await EventuallyAsync(() => Manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Parked == EventsOfOthers(30));
        _blocked.SetResult();
        await CaughtUpAsync();
        Assert.That(_recorder.Events, Has.Count.EqualTo(30 * Keys));
        Assert.That(await Manager.DeadLetters.CountAsync(), Is.EqualTo(30 * Keys));
    }

    private static SubscriptionOptions Slow() => Options() with { Partitions = Partitions, MaxInFlightEvents = 40, BatchSize = 5, UseTransaction = false, HandlerTimeLimit = TimeSpan.FromDays(1) };

    private async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        if (PartitionOf(int.Parse(context.Stream.Key)) == _slow) await _blocked.Task.WaitAsync(cancellationToken);
        await _recorder.HandleAsync(context, cancellationToken);
    }

    private async Task AppendAsync(int first, int last)
    {
        for (var value = first; value <= last; value++)
        {
            for (var key = 0; key < Keys; key++) await AppendAsync(value, $"{key}");
        }
    }

    /// <summary>How many events all partitions but the slow one have together, where each key has so many.</summary>
    private int EventsOfOthers(int each) => Enumerable.Range(0, Keys).Count(k => PartitionOf(k) != _slow) * each;

    private int OfOthers() => _recorder.Events.Count(e => PartitionOf(int.Parse(e.Stream.Key)) != _slow);

    private int OfSlow() => _recorder.Events.Count - OfOthers();

    private static int PartitionOf(int key) => StableHash.PartitionOf(TestEvents.Stream($"{key}").ToString(), Partitions);
}
