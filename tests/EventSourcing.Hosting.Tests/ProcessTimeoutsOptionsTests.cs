using Banking;

namespace EventSourcing.Hosting.Tests;

/// <summary>Each option of the loop of timeouts has its effect.</summary>
internal sealed class ProcessTimeoutsOptionsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(7);

    [Test]
    public async Task It_looks_again_after_the_interval_at_most_and_when_the_next_one_is_due_by_its_own_clock()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var clock = new RecordingClock();
        await using var manager = new SubscriptionManager(store, new SubscriptionManagerOptions { Services = type => type == typeof(IDormancyRule) ? new DormancyRule(TimeSpan.FromMinutes(3)) : null }).AddProcess<DormancyWatch>();
        await using var timeouts = new ProcessTimeouts(store, new ProcessTimeoutsOptions { PollInterval = Poll, TimeProvider = clock });
        timeouts.Start();
        await UntilAsync(() => Task.FromResult(clock.Waits.Contains(Poll)), "nothing is due, and so it waits for the interval");

        var opened = new NewEvent(new AccountOpened("Alice", 1m), new EventMetadata { OccurredAt = clock.GetUtcNow() });
        var stored = await store.AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [opened]);
        await manager.StartAllAsync();
        Assert.That(await manager.WaitForAsync("dormancy@1", stored, Patience), Is.True);
        Assert.That(await timeouts.GetStatusAsync(), Is.EqualTo(new ProcessTimeoutsStatus { Waiting = 1, Overdue = 0, OverdueFor = TimeSpan.Zero, Failed = 0 }));

        // What was set since it looked is found at the next look, here long after it was due.
        clock.Advance(Poll);
        await UntilAsync(async () => (await timeouts.GetStatusAsync()) is { Waiting: 0, Overdue: 0 }, "it elapses at the next look");
        var elapsed = await store.ReadStreamAsync(new StreamId("dormancy-timeouts", "1")).SingleAsync();
        Assert.That(elapsed.Metadata.OccurredAt, Is.EqualTo(opened.Metadata.OccurredAt.AddMinutes(3)));

        // What it knows when it looks it waits for, and no longer.
        await UntilAsync(() => Task.FromResult(clock.Waits.Count(w => w == Poll) >= 2), "it waits for the interval again");
        var again = new NewEvent(new AccountOpened("Bob", 1m), new EventMetadata { OccurredAt = clock.GetUtcNow() });
        stored = await store.AppendAsync(new StreamId("account", "2"), ExpectedVersion.Any, [again]);
        Assert.That(await manager.WaitForAsync("dormancy@1", stored, Patience), Is.True);
        await timeouts.StopAsync();
        timeouts.Start();
        await UntilAsync(() => Task.FromResult(clock.Waits.Contains(TimeSpan.FromMinutes(3))), "one is due in three minutes, and so it waits for those");
    }

    [Test]
    public async Task It_waits_no_longer_than_the_interval_where_the_next_one_is_due_later()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var (clock, far) = (new RecordingClock(), TimeSpan.FromHours(1));
        await using var manager = new SubscriptionManager(store, new SubscriptionManagerOptions { Services = type => type == typeof(IDormancyRule) ? new DormancyRule(far) : null }).AddProcess<DormancyWatch>();
        await manager.StartAllAsync();
        var stored = await store.AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m), new EventMetadata { OccurredAt = clock.GetUtcNow() })]);
        Assert.That(await manager.WaitForAsync("dormancy@1", stored, Patience), Is.True);
        await using var timeouts = new ProcessTimeouts(store, new ProcessTimeoutsOptions { PollInterval = Poll, TimeProvider = clock });

        timeouts.Start();

        await UntilAsync(() => Task.FromResult(!clock.Waits.IsEmpty), "it waits");
        Assert.That(clock.Waits, Is.All.EqualTo(Poll));
    }

    [Test]
    public async Task Of_two_with_one_lock_one_works_and_with_locks_of_their_own_both_do()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var options = new ProcessTimeoutsOptions { PollInterval = TimeSpan.FromMilliseconds(5) };
        await using var first = new ProcessTimeouts(store, options);
        await using var second = new ProcessTimeouts(store, options);
        await using var other = new ProcessTimeouts(store, options with { LockName = "other" });
        first.Start();
        await UntilAsync(() => Task.FromResult(first.IsActive), "the first one works");
        second.Start();
        other.Start();
        await UntilAsync(() => Task.FromResult(other.IsActive), "the one with another lock works beside it");

        Assert.That(second.IsActive, Is.False);
        await first.StopAsync();
        Assert.That(first.IsActive, Is.False);
        await UntilAsync(() => Task.FromResult(second.IsActive), "the second one works when the first has stopped");
    }

    [Test]
    public async Task A_round_that_fails_is_told_whatever_those_say_who_listen_and_it_goes_on()
    {
        var store = new InMemoryEventStore(DomainEvents.Catalog);
        await using var timeouts = new ProcessTimeouts(store, new ProcessTimeoutsOptions { PollInterval = TimeSpan.FromMilliseconds(5) });
        var told = 0;
        timeouts.RoundFailed += (_, _) =>
        {
            Interlocked.Increment(ref told);
            throw new InvalidOperationException("not interested");
        };
        await store.DisposeAsync();

        timeouts.Start();

        await UntilAsync(() => Task.FromResult(Volatile.Read(ref told) >= 2), "it tells, and goes on");
        Assert.That(timeouts.LastError, Is.InstanceOf<InvalidOperationException>());
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(1))
            Assert.That(TimeProvider.System.GetElapsedTime(since), Is.LessThan(Patience), what);
    }
}
