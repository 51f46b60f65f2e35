using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>
/// Whatever comes, and wherever the process is cut off between handling and the end of the commit, in subscriptions and in the loop of timeouts: each command is there once, in the order of the feed.
/// </summary>
internal sealed class ProcessFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Keys = ["a", "b", "c"];

    private enum Step
    {
        Open,
        Move,
        Elapse,
        FailCommits,
        LoseAnswers,
        Restart,
    }

    private static readonly Gen<(Step Step, int Key, int Number)[]> Histories = Gen.Select(
        Gen.Frequency((3, Gen.Const(Step.Open)), (12, Gen.Const(Step.Move)), (4, Gen.Const(Step.Elapse)), (3, Gen.Const(Step.FailCommits)), (3, Gen.Const(Step.LoseAnswers)), (2, Gen.Const(Step.Restart))),
        Gen.Int[0, Keys.Length - 1],
        Gen.Int[1, 30]).Array[10, 60];

    [Test]
    public Task Commands_are_there_once_in_the_order_of_the_feed() => Histories.SampleAsync(RunAsync, iter: 40, threads: 1);

    [Test]
    public async Task A_timeout_that_is_cancelled_while_it_is_about_to_elapse_appends_nothing()
    {
        await using var memory = new InMemoryEventStore(TestEvents.Catalog);
        var (store, clock) = (new FaultyStore(memory), new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await using var manager = await StartAsync(new FaultyStore(memory));
        await TellAsync(memory, clock, new Opened(1), "a");
        await TellAsync(memory, clock, new Moved(3), "a");
        await CaughtUpAsync(manager, memory);
        clock.Advance(Relay.Wait);
        store.BeforeTransaction = async () =>
        {
            store.BeforeTransaction = null;
            await TellAsync(memory, clock, new Moved(7), "a");
            await CaughtUpAsync(manager, memory);
        };

        var elapsed = await new ProcessTimeouts(store, new ProcessTimeoutsOptions { TimeProvider = clock }).ElapseAsync();

        Assert.That((elapsed, await memory.GetVersionAsync(new StreamId("relay-timeouts", "a"))), Is.EqualTo((0, 0L)));
    }

    [Test]
    public async Task An_event_that_is_passed_over_counts_once_however_often_its_commit_fails()
    {
        await using var memory = new InMemoryEventStore(TestEvents.Catalog);
        var store = new FaultyStore(memory);
        await using var manager = await StartAsync(store);
        store.FailingCommits = 3;
        await TellAsync(memory, TimeProvider.System, new Moved(1), "a");

        await CaughtUpAsync(manager, memory);

        Assert.That((store.FailingCommits, (await manager.GetStatusAsync("relay@1")).Ignored), Is.EqualTo((0, 1L)));
    }

    private static async Task TellAsync(InMemoryEventStore store, TimeProvider clock, object data, string key) =>
        await store.AppendAsync(TestEvents.Stream(key), ExpectedVersion.Any, [new NewEvent(data, new EventMetadata { OccurredAt = clock.GetUtcNow() })]);

    private static async Task RunAsync((Step Step, int Key, int Number)[] history)
    {
        await using var memory = new InMemoryEventStore(TestEvents.Catalog);
        var store = new FaultyStore(memory);
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var timeouts = new ProcessTimeouts(store, new ProcessTimeoutsOptions { TimeProvider = clock });
        var manager = await StartAsync(store);
        foreach (var (step, key, number) in history)
        {
            switch (step)
            {
                case Step.Open:
                    await TellAsync(memory, clock, new Opened(number), Keys[key]);
                    break;
                case Step.Move:
                    await TellAsync(memory, clock, new Moved(number), Keys[key]);
                    break;
                case Step.Elapse:
                    clock.Advance(TimeSpan.FromSeconds(number));
                    await ElapseAsync();
                    break;
                case Step.FailCommits:
                    store.FailingCommits = number % 4;
                    break;
                case Step.LoseAnswers:
                    store.LostAnswers = number % 4;
                    break;
                case Step.Restart:
                    await manager.DisposeAsync();
                    manager = await StartAsync(store);
                    break;
            }
        }

        // In the end nothing fails any more, and all that was set is due. What is handled then may set another one.
        for (var round = 0; round < 3; round++)
        {
            await CaughtUpAsync(manager, memory);
            clock.Advance(Relay.Wait);
            (store.FailingCommits, store.LostAnswers) = (0, 0);
            await timeouts.ElapseAsync();
        }

        await CaughtUpAsync(manager, memory);
        await manager.DisposeAsync();
        await CompareAsync(memory);

        async Task ElapseAsync()
        {
            try
            {
                await timeouts.ElapseAsync();
            }
            catch (EventStoreException)
            {
                // The loop goes on with the next round.
            }
        }
    }

    private static async Task<SubscriptionManager> StartAsync(FaultyStore store)
    {
        var manager = new SubscriptionManager(store).AddProcess(Relay.Descriptor, o => o with
        {
            BatchSize = 3, PollInterval = TimeSpan.FromMilliseconds(2), Retry = new RetryPolicy { Delay = TimeSpan.Zero }, Circuit = new CircuitPolicy { Failures = 1_000 },
        });
        await manager.StartAllAsync();
        return manager;
    }

    private static async Task CaughtUpAsync(SubscriptionManager manager, InMemoryEventStore store)
    {
        if (await store.GetHeadAsync() is { } head) Assert.That(await manager.WaitForAsync("relay@1", head, Patience), Is.True, $"it comes to the end: {(await manager.GetStatusAsync("relay@1")).Fault?.Message}");
    }

    private static async Task CompareAsync(InMemoryEventStore store)
    {
        var models = Keys.ToDictionary(k => k, _ => new RelayModel());
        await foreach (var @event in store.ReadAllAsync())
        {
            if (@event.Stream.Category is "test" or "relay-timeouts") models[@event.Stream.Key].Handle(@event);
        }

        foreach (var (key, model) in models)
        {
            var effects = await store.ReadStreamAsync(Relay.Effects(key)).Select(TestEvents.ValueOf).ToListAsync();
            Assert.That(effects, Is.EqualTo(model.Effects), $"the effects of '{key}'");
            Assert.That((await store.ReadModel(RelayState.Mapping).FindAsync(key))?.Sum, Is.EqualTo(model.Sum), $"the state of '{key}'");
            Assert.That(model.IsWaiting, Is.False, $"no timeout of '{key}' is left");
        }

        Assert.That(await new ProcessInstances(store).ListTimeoutsAsync("relay").ToListAsync(), Is.Empty);
    }
}
