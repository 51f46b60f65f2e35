namespace EventSourcing.Subscriptions.Tests;

/// <summary>PR-2, SU-4: events that cannot be read stop a rebuild, are parked or passed over, as they are in a subscription.</summary>
internal sealed class RebuildPoisonTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private static readonly RebuildOptions Parking = new() { OnError = ErrorStrategy.Park };

    private ITransactionalEventStore Newer => field ??= Reopen(TestEvents.ReshapedCatalog);

    [Test]
    public async Task They_are_parked_with_what_comes_behind_them_and_other_keys_are_as_history_says([Values(1, 3, 5_000)] int page, [Values(1, 3)] int parts, [Values] bool broken)
    {
        var position = await FillAsync(broken ? Reopen(TestEvents.BrokenCatalog) : Newer);
        var result = await RebuildAsync(Parking with { PageSize = page, Partitions = parts });
        Assert.That((result.EventsHandled, result.EventsParked, result.EventsSkipped), Is.EqualTo((14L, 5L, 0L)));
        Assert.That(result.Position, Is.EqualTo(position));
        Assert.That(await SumsAsync(), Is.EqualTo(new[] { new Sum("a", 10, 4), new Sum("b", 3, 2), new Sum("d", 6, 3) }));
        var letters = await Manager.DeadLetters.ListAsync(new DeadLetterQuery { Subscription = "sums@1" }).ToListAsync();
        Assert.That(letters.Select(l => (l.Key, l.Version, l.Attempts)), Is.EquivalentTo(new[] { Letter("b", 3, 1), Letter("b", 4, 0), Letter("b", 5, 0), Letter("c", 1, 1), Letter("d", 4, 1) }));
        foreach (var letter in letters)
        {
            var stored = await Manager.DeadLetters.FindStoredAsync(letter);
            Assert.That((stored!.Metadata.EventId, stored.Name, stored.SchemaVersion), Is.EqualTo((letter.EventId!.Value, "test-moved", letter.SchemaVersion!.Value)));
            Assert.That(letter.SchemaVersion, Is.EqualTo(letter.Version == 4 && letter.Key.EndsWith('b') || broken ? 1 : 2));
            Assert.That(letter.ExceptionType, Is.EqualTo(letter.Attempts == 0 ? null : (broken ? typeof(SerializationException) : typeof(UnknownEventException)).FullName));
        }

        var found = await new ProjectionRebuilder(Store).VerifyAsync(Sums.Descriptor);
        Assert.That((found.IsSame, found.RowsCompared), Is.EqualTo((true, 3L)), "the comparison leaves out what is parked");
    }

    [Test]
    public async Task Who_can_read_them_replays_them()
    {
        await FillAsync(Newer);
        await RebuildAsync(Parking);
        var manager = NewManager(store: Newer).AddProjection<Sums>();
        await manager.StartAllAsync();
        Assert.That(await manager.DeadLetters.ReplayAsync("sums@1", TestEvents.Stream("c").ToString()), Is.EqualTo(1));
        await EventuallyAsync(() => manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == 4);
        Assert.That(await SumsAsync(), Has.Member(new Sum("c", 1, 1)));
    }

    [Test]
    public async Task They_are_passed_over_and_counted([Values(1, 5_000)] int page, [Values(1, 3)] int parts)
    {
        await FillAsync(Newer);
        var result = await RebuildAsync(new RebuildOptions { OnError = ErrorStrategy.Skip, PageSize = page, Partitions = parts });
        Assert.That((result.EventsHandled, result.EventsParked, result.EventsSkipped), Is.EqualTo((14L, 0L, 4L)));
        Assert.That(await SumsAsync(), Is.EqualTo(new[] { new Sum("a", 10, 4), new Sum("b", 7, 3), new Sum("d", 6, 3) }));
        Assert.That(await Manager.DeadLetters.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task They_stop_it_and_it_goes_on_there([Values(1, 3)] int parts)
    {
        await FillAsync(Newer);
        var options = new RebuildOptions { PageSize = 4, Partitions = parts };
        var error = Assert.ThrowsAsync<ProjectionRebuildException>(() => RebuildAsync(options));
        Assert.That((error.Stream, error.Version, error.EventName, error.InnerException), Is.EqualTo(((StreamId?)TestEvents.Stream("b"), 3L, "test-moved", error.InnerException as UnknownEventException)));
        Assert.That(error.Message, Does.Contain("cannot be read").And.Contain("OnError"));
        var place = await Newer.ReadStreamAsync(TestEvents.Stream("c")).Select(e => e.Position).FirstAsync();
        Assert.That(error.Position, Is.LessThan(place));
        Assert.That(await Store.Checkpoints.ListAsync("sums@1"), Is.Empty, "nothing serves");
        var result = await RebuildAsync(Parking);
        Assert.That((result.WasResumed, result.EventsParked), Is.EqualTo((true, 5L)));
        Assert.That(await SumsAsync(), Is.EqualTo(new[] { new Sum("a", 10, 4), new Sum("b", 3, 2), new Sum("d", 6, 3) }));
    }

    [Test]
    public async Task What_cannot_be_read_at_the_take_over_is_parked_in_front_of_it()
    {
        var inline = await InlineProjections.OpenAsync(Newer, [Sums.Descriptor]);
        await AppendAsync(1, "a");
        var appended = 0;
        var progress = new SyncProgress(p =>
        {
            if (p.Phase != RebuildPhase.TakingOver || appended++ > 0) return;
            inline.AppendAsync(TestEvents.Stream("b"), ExpectedVersion.Any, [TestEvents.New(2)]).AsTask().GetAwaiter().GetResult();
        });
        var result = await new ProjectionRebuilder(Store).RebuildAsync(Sums.OfVersion(2), Parking, progress);
        Assert.That((appended, result.EventsParked), Is.EqualTo((2, 1L)));
        Assert.That(await SumsAsync(), Is.EqualTo(new[] { new Sum("a", 2, 1) }));
        Assert.That(await Manager.DeadLetters.ListAsync().Select(l => (l.Subscription, l.Key)).ToListAsync(), Is.EqualTo(new[] { ("sums@2", TestEvents.Stream("b").ToString()) }));
    }

    [Test]
    public async Task They_have_no_key_where_that_is_made_of_what_is_in_them()
    {
        var keyed = new ProjectionDescriptor<Sums>("keyed", 1, [typeof(Moved)], [Sum.Mapping], d => new Sums(d.ReadModel(Sum.Mapping), null, 1)) { Key = e => $"{TestEvents.ValueOf(e) % 2}" };
        await FillAsync(Newer);
        var error = Assert.ThrowsAsync<ProjectionRebuildException>(() => new ProjectionRebuilder(Store).RebuildAsync(keyed, Parking).AsTask());
        Assert.That(error.Message, Does.Contain("has no key"));
        var result = await new ProjectionRebuilder(Store).RebuildAsync(keyed, new RebuildOptions { OnError = ErrorStrategy.Skip, Partitions = 2 });
        Assert.That(result.EventsSkipped, Is.EqualTo(4));
    }

    [Test]
    public async Task A_comparison_that_cannot_read_an_event_says_which_one()
    {
        await AppendAsync(1, "a");
        await new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor);
        await Newer.AppendAsync(TestEvents.Stream("b"), ExpectedVersion.Any, [TestEvents.New(2)]);
        Assert.That((await new ProjectionRebuilder(Store).VerifyAsync(Sums.Descriptor)).IsSame, Is.True, "nobody has handled it yet");
        await RebuildAsync(new RebuildOptions { OnError = ErrorStrategy.Skip });
        var error = Assert.ThrowsAsync<ProjectionRebuildException>(() => new ProjectionRebuilder(Store).VerifyAsync(Sums.Descriptor).AsTask());
        Assert.That((error.Stream, error.Version), Is.EqualTo(((StreamId?)TestEvents.Stream("b"), 1L)));
        Assert.That(await new ProjectionRebuilder(Store).FindLeftoversAsync(Sums.Descriptor), Is.Empty);
    }

    private static (string, long, int) Letter(string key, long version, int attempts) => (TestEvents.Stream(key).ToString(), version, attempts);

    // Of four streams the second cannot be read in its third event and its last one, the third not at all, and the last not in its last event, with which the feed ends.
    private async Task<GlobalPosition?> FillAsync(ITransactionalEventStore unreadable)
    {
        for (var i = 1; i <= 2; i++) foreach (var key in "abd") await AppendAsync(i, $"{key}");
        await unreadable.AppendAsync(TestEvents.Stream("b"), ExpectedVersion.Any, [TestEvents.New(3)]);
        await unreadable.AppendAsync(TestEvents.Stream("c"), ExpectedVersion.Any, [TestEvents.New(1)]);
        for (var i = 3; i <= 4; i++) await AppendAsync(i, "a");
        await AppendAsync(4, "b");
        await AppendAsync(3, "d");
        await unreadable.AppendAsync(TestEvents.Stream("b"), ExpectedVersion.Any, [TestEvents.New(5)]);
        await unreadable.AppendAsync(TestEvents.Stream("other", "elsewhere"), ExpectedVersion.Any, [new NewEvent(new Effect(1))]);
        return (await unreadable.AppendAsync(TestEvents.Stream("d"), ExpectedVersion.Any, [TestEvents.New(4)])).LastPosition;
    }

    private Task<RebuildResult> RebuildAsync(RebuildOptions options) => new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, options).AsTask();

    private async Task<List<Sum>> SumsAsync() => await Store.ReadModel(Sum.Mapping).QueryAsync().OrderBy(s => s.Key).ToListAsync();

    private sealed class SyncProgress(Action<RebuildProgress> told) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => told(value);
    }
}
