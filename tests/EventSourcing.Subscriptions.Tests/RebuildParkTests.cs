namespace EventSourcing.Subscriptions.Tests;

/// <summary>PR-2, SU-4: a rebuild parks events of the version that runs.</summary>
internal sealed class RebuildParkTests(StoreKind kind) : SubscriptionFixture(kind)
{
    [Test]
    public async Task Who_runs_the_version_parks_behind_what_the_rebuild_has_parked_until_it_is_replayed()
    {
        var manager = NewManager().AddProjection<Sums>(o => o with { PollInterval = TimeSpan.FromMilliseconds(50) });
        await AppendAsync(TestEvents.Stream("a"), TestEvents.Many(1, 10));
        await AppendAsync(TestEvents.Stream("b"), TestEvents.Many(1, 10));
        await manager.StartAllAsync();
        await CaughtUpAsync("sums@1", manager);
        manager.PauseAll();
        await AppendAsync(TestEvents.Stream("b"), TestEvents.Many(11, 3));

        // It fails in the rebuild, and in nobody else's hands.
        var rebuilder = new ProjectionRebuilder(Store, type => type != typeof(Action<int>) ? null : new Action<int>(value =>
        {
            if (value == 13) throw new InvalidOperationException("Not now.");
        }));
        var result = await rebuilder.RebuildAsync(Sums.Descriptor, new RebuildOptions { OnError = ErrorStrategy.Park });
        Assert.That(result.EventsParked, Is.EqualTo(1));
        manager.ResumeAll();
        await AppendAsync(TestEvents.Stream("b"), TestEvents.Many(14, 2));
        await AppendAsync(11, "a");
        await CaughtUpAsync("sums@1", manager);
        var rows = Store.ReadModel(Sum.Mapping);
        Assert.That(await rows.FindAsync("a"), Is.EqualTo(new Sum("a", 66, 11)));
        Assert.That(await rows.FindAsync("b"), Is.EqualTo(new Sum("b", 78, 12)));
        var key = TestEvents.Stream("b").ToString();
        var letters = await manager.DeadLetters.ListAsync().ToListAsync();
        Assert.That(letters.Select(l => (l.Subscription, l.Key, l.Version)), Is.EqualTo(new[] { ("sums@1", key, 13L), ("sums@1", key, 14L), ("sums@1", key, 15L) }));

        Assert.That(await manager.DeadLetters.ReplayAsync("sums@1", key), Is.EqualTo(3));
        await EventuallyAsync(() => manager.DeadLetters.CountAsync().AsTask().GetAwaiter().GetResult() == 0);
        Assert.That(await rows.FindAsync("b"), Is.EqualTo(new Sum("b", 120, 15)));
        Assert.That((await new ProjectionRebuilder(Store).VerifyAsync(Sums.Descriptor)).IsSame, Is.True);
    }
}
