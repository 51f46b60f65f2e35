using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What becomes of a subscription when its store fails.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StoreFaultTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FaultyStore _store = new(new InMemoryEventStore(TestEvents.Catalog));
    private readonly SubscriptionManager _manager;

    public StoreFaultTests() => _manager = new SubscriptionManager(_store, new SubscriptionManagerOptions { TimeProvider = _clock });

    [Test]
    public async Task A_lost_answer_to_a_commit_doubles_nothing()
    {
        await AppendAsync(1, 50);
        _manager.Add(new SubscriptionOptions { Name = "numbers", EventTypes = [typeof(Moved)], BatchSize = 5 }, HaveEffectAsync);
        await _manager.StartAsync("numbers");
        _store.LostAnswers = 4;
        await AppendAsync(51, 50);
        await EventuallyAsync(() => Effects().Count >= 100 && _store.LostAnswers == 0);
        Assert.That(Effects(), Is.EqualTo(Enumerable.Range(1, 100)));
    }

    [Test]
    public async Task A_store_that_is_down_pauses_it_and_uses_up_no_attempts([Values] bool whileIdle)
    {
        await AppendAsync(1, 3);
        _manager.Add(new SubscriptionOptions { Name = "numbers", EventTypes = [typeof(Moved)], Retry = RetryPolicy.None, OnError = ErrorStrategy.Stop }, HaveEffectAsync);
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Live);
        _store.IsDown = true;
        if (!whileIdle) await AppendAsync(4, 3);
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Paused);
        _store.IsDown = false;
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Live && Effects().Count == (whileIdle ? 3 : 6));
        var status = await _manager.GetStatusAsync("numbers");
        Assert.That((status.Failed, status.CircuitOpenUntil), Is.EqualTo((0L, (DateTimeOffset?)null)));
        Assert.That(status.Outages, Is.GreaterThanOrEqualTo(5));
    }

    [Test]
    public async Task A_dead_letter_that_cannot_be_written_stops_the_partition_before_its_event()
    {
        await AppendAsync(1, 3);
        _store.ParkingFault = new NotSupportedException("No dead letters here.");
        _manager.Add(new SubscriptionOptions { Name = "numbers", EventTypes = [typeof(Moved)], Retry = RetryPolicy.None }, (context, cancellationToken) =>
            TestEvents.ValueOf(context.Event) == 2 ? throw new InvalidOperationException("Two is too many.") : HaveEffectAsync(context, cancellationToken));
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Faulted);
        Assert.That((await _manager.GetStatusAsync("numbers")).Fault!.Message, Does.Contain("cannot be parked").And.Contain("No dead letters here."));
        Assert.That((await _store.Checkpoints.FindAsync("numbers"))!.Position!.Value.Value, Is.EqualTo(1));
        _store.ParkingFault = null;
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Parked == 2);
    }

    [Test]
    public async Task A_dead_letter_behind_others_that_cannot_be_written_stops_the_partition_before_its_event()
    {
        await AppendAsync(1, 3);
        _manager.Add(new SubscriptionOptions { Name = "numbers", EventTypes = [typeof(Moved)], Retry = RetryPolicy.None }, (_, _) => throw new InvalidOperationException("No number is welcome."));
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Parked == 3);

        // It finds that the key is parked, and cannot park what comes behind it.
        (_store.SoundLetters, _store.ParkingFault) = (1, new NotSupportedException("No dead letters here."));
        await AppendAsync(4, 1);
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Faulted);
        Assert.That((await _manager.GetStatusAsync("numbers")).Fault!.Message, Does.Contain("No dead letters here."));
        Assert.That((await _store.Checkpoints.FindAsync("numbers"))!.Position!.Value.Value, Is.EqualTo(3));
        _store.ParkingFault = null;
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Parked == 4);
    }

    [Test]
    public async Task A_feed_that_cannot_be_read_is_asked_again_after_waits_that_grow()
    {
        _manager.Add(Patient(), HaveEffectAsync);
        await AppendAsync(1, 1);
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Live);
        _store.IsDown = true;
        await AppendAsync(2, 1);
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Outages > 0);
        await WaitsGrowAsync(() => _store.Reads);
        _store.IsDown = false;
        await EventuallyAsync(() => Effects().Count == 2);
    }

    [Test]
    public async Task A_page_that_fails_entirely_is_handled_again_after_waits_that_grow()
    {
        var (calls, isDown) = (0, true);
        _manager.Add(Patient() with { Circuit = new CircuitPolicy { Failures = int.MaxValue, IsOutage = e => e is HttpRequestException } }, async (context, cancellationToken) =>
        {
            // A page that is handled again without a wait would go on like that for ever.
            if (++calls < 1_000 && isDown) throw new HttpRequestException("The other side is down.");
            await HaveEffectAsync(context, cancellationToken);
        });
        await AppendAsync(1, 50);
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => calls > 0);
        await WaitsGrowAsync(() => calls);
        isDown = false;
        await EventuallyAsync(() => Effects().Count == 50);
        Assert.That(Effects(), Is.EqualTo(Enumerable.Range(1, 50)));
    }

    [Test]
    public async Task What_somebody_else_of_the_same_name_has_handled_meanwhile_is_not_handled_again()
    {
        var (reached, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await AppendAsync(1, 1);
        _manager.Add(new SubscriptionOptions { Name = "numbers", EventTypes = [typeof(Moved)], IdleCheckpointInterval = TimeSpan.FromDays(1) }, HaveEffectAsync);
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => Effects().Count == 1);
        _store.BeforeTransaction = () =>
        {
            reached.TrySetResult();
            return release.Task;
        };

        // It has read a page, and is about to handle it: meanwhile another one handles the first event of it.
        var first = await _store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [.. TestEvents.Many(2, 3)]);
        await EventuallyAsync(() => reached.Task.IsCompleted);
        await using (var transaction = await _store.BeginDirectlyAsync())
        {
            await transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(2))]);
            var stored = (await _store.Checkpoints.FindAsync("numbers"))!;
            Assert.That(await transaction.MoveCheckpointAsync(new Checkpoint("numbers", 0, first.FirstPosition, stored.Token) { From = stored.Position }), Is.EqualTo(CheckpointOutcome.Moved));
            await transaction.CommitAsync();
        }

        _store.BeforeTransaction = null;
        release.SetResult();
        await EventuallyAsync(() => Effects().Count >= 4);
        Assert.That(Effects(), Is.EqualTo(Enumerable.Range(1, 4)));
        Assert.That((await _manager.GetStatusAsync("numbers")).Handled, Is.EqualTo(3));
    }

    [Test]
    public async Task The_lag_in_seconds_is_the_age_of_the_oldest_event_at_hand()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await AppendAsync(1, 3);
        _clock.SetUtcNow(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(10));
        _manager.Add(new SubscriptionOptions { Name = "numbers", UseTransaction = false, HandlerTimeLimit = TimeSpan.FromDays(1) }, async (_, cancellationToken) => await release.Task.WaitAsync(cancellationToken));
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult() is { InFlight: 3, LagTime.TotalMinutes: > 9 });
        release.SetResult();
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult() is { InFlight: 0, LagTime.Ticks: 0 });
    }

    [Test]
    public async Task A_reading_that_breaks_off_goes_on_where_it_was_and_doubles_nothing()
    {
        var (release, values) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ConcurrentQueue<int>());
        await AppendAsync(1, 1);
        _manager.Add(new SubscriptionOptions { Name = "numbers", UseTransaction = false, HandlerTimeLimit = TimeSpan.FromDays(1) }, async (context, cancellationToken) =>
        {
            await release.Task.WaitAsync(cancellationToken);
            values.Enqueue(TestEvents.ValueOf(context.Event));
        });
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().InFlight == 1);

        // While the first is handled, so that what would be dealt out twice is taken as one batch.
        _store.BreaksAfter = 4;
        await AppendAsync(2, 9);
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().InFlight >= 10);
        release.SetResult();
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Lag == 0);
        Assert.That(values, Is.EqualTo(Enumerable.Range(1, 10)));
    }

    [Test]
    public async Task Behind_an_event_whose_parking_was_not_confirmed_its_key_is_parked_all_the_same()
    {
        await AppendAsync(1, 3);
        _manager.Add(new SubscriptionOptions { Name = "numbers", EventTypes = [typeof(Moved)], Retry = RetryPolicy.None }, (context, cancellationToken) =>
        {
            if (TestEvents.ValueOf(context.Event) > 1) return HaveEffectAsync(context, cancellationToken);

            // What is committed next is the dead letter.
            _store.LostAnswers = 1;
            throw new InvalidOperationException("One is too few.");
        });
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Lag == 0);
        Assert.That(Effects(), Is.Empty);
        Assert.That(await _manager.DeadLetters.CountAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task An_event_that_fails_while_somebody_else_moves_the_checkpoint_up_to_it_is_parked()
    {
        await AppendAsync(1, 3);
        var places = await _store.ReadAllAsync().Select(e => e.Position).ToListAsync();
        _manager.Add(new SubscriptionOptions { Name = "numbers", UseTransaction = false, Retry = RetryPolicy.None }, async (context, _) =>
        {
            if (TestEvents.ValueOf(context.Event) != 2) return;
            await MoveAsync(places[0]);
            throw new InvalidOperationException("Two is too many.");
        });
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Lag == 0);
        Assert.That(await _manager.DeadLetters.ListAsync().Select(l => l.Position).ToListAsync(), Is.EqualTo(places[1..]));
    }

    [Test]
    public async Task What_is_parked_behind_an_event_stays_so_while_somebody_else_moves_the_checkpoint()
    {
        await AppendAsync(1, 1);
        _manager.Add(new SubscriptionOptions { Name = "numbers", UseTransaction = false, Retry = RetryPolicy.None }, async (context, _) =>
        {
            if (TestEvents.ValueOf(context.Event) == 1) throw new InvalidOperationException("One is too few.");
            await MoveAsync(context.Position);
        });
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Lag == 0);
        _manager.Pause("numbers");
        await _store.AppendAsync(TestEvents.Stream("2"), ExpectedVersion.Any, TestEvents.Many(2, 1));
        await AppendAsync(3, 1);
        _manager.Resume("numbers");
        await EventuallyAsync(() => _manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Lag == 0);
        Assert.That(await _manager.DeadLetters.ListAsync().Select(l => l.Position.Value).ToListAsync(), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task A_store_that_is_down_at_the_start_is_not_asked_without_end()
    {
        _store.IsDown = true;
        _manager.Add(new SubscriptionOptions { Name = "numbers", Retry = new RetryPolicy { Delay = TimeSpan.Zero } }, HaveEffectAsync);
        await _manager.StartAsync("numbers");
        await Task.Delay(50);
        Assert.That(_store.Calls, Is.EqualTo(1), "time has not passed since");
        _store.IsDown = false;
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Live);
    }

    [Test]
    public async Task A_start_that_waits_for_a_server_is_ended_by_a_stop()
    {
        _store.Answer = new TaskCompletionSource().Task;
        _manager.Add(new SubscriptionOptions { Name = "numbers" }, HaveEffectAsync);
        var starting = _manager.StartAsync("numbers").AsTask();
        await EventuallyAsync(() => _manager.GetState("numbers") == SubscriptionState.Starting);
        await _manager.StopAsync("numbers").AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await starting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(_manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Stopped));
    }

    [Test]
    public async Task A_replay_looks_for_its_letters_in_pages_and_has_a_transaction_for_each_of_them()
    {
        const int Count = 200;
        var isBroken = true;
        _manager.Add(Patient() with { Retry = RetryPolicy.None }, (context, cancellationToken) => isBroken ? throw new InvalidOperationException("Not yet.") : HaveEffectAsync(context, cancellationToken));
        await AppendAsync(1, Count);
        await _manager.StartAsync("numbers");
        await EventuallyAsync(() => _manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == Count);
        isBroken = false;
        var before = _store.Transactions;
        Assert.That(await _manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream().ToString()), Is.EqualTo(Count));
        await EventuallyAsync(() => Effects().Count == Count);

        // One for the request.
        Assert.That(_store.Transactions - before, Is.InRange(Count + 1, Count + 3));
        Assert.That(Effects(), Is.EqualTo(Enumerable.Range(1, Count)));
    }

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static SubscriptionOptions Patient() => new()
    {
        Name = "numbers",
        EventTypes = [typeof(Moved)],
        Retry = new RetryPolicy { Delay = TimeSpan.FromSeconds(2), Factor = 2, Jitter = 0 },
        Circuit = new CircuitPolicy { Failures = int.MaxValue },
    };

    /// <summary>Lets time pass until something has happened some times more, and sees that each time takes longer.</summary>
    private async Task WaitsGrowAsync(Func<int> count)
    {
        // What has happened so far, with waits of its own, is not looked at.
        for (var (seen, least) = (count(), TimeSpan.Zero); least < TimeSpan.FromSeconds(15); least = least == TimeSpan.Zero ? TimeSpan.FromSeconds(2) : least * 2)
        {
            var since = _clock.GetUtcNow();
            await EventuallyAsync(() => count() > seen);
            Assert.That(count(), Is.EqualTo(seen + 1));

            // The clock may be a step further than the moment at which it has happened.
            Assert.That(_clock.GetUtcNow() - since, Is.GreaterThanOrEqualTo(least - TimeSpan.FromMilliseconds(200)));
            seen++;
        }
    }

    private static async ValueTask HaveEffectAsync(EventContext context, CancellationToken cancellationToken) =>
        await context.Transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(TestEvents.ValueOf(context.Event)))], cancellationToken);

    /// <summary>Moves the checkpoint, as another process does that runs the same subscription.</summary>
    private async Task MoveAsync(GlobalPosition position)
    {
        await using var transaction = await _store.BeginTransactionAsync();
        await transaction.MoveCheckpointAsync(new Checkpoint("numbers", 0, position));
        await transaction.CommitAsync();
    }

    private async Task AppendAsync(int first, int count) => await _store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, TestEvents.Many(first, count));

    private List<int> Effects() => _store.ReadCategoryAsync("effects").Select(TestEvents.ValueOf).ToListAsync().AsTask().GetAwaiter().GetResult();

    private async Task EventuallyAsync(Func<bool> condition)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !condition();)
        {
            if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(60)) throw new AssertionException("It has not come to be so within a minute.");
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }
    }
}
