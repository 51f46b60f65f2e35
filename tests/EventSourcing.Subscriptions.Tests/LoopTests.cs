namespace EventSourcing.Subscriptions.Tests;

/// <summary>The loop over history and what comes live.</summary>
internal sealed class LoopTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public async Task History_and_live_events_come_in_the_order_of_the_feed()
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 250));
        await Manager.Add(Options(), new Recorder().HandleAsync).Add(Options("more"), _recorder.HandleAsync).StartAsync("more");
        Assert.That(await Manager.WaitForStateAsync("more", SubscriptionState.Live, Patience), Is.True);
        for (var i = 251; i <= 260; i++) await AppendAsync(i, key: $"{i}");
        await CaughtUpAsync("more");
        Assert.That(_recorder.Values, Is.EqualTo(Enumerable.Range(1, 260)));
    }

    [Test]
    public async Task A_restart_goes_on_at_the_checkpoint()
    {
        Manager.Add(Options(), _recorder.HandleAsync);
        for (var i = 1; i <= 5; i++)
        {
            await AppendAsync(i);
            await Manager.StartAsync("numbers");
            await CaughtUpAsync();
            await Manager.StopAsync("numbers");
            Assert.That(Manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Stopped));
        }

        Assert.That(_recorder.Values, Is.EqualTo(Enumerable.Range(1, 5)));
        await Manager.StartAsync("numbers");
        var other = NewManager().Add(Options(), new Recorder().HandleAsync);
        await other.StartAsync("numbers");
        await CaughtUpAsync(manager: other);
    }

    [Test]
    public async Task Nothing_is_missed_and_nothing_comes_twice_while_many_append(
        [Values(1, 7, 100)] int batchSize, [Values(1, 4)] int partitions)
    {
        const int Writers = 4, Each = 150;
        Manager.Add(Options() with { BatchSize = batchSize, Partitions = partitions, MaxInFlightEvents = 64 }, _recorder.HandleAsync);
        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await AppendAsync((w * Each) + i, key: $"{w}-{i % 5}");
        })).ToList();
        await EventuallyAsync(() => Store.GetHeadAsync().AsTask().GetAwaiter().GetResult() is { Value: > 50 });
        await Manager.StartAsync("numbers");
        await Task.WhenAll(writing);
        await CaughtUpAsync();

        var stored = await Store.ReadAllAsync().ToListAsync();
        var handled = _recorder.Events;
        Assert.That(handled.Select(e => e.Position).Order(), Is.EqualTo(stored.Select(e => e.Position)));
        if (partitions == 1) Assert.That(handled.Select(e => e.Position), Is.Ordered);
        foreach (var stream in handled.GroupBy(e => e.Stream)) Assert.That(stream.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, stream.Count()).Select(v => (long)v)));
    }

    [Test]
    public async Task Whatever_wakes_it_at_once_each_event_is_handled_once()
    {
        const int Writers = 3, Each = 80;
        Manager.Add(Options() with { UseTransaction = false, BatchSize = 3, Partitions = 2, PollInterval = TimeSpan.FromMilliseconds(1) }, _recorder.HandleAsync);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await AppendAsync((w * Each) + i, key: $"{w}");
        })));
        await Manager.StartAsync("numbers");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(waker => Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                await Manager.StartAsync("numbers");
                if (waker == 0) Manager.Pause("numbers");
                Manager.Resume("numbers");
                await Manager.GetStatusAsync("numbers");
            }
        })));
        await writing;
        Manager.Resume("numbers");
        await CaughtUpAsync();
        Assert.That(_recorder.Values.Order(), Is.EqualTo(Enumerable.Range(0, Writers * Each)));
        foreach (var stream in _recorder.Events.GroupBy(e => e.Stream)) Assert.That(stream.Select(e => e.Version), Is.Ordered);
    }

    [Test]
    public async Task What_does_not_concern_it_moves_the_checkpoint_all_the_same()
    {
        Manager.Add(Options() with { IdleCheckpointInterval = TimeSpan.FromMilliseconds(1) }, _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        var result = await AppendAsync(TestEvents.Stream("all", "effects"), [.. Enumerable.Range(1, 300).Select(v => new NewEvent(new Effect(v)))]);
        await CaughtUpAsync();
        await EventuallyAsync(() => Store.Checkpoints.FindAsync("numbers").AsTask().GetAwaiter().GetResult()?.Position >= result.LastPosition);
        Assert.That(_recorder.Events, Is.Empty);
    }

    [Test]
    public async Task A_stop_moves_the_checkpoint_over_what_does_not_concern_it()
    {
        Manager.Add(Options() with { IdleCheckpointInterval = TimeSpan.FromDays(1) }, _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        var result = await AppendAsync(TestEvents.Stream("all", "effects"), new NewEvent(new Effect(1)));
        await CaughtUpAsync();
        await Manager.StopAsync("numbers");
        Assert.That((await Store.Checkpoints.FindAsync("numbers"))!.Position, Is.EqualTo(result.LastPosition));
    }

    [Test]
    public async Task What_handlers_write_happens_once_though_the_handler_fails_in_the_middle_of_a_batch()
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 50));
        var failures = 0;
        Manager.Add(Options() with { Retry = new RetryPolicy { Delay = TimeSpan.Zero } }, async (context, cancellationToken) =>
        {
            await HaveEffectAsync(context, cancellationToken);
            if (TestEvents.ValueOf(context.Event) % 20 == 7 && context.Attempt < 3)
            {
                failures++;
                throw new InvalidOperationException("The handler fails now and then.");
            }
        });
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(Enumerable.Range(1, 50)));
        Assert.That(failures, Is.EqualTo(6));
        var status = await Manager.GetStatusAsync("numbers");
        Assert.That((status.Handled, status.Failed, status.Parked, status.Skipped), Is.EqualTo((50L, 6L, 0L, 0L)));
    }

    [Test]
    public async Task Two_managers_with_one_name_have_each_effect_once()
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 300));
        var other = NewManager();
        foreach (var manager in new[] { Manager, other }) manager.Add(Options() with { BatchSize = 7 }, HaveEffectAsync);
        await Task.WhenAll(Manager.StartAllAsync().AsTask(), other.StartAllAsync().AsTask());
        for (var i = 301; i <= 330; i++) await AppendAsync(i);
        await CaughtUpAsync();
        await CaughtUpAsync(manager: other);
        Assert.That(await EffectsAsync(), Is.EqualTo(Enumerable.Range(1, 330)));
    }

    [Test]
    public async Task What_a_handler_raises_has_the_event_as_its_cause()
    {
        await AppendAsync(1);
        Manager.Add(Options(), HaveEffectAsync);
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        var cause = (await Store.ReadStreamAsync(TestEvents.Stream()).ToListAsync())[0];
        var effect = (await Store.ReadCategoryAsync("effects").ToListAsync())[0];
        Assert.That(effect.Metadata.CausationId, Is.EqualTo(cause.Metadata.EventId));
        Assert.That(effect.Metadata.CorrelationId, Is.EqualTo(cause.Metadata.EventId));
    }
}
