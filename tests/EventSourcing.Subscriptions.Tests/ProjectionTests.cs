namespace EventSourcing.Subscriptions.Tests;

/// <summary>Projections that run asynchronously and live.</summary>
internal sealed class ProjectionTests(StoreKind kind) : SubscriptionFixture(kind)
{
    [Test]
    public async Task Rows_are_committed_with_the_checkpoint()
    {
        await AppendAsync(TestEvents.Stream("a"), TestEvents.Many(1, 130));
        await AppendAsync(TestEvents.Stream("b"), new NewEvent(new Effect(1)), TestEvents.New(500));
        Manager.AddProjection<Sums>(o => o with { BatchSize = 10, Retry = RetryPolicy.None with { MaxAttempts = 3 } });
        await Manager.StartAllAsync();
        await CaughtUpAsync("sums@1");
        for (var i = 1; i <= 5; i++) await AppendAsync(i, "b");
        await CaughtUpAsync("sums@1");
        var rows = Store.ReadModel(Sum.Mapping);
        Assert.That(await rows.FindAsync("a"), Is.EqualTo(new Sum("a", 130 * 131 / 2, 130)));
        Assert.That(await rows.FindAsync("b"), Is.EqualTo(new Sum("b", 515, 6)));
    }

    [Test]
    public async Task A_failure_in_the_middle_of_a_batch_leaves_no_row_behind()
    {
        var failures = 0;
        var manager = NewManager(new SubscriptionManagerOptions
        {
            Services = type => type != typeof(Action<int>) ? null : new Action<int>(value =>
            {
                if (value % 10 == 3 && ++failures % 2 == 1) throw new InvalidOperationException("Now and then.");
            }),
        });
        await AppendAsync(TestEvents.Stream("a"), TestEvents.Many(1, 50));
        manager.AddProjection<Sums>(o => o with { BatchSize = 20, Retry = new RetryPolicy { Delay = TimeSpan.Zero } });
        await manager.StartAllAsync();
        await CaughtUpAsync("sums@1", manager);
        Assert.That(await Store.ReadModel(Sum.Mapping).FindAsync("a"), Is.EqualTo(new Sum("a", 50 * 51 / 2, 50)));
        Assert.That(failures, Is.GreaterThanOrEqualTo(5));
    }

    [Test]
    public async Task The_same_class_runs_live_over_a_stream_a_category_and_a_query()
    {
        await AppendAsync(TestEvents.Stream("a"), TestEvents.Many(1, 10));
        await AppendAsync(TestEvents.Stream("b"), new NewEvent(new Moved(7), new EventMetadata { Tags = new HashSet<string> { "red" } }), new NewEvent(new Effect(1)));
        await AppendAsync(TestEvents.Stream("a", "other"), TestEvents.New(1000));
        var live = new LiveProjections(Store);
        await using var stream = await live.ProjectStreamAsync<Sums>(TestEvents.Stream("a"));
        Assert.That(await stream.ReadModel(Sum.Mapping).QueryAsync().ToListAsync(), Is.EqualTo(new[] { new Sum("a", 55, 10) }));
        Assert.That((stream.Events, stream.Position), Is.EqualTo((10L, (await Store.ReadStreamAsync(TestEvents.Stream("a")).LastAsync()).Position)));
        await using var earlier = await live.ProjectStreamAsync<Sums>(TestEvents.Stream("a"), new StreamReadOptions { ToVersion = 3 });
        Assert.That(await earlier.ReadModel(Sum.Mapping).FindAsync("a"), Is.EqualTo(new Sum("a", 6, 3)));
        await using var category = await live.ProjectCategoryAsync<Sums>("test");
        Assert.That((await category.ReadModel(Sum.Mapping).FindAsync("b"))!.Total, Is.EqualTo(7));
        Assert.That((await category.ReadModel(Sum.Mapping).FindAsync("a"))!.Total, Is.EqualTo(55));
        await using var query = await live.ProjectFeedAsync<Sums>(new FeedReadOptions { Tags = TagQuery.AllTags("red") });
        Assert.That(await query.ReadModel(Sum.Mapping).QueryAsync().ToListAsync(), Is.EqualTo(new[] { new Sum("b", 7, 1) }));
        await using var nothing = await live.ProjectStreamAsync<Sums>(TestEvents.Stream("absent"));
        Assert.That((nothing.Events, nothing.Position), Is.EqualTo((0L, (GlobalPosition?)null)));
    }

    [Test]
    public void A_projection_needs_a_transaction() =>
        Assert.That(() => Manager.AddProjection<Sums>(o => o with { UseTransaction = false }), Throws.ArgumentException.With.Message.Contains("sums"));
}
