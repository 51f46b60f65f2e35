using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What becomes of events that fail.</summary>
internal sealed class FailureTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public async Task An_event_is_tried_again_after_waits_that_grow()
    {
        var (manager, clock) = NewManagerByClock();
        var attempts = new List<(int Attempt, DateTimeOffset At)>();
        await AppendAsync(1);
        manager.Add(Options() with { Retry = new RetryPolicy { MaxAttempts = 4, Delay = TimeSpan.FromSeconds(1), Factor = 3, MaxDelay = TimeSpan.FromSeconds(5), Jitter = 0 } }, (context, _) =>
        {
            attempts.Add((context.Attempt, clock.GetUtcNow()));
            return context.Attempt < 4 ? throw new InvalidOperationException("Not yet.") : ValueTask.CompletedTask;
        });
        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => attempts.Count == 4);
        Assert.That(attempts.Select(a => a.Attempt), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        var waits = attempts.Zip(attempts.Skip(1), (a, b) => b.At - a.At).ToList();
        Assert.That(waits[0], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)).And.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(waits[1], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(3)).And.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(waits[2], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void Jitter_takes_off_its_part_of_a_wait_and_no_more()
    {
        var policy = new RetryPolicy { Delay = TimeSpan.FromSeconds(8), Jitter = 0.25 };
        var random = new Random(7);
        var waits = Enumerable.Range(0, 500).Select(_ => policy.WaitAfter(1, random)).ToList();
        Assert.That(waits, Is.All.InRange(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(8)));
        Assert.That(waits.Distinct().Count(), Is.GreaterThan(400));
        Assert.That(new RetryPolicy { Delay = TimeSpan.Zero }.WaitAfter(64, random), Is.EqualTo(TimeSpan.Zero));
        Assert.That(new RetryPolicy { Delay = TimeSpan.FromDays(1), Jitter = 0 }.WaitAfter(1000, random), Is.EqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task A_failed_event_stops_the_subscription_where_that_is_the_strategy()
    {
        for (var i = 1; i <= 5; i++) await AppendAsync(i, key: $"{i}");
        var isBroken = true;
        Manager.Add(Failing(Options() with { OnError = ErrorStrategy.Stop }), (context, cancellationToken) =>
            TestEvents.ValueOf(context.Event) == 3 && isBroken ? throw new InvalidOperationException("Three is too many.") : _recorder.HandleAsync(context, cancellationToken));
        await Manager.StartAsync("numbers");
        Assert.That(await Manager.WaitForStateAsync("numbers", SubscriptionState.Faulted, Patience), Is.True);

        var status = await Manager.GetStatusAsync("numbers");
        Assert.That(status.Fault, Is.TypeOf<SubscriptionException>());
        Assert.That(status.Fault!.InnerException, Is.TypeOf<InvalidOperationException>());
        Assert.That(status.Fault.Message, Does.Contain("Three is too many.").And.Contain("test-moved").And.Contain("numbers"));
        Assert.That((await Store.Checkpoints.FindAsync("numbers"))!.Position!.Value.Value, Is.EqualTo(((SubscriptionException)status.Fault).Position!.Value.Value - 1));

        isBroken = false;
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(_recorder.Values.TakeLast(3), Is.EqualTo(new[] { 3, 4, 5 }));
        Assert.That((await Manager.GetStatusAsync("numbers")).Fault, Is.Null);
    }

    [Test]
    public async Task A_failed_event_is_passed_over_and_counted_where_that_is_the_strategy()
    {
        for (var i = 1; i <= 5; i++) await AppendAsync(i, key: "one");
        Manager.Add(Failing(Options() with { OnError = ErrorStrategy.Skip }), (context, cancellationToken) =>
            TestEvents.ValueOf(context.Event) == 3 ? throw new InvalidOperationException("Three is too many.") : HaveEffectAsync(context, cancellationToken));
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 2, 4, 5 }));
        var status = await Manager.GetStatusAsync("numbers");
        Assert.That((status.Skipped, status.Parked, status.Failed, status.Handled), Is.EqualTo((1L, 0L, 2L, 4L)));
    }

    [Test]
    public async Task A_batch_that_fails_is_handed_over_one_by_one()
    {
        await AppendAsync(TestEvents.Stream(), TestEvents.Many(1, 10));
        var sizes = new List<int>();
        Manager.AddBatch(Failing(Options() with { OnError = ErrorStrategy.Skip }), async (events, cancellationToken) =>
        {
            sizes.Add(events.Count);
            foreach (var context in events)
            {
                if (TestEvents.ValueOf(context.Event) == 4) throw new InvalidOperationException("Four is too many.");
                await HaveEffectAsync(context, cancellationToken);
            }
        });
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(Enumerable.Range(1, 10).Except([4])));
        Assert.That(sizes[0], Is.EqualTo(10));
        Assert.That(sizes.Skip(1), Is.All.EqualTo(1));
    }

    [Test]
    public async Task A_handler_that_takes_too_long_has_failed()
    {
        var (manager, clock) = NewManagerByClock();
        await AppendAsync(1);
        var attempts = 0;
        manager.Add(Failing(Options() with { HandlerTimeLimit = TimeSpan.FromSeconds(7), OnError = ErrorStrategy.Stop }), async (_, cancellationToken) =>
        {
            attempts++;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => manager.GetState("numbers") == SubscriptionState.Faulted);
        var fault = (await manager.GetStatusAsync("numbers")).Fault!;
        Assert.That(fault.InnerException, Is.TypeOf<TimeoutException>());
        Assert.That(fault.Message, Does.Contain("00:00:07"));
        Assert.That(attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task A_handler_that_ignores_its_cancellation_stops_the_subscription_and_keeps_its_transaction_until_it_ends()
    {
        var (manager, clock) = NewManagerByClock();
        await AppendAsync(1);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        manager.Add(Options(), async (context, _) =>
        {
            await release.Task;
            await HaveEffectAsync(context, CancellationToken.None);
        });
        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => manager.GetState("numbers") == SubscriptionState.Faulted);
        Assert.That((await manager.GetStatusAsync("numbers")).Fault!.Message, Does.Contain("cancellation token"));
        release.SetResult();

        // The store's writer is free again: what the handler wrote is undone.
        await AppendAsync(2);
        Assert.That(await EffectsAsync(), Is.Empty);
    }

    [Test]
    public async Task An_outage_uses_up_no_attempts()
    {
        var (manager, clock) = NewManagerByClock();
        await AppendAsync(1);
        var outages = 0;
        var options = Options() with { OnError = ErrorStrategy.Stop, Retry = new RetryPolicy { MaxAttempts = 2 }, Circuit = new CircuitPolicy { Failures = 1000, IsOutage = e => e is HttpRequestException } };
        manager.Add(options, (context, cancellationToken) =>
        {
            if (++outages <= 10) throw new HttpRequestException("The other side is down.");
            Assert.That(context.Attempt, Is.EqualTo(1));
            return _recorder.HandleAsync(context, cancellationToken);
        });
        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => _recorder.Values.Count == 1);
        var status = await manager.GetStatusAsync("numbers");
        Assert.That((status.Outages, status.Failed), Is.EqualTo((10L, 0L)));
    }

    [Test]
    public async Task A_circuit_that_opens_pauses_and_passes_nothing_over()
    {
        var (manager, clock) = NewManagerByClock();
        for (var i = 1; i <= 6; i++) await AppendAsync(i, key: $"{i}");
        var (isDown, calls) = (true, 0);
        manager.Add(
            Options() with { Circuit = new CircuitPolicy { Failures = 3, Pause = TimeSpan.FromMinutes(5), IsOutage = e => e is HttpRequestException } },
            (context, cancellationToken) =>
            {
                calls++;
                return isDown ? throw new HttpRequestException("The other side is down.") : HaveEffectAsync(context, cancellationToken);
            });
        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => manager.GetState("numbers") == SubscriptionState.Paused);
        var status = await manager.GetStatusAsync("numbers");
        Assert.That(status.CircuitOpenUntil, Is.GreaterThan(clock.GetUtcNow() + TimeSpan.FromMinutes(4)));
        Assert.That(status.Fault, Is.TypeOf<HttpRequestException>());
        Assert.That(calls, Is.EqualTo(3));

        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.That(calls, Is.EqualTo(3));
        await EventuallyAsync(clock, () => calls == 4, stepInMilliseconds: 500);
        isDown = false;
        await EventuallyAsync(clock, () => manager.GetState("numbers") == SubscriptionState.Live, stepInMilliseconds: 2000);
        Assert.That(await EffectsAsync(), Is.EqualTo(Enumerable.Range(1, 6)));
        status = await manager.GetStatusAsync("numbers");
        Assert.That((status.CircuitOpenUntil, status.Parked, status.Skipped), Is.EqualTo(((DateTimeOffset?)null, 0L, 0L)));
    }

    [Test]
    public async Task An_open_circuit_is_closed_by_hand()
    {
        var (manager, clock) = NewManagerByClock();
        await AppendAsync(1);
        var isDown = true;
        manager.Add(
            Options() with { Circuit = new CircuitPolicy { Failures = 1, Pause = TimeSpan.FromDays(1), IsOutage = e => e is HttpRequestException } },
            (context, cancellationToken) => isDown ? throw new HttpRequestException("The other side is down.") : _recorder.HandleAsync(context, cancellationToken));
        await manager.StartAsync("numbers");
        Assert.That(await manager.WaitForStateAsync("numbers", SubscriptionState.Paused, Patience), Is.True);
        isDown = false;
        manager.Resume("numbers");
        await EventuallyAsync(() => _recorder.Values.Count == 1);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(clock.Start));
    }

    private static SubscriptionOptions Failing(SubscriptionOptions options) => options with { Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.Zero } };
}
