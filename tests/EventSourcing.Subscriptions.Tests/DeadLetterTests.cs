namespace EventSourcing.Subscriptions.Tests;

/// <summary>Parked events, and what is behind them.</summary>
internal sealed class DeadLetterTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private volatile int _broken = 2;

    [Test]
    public async Task A_failed_event_is_parked_with_what_comes_behind_it_and_other_keys_go_on()
    {
        await StartAsync();
        await AppendAsync(1, "a");
        var second = await AppendAsync(2, "a");
        await AppendAsync(3, "b");
        var fourth = await AppendAsync(4, "a");
        await CaughtUpAsync();
        await AppendAsync(5, "b");
        await CaughtUpAsync();

        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 3, 5 }));
        var letters = await Manager.DeadLetters.ListAsync().ToListAsync();
        Assert.That(letters.Select(l => l.Position), Is.EqualTo(new[] { second.LastPosition, fourth.LastPosition }));
        Assert.That(letters.Select(l => (l.Subscription, l.Key, l.Stream, l.State)), Is.All.EqualTo(("numbers", TestEvents.Stream("a").ToString(), TestEvents.Stream("a"), DeadLetterState.Parked)));
        Assert.That((letters[0].Attempts, letters[0].ExceptionType, letters[0].EventName, letters[0].Version), Is.EqualTo((2, typeof(InvalidOperationException).FullName, "test-moved", 2L)));
        Assert.That(letters[0].ExceptionMessage, Does.Contain("2 is too many").And.Contain("the inner one"));
        Assert.That(letters[0].ExceptionDetails, Does.Contain(nameof(DeadLetterTests)));
        Assert.That(letters[0].LastFailedAt, Is.GreaterThanOrEqualTo(letters[0].FirstFailedAt!.Value));
        Assert.That((letters[1].Attempts, letters[1].ExceptionType, letters[1].FirstFailedAt), Is.EqualTo((0, (string?)null, (DateTimeOffset?)null)));
        Assert.That(letters[1].EventId, Is.Not.Null);
        Assert.That((await Manager.DeadLetters.ReadEventAsync(letters[1])).Select(TestEvents.ValueOf), Is.EqualTo(new[] { 4 }));

        var status = await Manager.GetStatusAsync("numbers");
        Assert.That((status.Parked, status.ParkedKeys, status.Handled), Is.EqualTo((2L, 1, 3L)));
    }

    [Test]
    public async Task A_replay_handles_the_key_in_order_and_what_came_behind_it_meanwhile()
    {
        await StartAsync();
        for (var i = 1; i <= 4; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        _broken = 3;
        Assert.That(await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString()), Is.EqualTo(3));
        await EventuallyAsync(() => Find(3) is { Attempts: 1, State: DeadLetterState.Parked });
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(Find(4), Is.Not.Null.And.Property(nameof(DeadLetter.State)).EqualTo(DeadLetterState.Parked));

        await AppendAsync(5, "a");
        await CaughtUpAsync();
        _broken = -1;

        // Another process asks, and this one finds it.
        Assert.That(await NewManager().DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString()), Is.EqualTo(3));
        await EventuallyAsync(() => Manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == 0);
        await AppendAsync(6, "a");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That((await Manager.GetStatusAsync("numbers")).Replayed, Is.EqualTo(4));
        Assert.That((await Manager.GetStatusAsync("numbers")).ParkedKeys, Is.Zero);
    }

    [Test]
    public async Task A_replay_that_is_asked_for_while_the_subscription_stands_comes_before_later_events_of_the_key()
    {
        await StartAsync();
        for (var i = 1; i <= 3; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        await Manager.StopAsync("numbers");
        _broken = -1;
        Assert.That(await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString()), Is.EqualTo(2));
        await AppendAsync(4, "a");
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        await EventuallyAsync(() => Manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().Replayed >= 2);
        await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString());
        await EventuallyAsync(() => Manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == 0);
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public async Task A_letter_is_found_by_a_place_of_its_own_store()
    {
        await StartAsync();
        for (var i = 1; i <= 2; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        var letter = Find(2)!;
        Assert.That(await Manager.DeadLetters.FindAsync("numbers", new GlobalPosition(Guid.NewGuid(), letter.Position.Value)), Is.Null);
        Assert.That(await Manager.DeadLetters.FindAsync("others", letter.Position), Is.Null);
        Assert.That(await Manager.DeadLetters.FindAsync("numbers", letter.Position), Is.EqualTo(letter));
    }

    [Test]
    public async Task A_key_that_is_resolved_is_handled_again()
    {
        await StartAsync();
        for (var i = 1; i <= 3; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        var other = NewManager();
        Assert.That(await other.DeadLetters.ResolveKeyAsync("numbers", TestEvents.Stream("a").ToString()), Is.EqualTo(2));
        await AppendAsync(4, "a");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 4 }));
        Assert.That(await other.DeadLetters.ResolveKeyAsync("numbers", TestEvents.Stream("a").ToString()), Is.Zero);
    }

    [Test]
    public async Task One_letter_is_resolved_and_the_rest_waits()
    {
        await StartAsync();
        for (var i = 1; i <= 3; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        Assert.That(await Manager.DeadLetters.ResolveAsync("numbers", Find(2)!.Position), Is.True);
        Assert.That(await Manager.DeadLetters.ResolveAsync("numbers", Find(2)!.Position), Is.False);
        await AppendAsync(4, "a");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1 }));
        await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString());
        await EventuallyAsync(() => Manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == 0);
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 3, 4 }));
    }

    [Test]
    public async Task Parked_keys_outlive_a_restart()
    {
        await StartAsync();
        for (var i = 1; i <= 2; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        await Manager.StopAsync("numbers");
        _broken = -1;
        await AppendAsync(3, "a");
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1 }));
        Assert.That(await Manager.DeadLetters.CountAsync(new DeadLetterQuery { Subscription = "numbers", Key = TestEvents.Stream("a").ToString() }), Is.EqualTo(2));
        Assert.That(await Manager.DeadLetters.CountAsync(new DeadLetterQuery { Subscription = "others" }), Is.Zero);
    }

    [Test]
    public async Task What_was_put_away_is_purged_and_nothing_else()
    {
        await StartAsync();
        for (var i = 1; i <= 3; i++) await AppendAsync(i, "a");
        await CaughtUpAsync();
        await Manager.DeadLetters.ResolveAsync("numbers", Find(2)!.Position);
        Assert.That(await Manager.DeadLetters.PurgeAsync("others"), Is.Zero);
        Assert.That(await Manager.DeadLetters.PurgeAsync("numbers", DateTimeOffset.UtcNow - TimeSpan.FromDays(1)), Is.Zero);
        Assert.That(await Manager.DeadLetters.PurgeAsync("numbers"), Is.EqualTo(1));
        Assert.That(Find(2), Is.Null);
        Assert.That(Find(3), Is.Not.Null);
    }

    [Test]
    public async Task An_event_that_cannot_be_read_is_parked_with_what_comes_behind_it_and_read_by_a_newer_program()
    {
        var newer = Reopen(TestEvents.NewerCatalog);
        await AppendAsync(1, "a");
        await newer.AppendAsync(TestEvents.Stream("a"), ExpectedVersion.Any, [new NewEvent(new Novelty(9))]);
        await AppendAsync(3, "a");
        await AppendAsync(4, "b");
        await StartAsync(Options() with { EventTypes = null, Categories = ["test"] });
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 4 }));
        var letters = await Manager.DeadLetters.ListAsync().ToListAsync();
        Assert.That(letters.Select(l => (l.EventName, l.Attempts, l.Version)), Is.EqualTo(new[] { ("novelty", 1, 2L), ("test-moved", 0, 3L) }));
        Assert.That(letters[0].ExceptionType, Is.EqualTo(typeof(UnknownEventException).FullName));
        var novelty = await newer.ReadStreamAsync(TestEvents.Stream("a"), new StreamReadOptions { FromVersion = 2, ToVersion = 2 }).SingleAsync();
        Assert.That((letters[0].EventId, letters[0].SchemaVersion), Is.EqualTo(((Guid?)novelty.Metadata.EventId, (int?)1)));
        Assert.That(letters[1].SchemaVersion, Is.EqualTo(1));
        Assert.CatchAsync<UnknownEventException>(async () => await Manager.DeadLetters.ReadEventAsync(letters[0]));
        var stored = await Manager.DeadLetters.FindStoredAsync(letters[0]);
        Assert.That((stored!.Name, stored.Position, stored.Metadata), Is.EqualTo(("novelty", letters[0].Position, novelty.Metadata)));
        Assert.That(System.Text.Encoding.UTF8.GetString(stored.Payload.Span), Does.Contain("9"));
        await Manager.StopAsync("numbers");

        var manager = NewManager(store: newer);
        manager.Add(Options() with { EventTypes = null, Categories = ["test"] }, HaveEffectAsync);
        await manager.StartAsync("numbers");
        await manager.DeadLetters.ReplayAsync("numbers", letters[0].Key);
        await EventuallyAsync(() => manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == 0);
        Assert.That(await newer.ReadCategoryAsync("effects").Select(TestEvents.ValueOf).ToListAsync(), Is.EqualTo(new[] { 1, 4, 9, 3 }));
    }

    [Test]
    public async Task An_event_that_is_gone_before_its_replay_is_put_away_also_where_the_next_one_cannot_be_read()
    {
        if (Store is not IStreamMaintenance maintenance) return;
        var newer = Reopen(TestEvents.NewerCatalog);
        await StartAsync(Options() with { EventTypes = null, Categories = ["test"] });
        await AppendAsync(2, "a");
        await CaughtUpAsync();
        await newer.AppendAsync(TestEvents.Stream("b"), ExpectedVersion.Any, [new NewEvent(new Novelty(9))]);
        await CaughtUpAsync();
        await maintenance.TombstoneAsync(TestEvents.Stream("a"), ExpectedVersion.Any);
        Assert.That(await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString()), Is.EqualTo(1));
        await EventuallyAsync(() => Manager.DeadLetters.CountAsync(new DeadLetterQuery { States = [DeadLetterState.Resolved] }).AsTask().GetAwaiter().GetResult() == 1);
        var letters = await Manager.DeadLetters.ListAsync().ToListAsync();
        Assert.That(letters.Select(l => (l.Stream, l.State)), Is.EqualTo(new[] { (TestEvents.Stream("b"), DeadLetterState.Parked) }));
        Assert.That(await Manager.DeadLetters.FindStoredAsync(letters[0]), Is.Not.Null);
        Assert.That(Manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Live));
    }

    [Test]
    public async Task Events_that_cannot_be_read_are_found_among_many_others([Values(1, 2, 77, 300)] int before, [Values(1, 3)] int unreadable)
    {
        var newer = Reopen(TestEvents.NewerCatalog);
        await AppendAsync(TestEvents.Stream("other", "elsewhere"), TestEvents.Many(1, before));
        for (var i = 0; i < unreadable; i++) await newer.AppendAsync(TestEvents.Stream($"n{i}"), ExpectedVersion.Any, [new NewEvent(new Novelty(9))]);
        await AppendAsync(TestEvents.Stream("other", "elsewhere"), TestEvents.Many(1, 200));
        await AppendAsync(1, "a");
        await StartAsync(Options() with { EventTypes = null, Categories = ["test"] });
        await CaughtUpAsync();
        var places = await newer.ReadAllAsync(null, new FeedReadOptions { EventNames = ["novelty"] }).Select(e => e.Position).ToListAsync();
        Assert.That(await Manager.DeadLetters.ListAsync().Select(l => l.Position).ToListAsync(), Is.EqualTo(places));
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task An_event_that_cannot_be_read_stops_a_subscription_with_keys_of_its_own()
    {
        var newer = Reopen(TestEvents.NewerCatalog);
        await newer.AppendAsync(TestEvents.Stream("a"), ExpectedVersion.Any, [new NewEvent(new Novelty(9))]);
        await StartAsync(Options() with { EventTypes = null, KeyOf = e => $"{TestEvents.ValueOf(e)}" });
        Assert.That(await Manager.WaitForStateAsync("numbers", SubscriptionState.Faulted, Patience), Is.True);
        Assert.That((await Manager.GetStatusAsync("numbers")).Fault!.Message, Does.Contain("no key"));
    }

    [Test]
    public async Task Keys_of_ones_own_are_parked_across_streams()
    {
        await StartAsync(Options() with { KeyOf = e => TestEvents.ValueOf(e) % 2 == 0 ? "even" : "odd" });
        for (var i = 1; i <= 6; i++) await AppendAsync(i, $"{i}");
        await CaughtUpAsync();
        Assert.That(await EffectsAsync(), Is.EqualTo(new[] { 1, 3, 5 }));
        Assert.That(await Manager.DeadLetters.ListAsync().Select(l => l.Key).ToListAsync(), Is.EqualTo(new[] { "even", "even", "even" }));
    }

    [Test]
    public async Task Parking_works_without_transactions_too()
    {
        var recorder = new Recorder();
        Manager.Add(Options() with { UseTransaction = false, Retry = RetryPolicy.None, Checkpoints = CheckpointPolicy.Every(TimeSpan.FromDays(1)) }, (context, cancellationToken) =>
        {
            ThrowIfBroken(context);
            return recorder.HandleAsync(context, cancellationToken);
        });
        await Manager.StartAsync("numbers");
        for (var i = 1; i <= 4; i++) await AppendAsync(i, "a");
        await AppendAsync(5, "b");
        await CaughtUpAsync();
        Assert.That(recorder.Values, Is.EqualTo(new[] { 1, 5 }));
        _broken = -1;
        await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString());
        await EventuallyAsync(() => recorder.Values.Count == 5);
        Assert.That(recorder.Values, Is.EqualTo(new[] { 1, 5, 2, 3, 4 }));
    }

    [Test]
    public async Task Many_poisoned_events_in_a_row_open_the_circuit_instead_of_being_parked_one_after_the_other()
    {
        var (manager, clock) = NewManagerByClock();
        for (var i = 1; i <= 6; i++) await AppendAsync(i, $"{i}");
        manager.Add(Options() with { Retry = RetryPolicy.None, Circuit = new CircuitPolicy { Failures = 4 } }, (_, _) => throw new InvalidOperationException("A mistake in the program."));
        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => manager.GetState("numbers") == SubscriptionState.Paused);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That((await manager.GetStatusAsync("numbers")).Parked, Is.EqualTo(3));
    }

    private async Task StartAsync(SubscriptionOptions? options = null)
    {
        Manager.Add((options ?? Options()) with { Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.Zero } }, async (context, cancellationToken) =>
        {
            await HaveEffectAsync(context, cancellationToken);
            ThrowIfBroken(context);
        });
        await Manager.StartAsync("numbers");
    }

    private void ThrowIfBroken(EventContext context)
    {
        if (TestEvents.ValueOf(context.Event) == _broken) throw new InvalidOperationException($"{_broken} is too many.", new FormatException("the inner one"));
    }

    private DeadLetter? Find(int value)
    {
        var position = Store.ReadCategoryAsync("test").Where(e => TestEvents.ValueOf(e) == value).Select(e => e.Position).FirstAsync().AsTask().GetAwaiter().GetResult();
        return Manager.DeadLetters.FindAsync("numbers", position).AsTask().GetAwaiter().GetResult();
    }
}
