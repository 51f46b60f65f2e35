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

    [Test]
    public async Task A_letter_that_merely_waits_goes_before_those_behind_it_that_are_asked_for()
    {
        for (var i = 1; i <= 3; i++) await AppendAsync(i, "a");
        await StartAsync(Options());
        await CaughtUpAsync();
        _broken = -1;
        var last = await Manager.DeadLetters.ListAsync().LastAsync();
        await ChangeAsync(last with { State = DeadLetterState.Replaying });
        await EventuallyAsync(() => Count(DeadLetterState.Replayed) == 3);
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task A_key_of_many_letters_is_replayed_in_its_order_up_to_the_first_that_fails_again()
    {
        const int Count = 150;
        await Store.AppendAsync(TestEvents.Stream("a"), ExpectedVersion.Any, TestEvents.Many(1, Count));
        await StartAsync(Options());
        await CaughtUpAsync();
        _broken = 100;
        Assert.That(await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString()), Is.EqualTo(Count));
        await EventuallyAsync(() => this.Count(DeadLetterState.Replaying) == 0);
        Assert.That(_recorder.Values, Is.EqualTo(Enumerable.Range(1, 99)));
        var letter = await Manager.DeadLetters.ListAsync().FirstAsync();
        Assert.That((letter.Version, letter.Attempts), Is.EqualTo((100L, 1)));

        _broken = -1;
        Assert.That(await Manager.DeadLetters.ReplayAsync("numbers", letter.Key), Is.EqualTo(51));
        await EventuallyAsync(() => this.Count(DeadLetterState.Replayed) == Count);
        Assert.That(_recorder.Values, Is.EqualTo(Enumerable.Range(1, Count)));
        await AppendAsync(Count + 1, "a");
        await CaughtUpAsync();
        Assert.That(_recorder.Values[^1], Is.EqualTo(Count + 1));
        Assert.That(await Manager.DeadLetters.PurgeAsync("numbers"), Is.EqualTo(Count));
    }

    [Test]
    public async Task A_replay_where_nothing_waits_does_nothing()
    {
        await AppendAsync(2, "a");
        await StartAsync(Options());
        await CaughtUpAsync();
        Assert.That(await Manager.DeadLetters.ReplayAsync("numbers", TestEvents.Stream("a").ToString()), Is.Zero);
        await AppendAsync(3, "a");
        await CaughtUpAsync();
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 2, 3 }));
        Assert.That(await Manager.DeadLetters.CountAsync(new DeadLetterQuery { States = Enum.GetValues<DeadLetterState>() }), Is.Zero);
    }

    [Test]
    public async Task A_letter_that_came_from_elsewhere_is_replayed_where_its_replay_is_asked_for_and_parks_its_key_where_it_fails()
    {
        var appended = await AppendAsync(2, "a");
        await StartAsync(Options());
        await CaughtUpAsync();
        var stream = TestEvents.Stream("a");
        var letter = new DeadLetter { Subscription = "numbers", Position = appended.LastPosition, Key = stream.ToString(), Stream = stream, Version = 1, EventName = "test-moved", ParkedAt = DateTimeOffset.UnixEpoch };
        await using (var transaction = await Store.BeginTransactionAsync())
        {
            await transaction.ReadModel(DeadLetterMapping.Instance).InsertAsync(letter);
            await transaction.CommitAsync();
        }

        _broken = 2;
        await ReplayAsync("a");
        await EventuallyAsync(() => Manager.DeadLetters.FindAsync("numbers", letter.Position).AsTask().GetAwaiter().GetResult() is { Attempts: 1 });
        await AppendAsync(3, "a");
        await CaughtUpAsync();
        Assert.That(await Manager.DeadLetters.CountAsync(), Is.EqualTo(2));

        _broken = -1;
        await ReplayAsync("a");
        await EventuallyAsync(() => Count(DeadLetterState.Replayed) == 2);
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 2, 2, 3 }));
    }

    [Test]
    public async Task Letters_of_a_key_are_read_in_pages_and_its_first_open_one_from_a_place()
    {
        for (var i = 1; i <= 5; i++) await AppendAsync(i, "a");
        await AppendAsync(6, "b");
        await StartAsync(Options());
        await CaughtUpAsync();
        var letters = await Manager.DeadLetters.ListAsync().ToListAsync();
        await Manager.DeadLetters.ResolveAsync("numbers", letters[2].Position);
        var (journal, key) = (new DeadLetterJournal(Store), letters[0].Key);
        Assert.That(await VersionsAsync(null, 2), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await VersionsAsync(letters[1].Position, 2), Is.EqualTo(new[] { 4, 5 }));
        Assert.That(await VersionsAsync(letters[4].Position, 2), Is.Empty);
        Assert.That(await FirstAsync(null), Is.EqualTo(1));
        Assert.That(await FirstAsync(letters[2].Position), Is.EqualTo(4));
        Assert.That(await FirstAsync(letters[4].Position), Is.EqualTo(5));

        async Task<IEnumerable<long>> VersionsAsync(GlobalPosition? after, int most) => (await journal.OpenAsync("numbers", key, after, most, default)).Select(l => l.Version);

        async Task<long?> FirstAsync(GlobalPosition? from)
        {
            await using var transaction = await Store.BeginTransactionAsync();
            return (await journal.FirstOpenAsync(transaction, "numbers", key, from, default))?.Version;
        }
    }

    [Test]
    public async Task Many_keys_with_many_letters_are_all_found()
    {
        await Manager.DeadLetters.CountAsync();
        var head = (await AppendAsync(2, "a")).LastPosition;
        await using (var transaction = await Store.BeginTransactionAsync())
        {
            // Key 1 has one letter, key 2 two, and so on.
            var letters = Enumerable.Range(1, 40).SelectMany(key => Enumerable.Range(1, key).Select(number => LetterOf(key, number)));
            await transaction.ReadModel(DeadLetterMapping.Instance).UpsertManyAsync(letters);
            await transaction.CommitAsync();
        }

        var journal = new DeadLetterJournal(Store);
        Assert.That(await journal.ParkedKeysAsync("numbers", default), Is.EquivalentTo(Enumerable.Range(1, 40).Select(key => $"key/{key}")));
        Assert.That(await journal.KeysToReplayAsync("numbers", default), Is.EquivalentTo(Enumerable.Range(1, 20).Select(key => $"key/{2 * key}")));

        DeadLetter LetterOf(int key, int number) => new()
        {
            Subscription = "numbers",
            Position = new GlobalPosition(head.StoreId, (key * 1_000) + number),
            Key = $"key/{key}",
            Stream = new StreamId("key", $"{key}"),
            Version = number,
            EventName = "test-moved",
            ParkedAt = DateTimeOffset.UnixEpoch,
            State = key % 2 == 0 ? DeadLetterState.Replaying : DeadLetterState.Parked,
        };
    }

    private async Task ChangeAsync(DeadLetter letter)
    {
        await using var transaction = await Store.BeginTransactionAsync();
        await transaction.ReadModel(DeadLetterMapping.Instance).UpdateAsync(letter);
        await transaction.CommitAsync();
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
