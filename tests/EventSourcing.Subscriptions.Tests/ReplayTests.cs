namespace EventSourcing.Subscriptions.Tests;

/// <summary>Replays of events that are no longer what they were, or that something comes behind meanwhile.</summary>
internal sealed class ReplayTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();
    private volatile int _broken = 1;

    [Test]
    public async Task A_letter_whose_event_was_removed_is_put_away_though_the_next_one_cannot_be_read()
    {
        var newer = Reopen(TestEvents.NewerCatalog);
        await AppendAsync(1, "a");
        await newer.AppendAsync(TestEvents.Stream("b"), ExpectedVersion.Any, [new NewEvent(new Novelty(9))]);
        await StartAsync(Options() with { EventTypes = null, Categories = ["test"] });
        await CaughtUpAsync();
        Assert.That(await Manager.DeadLetters.CountAsync(), Is.EqualTo(2));
        await ((IStreamMaintenance)Store).TombstoneAsync(TestEvents.Stream("a"), ExpectedVersion.Any);
        await ReplayAsync("a");
        await EventuallyAsync(() => Count(DeadLetterState.Resolved) == 1);
        Assert.That(Manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Live));
    }

    [Test]
    public async Task A_letter_whose_event_no_longer_passes_the_filter_is_not_put_away_unseen()
    {
        await AppendAsync(1, "a");
        await AppendAsync(TestEvents.Stream("b"), new NewEvent(new Opened(2)));
        await StartAsync(Options());
        await CaughtUpAsync();
        await Manager.StopAsync("numbers");
        var manager = NewManager();
        manager.Add(Options() with { EventTypes = [typeof(Opened)] }, _recorder.HandleAsync);
        await manager.StartAsync("numbers");
        await ReplayAsync("a");
        await EventuallyAsync(() => Count(DeadLetterState.Replaying) == 0);
        var letter = await manager.DeadLetters.ListAsync().SingleAsync();
        Assert.That(letter.State, Is.EqualTo(DeadLetterState.Parked));
        Assert.That(letter.ExceptionMessage, Does.Contain("filter"));
    }

    [Test]
    public async Task A_replay_takes_with_it_what_is_parked_behind_while_it_is_asked_for()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Manager.Add(Options() with { UseTransaction = false, Retry = RetryPolicy.None }, async (context, cancellationToken) =>
        {
            var value = TestEvents.ValueOf(context.Event);
            if (value == _broken) throw new InvalidOperationException($"{value} is too many.");
            if (value == 2)
            {
                entered.TrySetResult();
                await release.Task.WaitAsync(cancellationToken);
            }

            await _recorder.HandleAsync(context, cancellationToken);
        });
        await AppendAsync(1, "a");
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Manager.Pause("numbers");
        await AppendAsync(2, "b");
        await AppendAsync(3, "a");
        Manager.Resume("numbers");
        await entered.Task.WaitAsync(Patience);

        // The third is known to be behind the first, and not parked yet.
        _broken = -1;
        await ReplayAsync("a");
        release.SetResult();
        await EventuallyAsync(() => _recorder.Values.Count == 3);
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 2, 1, 3 }));
    }

    private async Task StartAsync(SubscriptionOptions options)
    {
        Manager.Add(options with { Retry = RetryPolicy.None }, (context, cancellationToken) =>
            TestEvents.ValueOf(context.Event) == _broken ? throw new InvalidOperationException($"{_broken} is too many.") : _recorder.HandleAsync(context, cancellationToken));
        await Manager.StartAsync("numbers");
    }

    private async Task ReplayAsync(string key) => await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream(key).ToString());

    private long Count(DeadLetterState state) => Manager.DeadLetters.CountAsync(new DeadLetterQuery { States = [state] }).AsTask().GetAwaiter().GetResult();
}
