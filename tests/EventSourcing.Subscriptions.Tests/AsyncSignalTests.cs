using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What wakes a worker: no signal is lost, whenever it comes.</summary>
internal sealed class AsyncSignalTests
{
    private readonly FakeTimeProvider _clock = new();

    [Test]
    public async Task A_signal_after_a_wait_whose_time_was_up_is_remembered()
    {
        var signal = new AsyncSignal();
        var first = signal.WaitAsync(TimeSpan.FromSeconds(1), _clock, CancellationToken.None).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await first.WaitAsync(TimeSpan.FromSeconds(60));
        signal.Set();
        Assert.That(Wait(signal).IsCompletedSuccessfully, Is.True);
        Assert.That(Wait(signal).IsCompleted, Is.False, "It is used up");
    }

    [Test]
    public async Task A_signal_after_a_wait_that_was_cancelled_is_remembered()
    {
        var signal = new AsyncSignal();
        using var cancelling = new CancellationTokenSource();
        var first = signal.WaitAsync(Timeout.InfiniteTimeSpan, _clock, cancelling.Token).AsTask();
        await cancelling.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        signal.Set();
        Assert.That(Wait(signal).IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task Signals_before_a_wait_are_remembered_as_one_and_one_during_it_ends_it()
    {
        var signal = new AsyncSignal();
        for (var i = 0; i < 3; i++) signal.Set();
        Assert.That(Wait(signal).IsCompletedSuccessfully, Is.True);
        var next = Wait(signal);
        Assert.That(next.IsCompleted, Is.False);
        signal.Set();
        await next.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private Task Wait(AsyncSignal signal) => signal.WaitAsync(Timeout.InfiniteTimeSpan, _clock, CancellationToken.None).AsTask();
}
