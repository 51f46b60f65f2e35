namespace EventSourcing.Subscriptions.Tests;

/// <summary>How long failures make a subscription wait.</summary>
internal sealed class CircuitTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public void The_wait_of_an_open_circuit_is_never_below_zero()
    {
        var circuit = new CircuitBreaker(new CircuitPolicy { Failures = 1, Pause = TimeSpan.FromMilliseconds(25) }, new SteppingClock(TimeSpan.FromMilliseconds(10)));
        Assert.That(circuit.Fail(new HttpRequestException()), Is.True);

        // Each look at the clock takes 10 ms: the pause is over between the second one and the third.
        var waits = Enumerable.Range(0, 4).Select(_ => circuit.Wait).ToList();

        Assert.That(waits, Is.EqualTo(new[] { 15, 5, 0, 0 }.Select(ms => TimeSpan.FromMilliseconds(ms))));
    }

    [Test]
    public async Task Waits_of_an_outage_grow_until_something_succeeds()
    {
        var (manager, clock) = NewManagerByClock();
        await AppendAsync(1);
        await AppendAsync(2);
        var calls = new List<(int Value, DateTimeOffset At)>();
        var options = Options() with
        {
            BatchSize = 1,
            Retry = new RetryPolicy { Delay = TimeSpan.FromSeconds(1), Factor = 3, MaxDelay = TimeSpan.FromSeconds(20), Jitter = 0 },
            Circuit = new CircuitPolicy { Failures = 1000, IsOutage = e => e is HttpRequestException },
        };
        manager.Add(options, (context, cancellationToken) =>
        {
            calls.Add((TestEvents.ValueOf(context.Event), clock.GetUtcNow()));
            return calls.Count is not (4 or 6) ? throw new HttpRequestException("The other side is down.") : _recorder.HandleAsync(context, cancellationToken);
        });

        await manager.StartAsync("numbers");
        await EventuallyAsync(clock, () => _recorder.Values.Count == 2, stepInMilliseconds: 100);

        Assert.That(calls.Select(c => c.Value), Is.EqualTo(new[] { 1, 1, 1, 1, 2, 2 }));
        var waits = calls.Zip(calls.Skip(1), (a, b) => (b.At - a.At).TotalSeconds).ToList();
        Assert.That(waits[0], Is.GreaterThanOrEqualTo(1));
        Assert.That(waits[1], Is.GreaterThanOrEqualTo(3));
        Assert.That(waits[2], Is.GreaterThanOrEqualTo(9));
        Assert.That(waits[4], Is.GreaterThanOrEqualTo(1).And.LessThan(3), "the first wait after a success");
    }
}
