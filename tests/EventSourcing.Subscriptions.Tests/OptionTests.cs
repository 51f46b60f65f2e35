namespace EventSourcing.Subscriptions.Tests;

/// <summary>Each option changes what happens.</summary>
internal sealed class OptionTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    private static IEnumerable<TestCaseData> Filters()
    {
        yield return Case("names", o => o with { EventNames = ["test-opened"] }, [1]);
        yield return Case("pattern", o => o with { EventNames = ["test-*"] }, [1, 2, 3, 4]);
        yield return Case("two patterns", o => o with { EventNames = ["*opened", "eff*"] }, [1, 5]);
        yield return Case("base type", o => o with { EventTypes = [typeof(INumbered)] }, [1, 2, 3, 4]);
        yield return Case("type", o => o with { EventTypes = [typeof(Effect)] }, [5]);
        yield return Case("type or name", o => o with { EventTypes = [typeof(Effect)], EventNames = ["test-opened"] }, [1, 5]);
        yield return Case("categories", o => o with { Categories = ["other", "effects"] }, [4, 5]);
        yield return Case("tenant", o => o with { Tenant = "acme" }, [3]);
        yield return Case("tags", o => o with { Tags = TagQuery.AllTags("red") }, [2]);
        yield return Case("nothing", o => o with { EventNames = [] }, []);

        static TestCaseData Case(string name, Func<SubscriptionOptions, SubscriptionOptions> filter, int[] expected) => new TestCaseData(filter, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Filters_let_through_what_they_say(Func<SubscriptionOptions, SubscriptionOptions> filter, int[] expected)
    {
        await AppendAsync(TestEvents.Stream("1"), new NewEvent(new Opened(1)));
        await AppendAsync(TestEvents.Stream("1"), new NewEvent(new Moved(2), new EventMetadata { Tags = new HashSet<string> { "red" } }));
        await AppendAsync(TestEvents.Stream("1"), new NewEvent(new Moved(3), new EventMetadata { Tenant = "acme" }));
        await AppendAsync(TestEvents.Stream("1", "other"), new NewEvent(new Moved(4)));
        await AppendAsync(TestEvents.Stream("1", "effects"), new NewEvent(new Effect(5)));
        Manager.Add(filter(new SubscriptionOptions { Name = "numbers" }), _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(_recorder.Values, Is.EqualTo(expected));
    }

    [Test]
    public void A_filter_for_what_cannot_be_is_refused()
    {
        Assert.That(() => Manager.Add(new SubscriptionOptions { Name = "n", EventNames = ["tset-moved"] }, _recorder.HandleAsync), Throws.ArgumentException.With.Message.Contains("test-moved"));
        Assert.That(() => Manager.Add(new SubscriptionOptions { Name = "n", EventNames = ["nothing-*"] }, _recorder.HandleAsync), Throws.ArgumentException.With.Message.Contains("nothing-*"));
        Assert.That(() => Manager.Add(new SubscriptionOptions { Name = "n", EventTypes = [typeof(Uri)] }, _recorder.HandleAsync), Throws.ArgumentException.With.Message.Contains("System.Uri"));
        Assert.That(() => Manager.Add(new SubscriptionOptions { Name = "n", Checkpoints = CheckpointPolicy.Every(TimeSpan.FromSeconds(1)) }, _recorder.HandleAsync), Throws.ArgumentException.With.Message.Contains("UseTransaction"));
        Manager.Add(Options(), _recorder.HandleAsync);
        Assert.That(() => Manager.Add(Options(), _recorder.HandleAsync), Throws.ArgumentException.With.Message.Contains("numbers"));
        Assert.That(() => Manager.GetState("nmbers"), Throws.ArgumentException.With.Message.Contains("'numbers'"));
    }

    [Test]
    public void Values_out_of_range_are_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new SubscriptionOptions { Name = " " }, Throws.ArgumentException);
            Assert.That(() => Options() with { BatchSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Options() with { Partitions = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Options() with { Partitions = 1025 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Options() with { MaxInFlightEvents = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Options() with { MaxInFlightBytes = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Options() with { HandlerTimeLimit = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Options() with { OnError = (ErrorStrategy)7 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new RetryPolicy { MaxAttempts = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new RetryPolicy { Factor = 0.5 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new RetryPolicy { Jitter = 1.5 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new CircuitPolicy { Failures = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => CheckpointPolicy.Every(TimeSpan.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public async Task It_starts_where_it_is_told()
    {
        await AppendAsync(1);
        var second = await AppendAsync(2);
        await AppendAsync(3);
        await CheckStartAsync("checkpoint", SubscriptionStart.Checkpoint, [1, 2, 3, 4], [5]);
        await CheckStartAsync("checkpoint-or-end", SubscriptionStart.CheckpointOrEnd, [6], [7]);
        await CheckStartAsync("checkpoint-or", SubscriptionStart.CheckpointOr(second.LastPosition), [3, 4, 5, 6, 7, 8], [9]);
        await CheckStartAsync("beginning", SubscriptionStart.Beginning, [.. Enumerable.Range(1, 10)], [.. Enumerable.Range(1, 11)]);
        await CheckStartAsync("end", SubscriptionStart.End, [12], []);
        await CheckStartAsync("after", SubscriptionStart.After(second.LastPosition), [.. Enumerable.Range(3, 12)], [.. Enumerable.Range(3, 13)]);
    }

    private async Task CheckStartAsync(string name, SubscriptionStart start, int[] first, int[] second)
    {
        var recorder = new Recorder();
        Manager.Add(Options(name) with { Start = start }, recorder.HandleAsync);
        await Manager.StartAsync(name);
        await AppendAsync(await NextAsync());
        await CaughtUpAsync(name);
        Assert.That(recorder.Values, Is.EqualTo(first), $"{name}: what came at first");
        await Manager.StopAsync(name);
        await AppendAsync(await NextAsync());
        await Manager.StartAsync(name);
        await CaughtUpAsync(name);
        Assert.That(recorder.Values.Skip(first.Length), Is.EqualTo(second), $"{name}: what came after a restart");
        await Manager.StopAsync(name);
    }

    private async Task<int> NextAsync() => (int)await Store.GetVersionAsync(TestEvents.Stream()) + 1;

    [Test]
    public async Task A_start_at_the_end_of_an_empty_store_is_kept()
    {
        Manager.Add(Options() with { Start = SubscriptionStart.CheckpointOrEnd }, _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        await Manager.StopAsync("numbers");
        await AppendAsync(1);
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1 }));
    }

    [TestCase(1)]
    [TestCase(10)]
    [TestCase(100)]
    public async Task Batches_are_no_larger_than_they_may_be(int batchSize)
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 100));
        var sizes = new List<int>();
        Manager.AddBatch(Options() with { BatchSize = batchSize }, (events, _) =>
        {
            sizes.Add(events.Count);
            return ValueTask.CompletedTask;
        });
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(sizes.Sum(), Is.EqualTo(100));
        Assert.That(sizes.Max(), Is.InRange(Math.Min(batchSize, 2), batchSize));
        if (batchSize == 10) Assert.That(sizes, Has.Some.EqualTo(10));
    }

    [Test]
    public async Task The_checkpoint_moves_as_often_as_its_policy_says()
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 20));
        Assert.That(await CheckpointsSeenAsync(Options("each") with { Checkpoints = CheckpointPolicy.EveryEvent }), Is.EqualTo(20));
        Assert.That(await CheckpointsSeenAsync(Options("batches") with { BatchSize = 5 }), Is.EqualTo(4));
        Assert.That(await CheckpointsSeenAsync(Options("seldom") with { UseTransaction = false, BatchSize = 5, Checkpoints = CheckpointPolicy.Every(TimeSpan.FromDays(1)) }), Is.EqualTo(1));
        Assert.That((await Store.Checkpoints.FindAsync("seldom"))!.Position, Is.Null);
        await Manager.StopAsync("seldom");
        Assert.That((await Store.Checkpoints.FindAsync("seldom"))!.Position, Is.EqualTo(await Store.GetHeadAsync()));
    }

    /// <summary>How many different checkpoints handlers see, each before what it handles.</summary>
    private async Task<int> CheckpointsSeenAsync(SubscriptionOptions options)
    {
        var seen = new HashSet<GlobalPosition?>();
        Manager.Add(options, async (_, _) => seen.Add((await Store.Checkpoints.FindAsync(options.Name))?.Position));
        await Manager.StartAsync(options.Name);
        await CaughtUpAsync(options.Name);
        return seen.Count;
    }

    [Test]
    public async Task Handlers_have_a_transaction_or_none()
    {
        var has = new List<bool>();
        await AppendAsync(1);
        foreach (var use in new[] { true, false })
        {
            Manager.Add(Options($"use {use}") with { UseTransaction = use }, (context, _) =>
            {
                if (use) has.Add(context.Transaction is not null);
                else Assert.That(() => context.Transaction, Throws.InvalidOperationException);
                return ValueTask.CompletedTask;
            });
            await Manager.StartAsync($"use {use}");
            await CaughtUpAsync($"use {use}");
        }

        Assert.That(has, Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task No_more_is_in_flight_than_may_be([Values] bool byBytes)
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(100, 500));
        var most = 0;
        var options = Options() with { BatchSize = 5, MaxInFlightEvents = byBytes ? 1000 : 20, MaxInFlightBytes = byBytes ? 20 * 13 : long.MaxValue };
        Manager.Add(options, async (_, _) =>
        {
            most = Math.Max(most, (await Manager.GetStatusAsync("numbers")).InFlight);
            await Task.Yield();
        });
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(most, Is.InRange(2, 20));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task No_more_partitions_use_the_store_at_one_time_than_may_be(int most)
    {
        // Where there is one writer, one transaction at a time is all there can be.
        var expected = Store is PostgreSqlEventStore ? most : 1;
        var (inside, seen, full) = (0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var manager = NewManager(new SubscriptionManagerOptions { MaxConnections = most });
        manager.Add(Options() with { Partitions = 8 }, async (_, cancellationToken) =>
        {
            seen = Math.Max(seen, Interlocked.Increment(ref inside));
            if (seen >= expected) full.TrySetResult();
            await full.Task.WaitAsync(Patience, cancellationToken);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });
        for (var i = 1; i <= 100; i++) await AppendAsync(i, key: $"{i}");
        await manager.StartAsync("numbers");
        await CaughtUpAsync(manager: manager);
        Assert.That(seen, Is.EqualTo(expected));
        Assert.That((await manager.GetStatusAsync("numbers")).Handled, Is.EqualTo(100));
        Assert.That(() => new SubscriptionManagerOptions { MaxConnections = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
