using CsCheck;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>Starting, pausing, stopping, waiting.</summary>
internal sealed class StateTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public async Task Changes_of_the_state_are_told_in_their_order()
    {
        var changes = new List<SubscriptionStateChangedEventArgs>();
        Manager.StateChanged += (_, change) =>
        {
            lock (changes) changes.Add(change);
        };
        Manager.Add(Options(), _recorder.HandleAsync);
        await AppendAsync(1);
        await Manager.StartAsync("numbers");
        await Manager.WaitForStateAsync("numbers", SubscriptionState.Live, Patience);
        Manager.Pause("numbers");
        Manager.Resume("numbers");
        await Manager.WaitForStateAsync("numbers", SubscriptionState.Live, Patience);
        await Manager.StopAsync("numbers");
        Assert.That(changes.Select(c => c.Previous), Is.EqualTo(changes.Select(c => c.Current).SkipLast(1).Prepend(SubscriptionState.Stopped)));
        Assert.That(changes.Select(c => c.Current).Where(s => s != SubscriptionState.CatchingUp), Is.EqualTo(new[]
        {
            SubscriptionState.Starting, SubscriptionState.Live, SubscriptionState.Paused, SubscriptionState.Live, SubscriptionState.Stopped,
        }));
    }

    [Test]
    public async Task Nothing_is_handled_during_a_pause_and_nothing_is_lost_by_it()
    {
        Manager.Add(Options(), _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        await AppendAsync(1);
        await CaughtUpAsync();
        Manager.PauseAll();
        var second = await AppendAsync(2);
        Assert.That(await Manager.WaitForAsync("numbers", second, TimeSpan.FromMilliseconds(200)), Is.False);
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1 }));
        Manager.ResumeAll();
        await CaughtUpAsync();
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task A_program_waits_for_what_it_wrote_here_and_from_another_process()
    {
        Manager.Add(Options(), HaveEffectAsync);
        await Manager.StartAsync("numbers");
        var other = NewManager();
        for (var i = 1; i <= 20; i++)
        {
            var result = await AppendAsync(i);
            Assert.That(await (i % 2 == 0 ? Manager : other).WaitForAsync("numbers", result, Patience), Is.True);
            Assert.That(await EffectsAsync(), Has.Count.EqualTo(i));
        }

        var patient = other.WaitForAsync("numbers", await AppendAsync(0), Timeout.InfiniteTimeSpan);
        Assert.That(await patient.AsTask().WaitAsync(Patience), Is.True);
        Assert.That(async () => await other.WaitForAsync("numbers", await AppendAsync(0), TimeSpan.FromSeconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Manager.StopAsync("numbers");
        var last = await AppendAsync(21);
        Assert.That(await Manager.WaitForAsync("numbers", last, TimeSpan.Zero), Is.False);
        Assert.That(await other.WaitForAsync("nobody", last, TimeSpan.Zero), Is.False);
    }

    [Test]
    public async Task A_stop_handles_what_is_read_already()
    {
        var (entered, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 30));
        Manager.Add(Options() with { UseTransaction = false, BatchSize = 10, DrainTime = Patience, StopDeadline = Patience }, async (context, cancellationToken) =>
        {
            entered.TrySetResult();
            await release.Task.WaitAsync(cancellationToken);
            await _recorder.HandleAsync(context, cancellationToken);
        });
        await Manager.StartAsync("numbers");
        await entered.Task;
        await EventuallyAsync(() => Manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().InFlight == 30);
        var stopping = Manager.StopAsync("numbers").AsTask();
        release.SetResult();
        await stopping;
        Assert.That(_recorder.Values, Is.EqualTo(Enumerable.Range(1, 30)));
        Assert.That((await Store.Checkpoints.FindAsync("numbers"))!.Position, Is.EqualTo(await Store.GetHeadAsync()));
    }

    [Test]
    public async Task A_stop_ends_with_the_batch_at_hand_when_its_time_to_drain_is_over_and_cancels_it_at_its_deadline()
    {
        var (manager, clock) = NewManagerByClock();
        var (entered, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 30));
        manager.Add(Options() with { BatchSize = 1, UseTransaction = false, HandlerTimeLimit = TimeSpan.FromDays(1), DrainTime = TimeSpan.FromSeconds(10), StopDeadline = TimeSpan.FromSeconds(30) }, async (context, cancellationToken) =>
        {
            entered.TrySetResult();
            await release.Task.WaitAsync(cancellationToken);
            await _recorder.HandleAsync(context, cancellationToken);
        });
        await manager.StartAsync("numbers");
        await entered.Task;
        var begun = clock.GetUtcNow();
        var stopping = manager.StopAsync("numbers").AsTask();
        await EventuallyAsync(clock, () => clock.GetUtcNow() - begun > TimeSpan.FromSeconds(15), stepInMilliseconds: 200);
        release.SetResult();
        await stopping;
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1 }), "what was at hand is handled, and nothing after it");

        entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await manager.StartAsync("numbers");
        await entered.Task;
        begun = clock.GetUtcNow();
        stopping = manager.StopAsync("numbers").AsTask();
        await EventuallyAsync(clock, () => stopping.IsCompleted, stepInMilliseconds: 200);
        Assert.That(clock.GetUtcNow() - begun, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(29)));
        Assert.That(manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Stopped));
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_second_signal_forces_the_stop()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await AppendAsync(1);
        Manager.Add(Options() with { DrainTime = Patience, StopDeadline = Patience }, async (context, cancellationToken) =>
        {
            await HaveEffectAsync(context, cancellationToken);
            entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await Manager.StartAsync("numbers");
        await entered.Task;
        using var force = new CancellationTokenSource();
        var stopping = Manager.StopAsync("numbers", force.Token).AsTask();
        await force.CancelAsync();
        await stopping;
        Assert.That(Manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Stopped));
        Assert.That(await EffectsAsync(), Is.Empty);
        Assert.That((await Store.Checkpoints.FindAsync("numbers"))!.Position, Is.Null);
    }

    [Test]
    public async Task The_status_says_how_far_behind_it_is()
    {
        var (manager, clock) = NewManagerByClock();
        manager.Add(Options(), _recorder.HandleAsync);
        var before = await manager.GetStatusAsync("numbers");
        Assert.That((before.State, before.Position, before.Lag), Is.EqualTo((SubscriptionState.Stopped, (GlobalPosition?)null, 0L)));
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 30));
        Assert.That((await manager.GetStatusAsync("numbers")).Lag, Is.EqualTo(30));
        await manager.StartAsync("numbers");
        await CaughtUpAsync(manager: manager);
        var after = await manager.GetStatusAsync("numbers");
        Assert.That((after.Lag, after.LagTime, after.Handled, after.Position, after.Head), Is.EqualTo((0L, TimeSpan.Zero, 30L, await Store.GetHeadAsync(), await Store.GetHeadAsync())));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That((await manager.GetStatusAsync("numbers")).EventsPerSecond, Is.InRange(1, 30 / 2.9));
    }

    [Test]
    public void What_does_not_run_can_be_neither_paused_nor_resumed()
    {
        Manager.Add(Options(), _recorder.HandleAsync);
        Assert.That(() => Manager.Pause("numbers"), Throws.InvalidOperationException.With.Message.Contains("numbers"));
        Assert.That(() => Manager.Resume("numbers"), Throws.InvalidOperationException);
        Assert.That(async () => await Manager.StopAsync("numbers"), Throws.Nothing);
    }

    [Test]
    public async Task After_any_sequence_of_commands_the_state_is_the_model_s_and_each_effect_happens_once()
    {
        // Commands: 0 start, 1 stop, 2 stop by force, 3 pause, 4 resume, 5 append.
        await Gen.Int[0, 5].Array[1, 12].SampleAsync(async commands =>
        {
            await using var store = new InMemoryEventStore(TestEvents.Catalog);
            await using var manager = NewManager(store: store);
            manager.Add(Options() with { BatchSize = 2 }, HaveEffectAsync);
            var (isRunning, isPaused, appended) = (false, false, 0);
            foreach (var command in commands)
            {
                switch (command)
                {
                    case 0:
                        await manager.StartAsync("numbers");
                        (isPaused, isRunning) = (isRunning && isPaused, true);
                        break;
                    case 1 or 2:
                        await manager.StopAsync("numbers", new CancellationToken(canceled: command == 2));
                        (isRunning, isPaused) = (false, false);
                        break;
                    case 3 when isRunning:
                        manager.Pause("numbers");
                        isPaused = true;
                        break;
                    case 4 when isRunning:
                        manager.Resume("numbers");
                        isPaused = false;
                        break;
                    case 3 or 4:
                        Assert.That(() => manager.Pause("numbers"), Throws.InvalidOperationException);
                        break;
                    default:
                        await store.AppendAsync(TestEvents.Stream($"{appended % 3}"), ExpectedVersion.Any, [TestEvents.New(++appended)]);
                        break;
                }

                var expected = !isRunning ? SubscriptionState.Stopped : isPaused ? SubscriptionState.Paused : SubscriptionState.Live;
                Assert.That(await manager.WaitForStateAsync("numbers", expected, Patience), Is.True, $"{expected} after {command}, and not {manager.GetState("numbers")}");
            }

            if (!isRunning) await manager.StartAsync("numbers");
            else manager.Resume("numbers");
            if (await store.GetHeadAsync() is { } head) Assert.That(await manager.WaitForAsync("numbers", head, Patience), Is.True);
            Assert.That(await store.ReadCategoryAsync("effects").Select(TestEvents.ValueOf).ToListAsync(), Is.EqualTo(Enumerable.Range(1, appended)));
        }, iter: 100);
    }
}
