using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Storage.Tests;

/// <summary>LK-1: locks on leases, by a clock that the test moves.</summary>
[TestFixture]
public sealed class DistributedLockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private FakeTimeProvider _clock = null!;
    private FailingLeaseStore _store = null!;

    [SetUp]
    public void Begin()
    {
        _clock = new FakeTimeProvider();
        _store = new FailingLeaseStore(new InMemoryLeaseStore(_clock));
    }

    [Test]
    public async Task A_lock_that_somebody_has_is_not_given_and_a_released_one_is()
    {
        var locks = Locks();
        var first = await locks.TryAcquireAsync("a");
        Assert.That((first!.Name, first.FencingToken, first.IsHeld), Is.EqualTo(("a", 1L, true)));
        Assert.That(await locks.TryAcquireAsync("a"), Is.Null, "not even to the same process");
        Assert.That(await first.ReleaseAsync());
        Assert.That((first.IsHeld, first.Lost.IsCancellationRequested), Is.EqualTo((false, false)), "released is not lost");
        Assert.That(await first.ReleaseAsync(), Is.False, "once is enough");
        Assert.That(await first.ExtendAsync(), Is.False);
        await using var second = await Locks().TryAcquireAsync("a");
        Assert.That(second!.FencingToken, Is.EqualTo(2));
    }

    [Test]
    public async Task Disposing_releases()
    {
        await using (await Locks().TryAcquireAsync("a")) Assert.That(await Locks().TryAcquireAsync("a"), Is.Null);
        await using var next = await Locks().TryAcquireAsync("a");
        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public async Task Whoever_waits_gets_the_lock_when_it_is_released()
    {
        var first = await Locks().TryAcquireAsync("a");
        var waiting = Locks().AcquireAsync("a", TimeSpan.FromMinutes(10)).AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        await first!.ReleaseAsync();
        await using var second = await AdvancingAsync(waiting, TimeSpan.FromMilliseconds(500));
        Assert.That(second.FencingToken, Is.EqualTo(2));
    }

    [Test]
    public async Task Waiting_ends_with_its_time_and_says_for_what()
    {
        await using var held = await Locks().TryAcquireAsync("a");
        var waiting = Locks().AcquireAsync("a", TimeSpan.FromSeconds(20)).AsTask();
        var error = Assert.ThrowsAsync<LockTimeoutException>(() => AdvancingAsync(waiting, TimeSpan.FromMilliseconds(500)));
        Assert.That((error!.Name, error.Waited), Is.EqualTo(("a", TimeSpan.FromSeconds(20))));
        Assert.That(async () => await Locks().AcquireAsync("a", TimeSpan.Zero), Throws.TypeOf<LockTimeoutException>(), "zero tries once");
        Assert.That(async () => await Locks().AcquireAsync("a", TimeSpan.FromSeconds(-5)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Waiting_can_be_cancelled()
    {
        await using var held = await Locks().TryAcquireAsync("a");
        using var source = new CancellationTokenSource();
        var waiting = Locks().AcquireAsync("a", Timeout.InfiniteTimeSpan, source.Token).AsTask();
        await source.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Who_waits_asks_less_and_less_often()
    {
        await using var held = await Locks(new() { AutoExtend = false, Duration = TimeSpan.FromDays(1) }).TryAcquireAsync("a");
        var before = _store.Attempts;
        var waiting = Locks(new() { RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(10) }).AcquireAsync("a", TimeSpan.FromSeconds(300)).AsTask();
        Assert.ThrowsAsync<LockTimeoutException>(() => AdvancingAsync(waiting, TimeSpan.FromSeconds(1)));

        // Between a half and the whole of 1, 2, 4, 8 and then 10 seconds.
        Assert.That(_store.Attempts - before, Is.InRange(20, 75));
    }

    [Test]
    public async Task A_lock_is_extended_by_itself_as_long_as_it_is_held()
    {
        var held = await Locks(new() { Duration = TimeSpan.FromSeconds(30) }).TryAcquireAsync("a");
        var end = held!.ExpiresAt;
        for (var i = 0; i < 30; i++)
        {
            var known = held.ExpiresAt;
            await UntilAsync(() => held.ExpiresAt > known, TimeSpan.FromSeconds(1), () => _clock.GetUtcNow() < held.ExpiresAt - TimeSpan.FromSeconds(2));
        }

        Assert.That((held.IsHeld, held.ExpiresAt > end + TimeSpan.FromSeconds(100), held.ExtensionFailure), Is.EqualTo((true, true, (Exception?)null)));
        Assert.That(await Locks().TryAcquireAsync("a"), Is.Null);
        Assert.That(await held.ReleaseAsync());
    }

    [Test]
    public async Task A_lock_that_is_not_extended_is_lost_when_its_time_is_up()
    {
        var held = await Locks(new() { Duration = TimeSpan.FromSeconds(30), AutoExtend = false }).TryAcquireAsync("a");
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.That((held!.IsHeld, await held.ExtendAsync(TimeSpan.FromSeconds(60))), Is.EqualTo((true, true)), "extended by hand");
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(held.IsHeld);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((held.Lost.IsCancellationRequested, held.IsHeld), Is.EqualTo((true, false)));
        Assert.That(await held.ExtendAsync(), Is.False, "lost is lost");
        Assert.That(await held.ReleaseAsync(), Is.False);
        await using var next = await Locks().TryAcquireAsync("a");
        Assert.That(next!.FencingToken, Is.EqualTo(2));
    }

    [Test]
    public async Task A_store_that_fails_for_a_while_loses_no_lock_and_one_that_stays_away_does()
    {
        var held = await Locks(new() { Duration = TimeSpan.FromSeconds(30) }).TryAcquireAsync("a");
        _store.Fails = true;
        await UntilAsync(() => held!.ExtensionFailure is not null, TimeSpan.FromSeconds(1), () => _clock.GetUtcNow() < held!.ExpiresAt - TimeSpan.FromSeconds(15));
        Assert.That(held!.IsHeld);
        _store.Fails = false;
        await UntilAsync(() => held.ExtensionFailure is null, TimeSpan.FromSeconds(1), () => _clock.GetUtcNow() < held.ExpiresAt - TimeSpan.FromSeconds(2));
        Assert.That(held.IsHeld);

        _store.Fails = true;
        await UntilAsync(() => held.Lost.IsCancellationRequested, TimeSpan.FromSeconds(1));
        Assert.That(held.IsHeld, Is.False);
        await held.DisposeAsync();
        Assert.That(async () => await held.ReleaseAsync(), Throws.TypeOf<EventStoreException>(), "releasing tells what disposing passes over");
    }

    [Test]
    public async Task A_lock_that_the_store_has_given_to_somebody_else_is_lost_at_the_next_extension()
    {
        var held = await Locks(new() { Duration = TimeSpan.FromSeconds(30) }).TryAcquireAsync("a");
        await _store.ReleaseAsync(new Lease("a", held!.Owner, held.FencingToken, default));
        await UntilAsync(() => held.Lost.IsCancellationRequested, TimeSpan.FromSeconds(1));
        Assert.That(held.IsHeld, Is.False);
    }

    [Test]
    public async Task The_owners_name_is_kept_in_the_store()
    {
        await using var named = await Locks(new() { Owner = "worker-7" }).TryAcquireAsync("a");
        await using var other = await Locks().TryAcquireAsync("b");
        Assert.That(named!.Owner, Does.StartWith("worker-7/"));
        Assert.That(other!.Owner, Does.StartWith($"{Environment.MachineName}/"));
    }

    [Test]
    public void Options_are_checked() => Assert.Multiple(() =>
    {
        Assert.That(() => new DistributedLockOptions { Duration = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new DistributedLockOptions { Duration = TimeSpan.FromDays(31) }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new DistributedLockOptions { RetryDelay = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new DistributedLockOptions { MaxRetryDelay = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new DistributedLockOptions { Owner = "" }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new DistributedLockOptions { TimeProvider = null! }, Throws.TypeOf<ArgumentNullException>());
    });

    private DistributedLocks Locks(DistributedLockOptions? options = null) => new(_store, (options ?? new DistributedLockOptions()) with { TimeProvider = _clock });

    private async Task<T> AdvancingAsync<T>(Task<T> task, TimeSpan step)
    {
        await UntilAsync(() => task.IsCompleted, step);
        return await task;
    }

    // Lets time pass step by step, so that what waits for it can begin its next wait in between.
    // However busy the machine is, no more than what the condition may take.
    private async Task UntilAsync(Func<bool> condition, TimeSpan step, Func<bool>? mayAdvance = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            if (mayAdvance?.Invoke() != false) _clock.Advance(step);
            for (var i = 0; i < 20; i++) await Task.Yield();
        }
    }
}
