using System.Diagnostics;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What the program around a subscription does leaves its work alone.</summary>
internal sealed class SurroundingsTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public async Task Who_starts_it_is_not_who_acts_in_it()
    {
        var seen = new TaskCompletionSource<(EventSourcingContext Context, Activity? Activity)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Manager.Add(Options(), (_, _) =>
        {
            seen.TrySetResult((EventSourcingContext.Current, Activity.Current));
            return ValueTask.CompletedTask;
        });
        var result = await AppendAsync(1);
        var of = EventSourcingContext.Current with { Tenant = "acme", Actor = "alice", CorrelationId = Guid.NewGuid(), TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Headers = new Dictionary<string, string> { ["a"] = "b" } };
        using (var request = new Activity("request").Start())
        using (EventSourcingContext.Use(of)) await Manager.StartAsync("numbers");
        var (context, activity) = await seen.Task.WaitAsync(Patience);
        var caused = await Store.ReadAllAsync().SingleAsync(e => e.Position == result.LastPosition);
        Assert.That((context.Tenant, context.Actor, context.TraceParent, context.Headers.Count, activity), Is.EqualTo(((string?)null, (string?)null, (string?)null, 0, (Activity?)null)));
        Assert.That(context.CorrelationId, Is.EqualTo(caused.Metadata.EventId));
    }

    [Test]
    public async Task A_listener_that_throws_changes_nothing()
    {
        Manager.StateChanged += (_, change) => throw new InvalidOperationException($"Nobody wants to hear of {change.Current}.");
        Manager.Add(Options(), _recorder.HandleAsync);
        for (var i = 1; i <= 3; i++)
        {
            await Manager.StartAsync("numbers");
            await AppendAsync(i);
            await CaughtUpAsync();
            Manager.Pause("numbers");
            Manager.Resume("numbers");
            await Manager.StopAsync("numbers");
            Assert.That(Manager.GetState("numbers"), Is.EqualTo(SubscriptionState.Stopped));
        }

        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Who_waits_for_a_place_of_another_store_is_told_and_the_subscription_goes_on()
    {
        Manager.Add(Options(), _recorder.HandleAsync);
        await Manager.StartAsync("numbers");
        var waiting = Manager.WaitForAsync("numbers", new GlobalPosition(Guid.NewGuid(), 1), Patience).AsTask();
        await AppendAsync(1);
        await CaughtUpAsync();
        Assert.That(async () => await waiting, Throws.TypeOf<PositionMismatchException>());
        await AppendAsync(2);
        await CaughtUpAsync();
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 1, 2 }));
        Assert.That((await Manager.GetStatusAsync("numbers")).Failed, Is.Zero);
    }

    [Test]
    public async Task A_handler_that_was_cancelled_by_something_of_its_own_has_failed()
    {
        Manager.Add(Options() with { Retry = RetryPolicy.None }, (context, cancellationToken) =>
            TestEvents.ValueOf(context.Event) == 1 ? throw new TaskCanceledException("A request took too long.") : _recorder.HandleAsync(context, cancellationToken));
        await AppendAsync(1, "a");
        await AppendAsync(2, "b");
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(await Manager.DeadLetters.CountAsync(), Is.EqualTo(1));
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task A_handler_may_ask_for_the_stop_as_long_as_it_does_not_wait_for_it()
    {
        var stopping = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        Manager.Add(Options(), (context, cancellationToken) =>
        {
            stopping.TrySetResult(Manager.StopAsync("numbers").AsTask());
            return _recorder.HandleAsync(context, cancellationToken);
        });
        await AppendAsync(1);
        await Manager.StartAsync("numbers");
        await (await stopping.Task.WaitAsync(Patience)).WaitAsync(Patience);
        Assert.That((Manager.GetState("numbers"), _recorder.Values.Count), Is.EqualTo((SubscriptionState.Stopped, 1)));
    }

    [Test]
    public async Task A_manager_that_was_disposed_of_starts_nothing()
    {
        Manager.Add(Options(), _recorder.HandleAsync);
        await Manager.DisposeAsync();
        Assert.That(async () => await Manager.StartAllAsync(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(async () => await Manager.StartAsync("numbers"), Throws.TypeOf<ObjectDisposedException>());
    }
}
