using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-2: how long handlers may take, by a clock that is moved on.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HandlerGuardTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(7);

    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _abort = new();

    public void Dispose() => _abort.Dispose();

    [Test]
    public async Task Each_handler_has_its_whole_time_whenever_it_begins()
    {
        using var guard = new HandlerGuard("numbers", Limit, _clock, _abort.Token);
        for (var i = 0; i < 20; i++)
        {
            guard.Begin();
            _clock.Advance(Limit - TimeSpan.FromSeconds(1));
            Assert.That(guard.Token.IsCancellationRequested, Is.False);
            await guard.AwaitAsync(ValueTask.CompletedTask);
            _clock.Advance(TimeSpan.FromSeconds(i % 3));
        }

        // While none is at hand, no time passes for anybody.
        _clock.Advance(10 * Limit);
        Assert.That(guard.Token.IsCancellationRequested, Is.False);
        guard.Begin();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await guard.AwaitAsync(ValueTask.CompletedTask);
        guard.Begin();
        _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.That(guard.Token.IsCancellationRequested, Is.False);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(guard.Token.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task What_took_too_long_is_said_so_and_the_next_one_has_a_token_of_its_own()
    {
        using var guard = new HandlerGuard("numbers", Limit, _clock, _abort.Token);
        for (var i = 0; i < 3; i++)
        {
            guard.Begin();
            var token = guard.Token;
            var handling = guard.AwaitAsync(new ValueTask(Task.Delay(Timeout.Infinite, token))).AsTask();
            _clock.Advance(Limit);
            Assert.That(async () => await handling, Throws.TypeOf<TimeoutException>().With.Message.Contains("00:00:07"));
            guard.Begin();
            Assert.That((token.IsCancellationRequested, guard.Token.IsCancellationRequested), Is.EqualTo((true, false)));
            await guard.AwaitAsync(ValueTask.CompletedTask);
        }
    }

    [Test]
    public void One_that_goes_on_when_it_was_cancelled_is_waited_for_as_long_again()
    {
        using var guard = new HandlerGuard("numbers", Limit, _clock, _abort.Token);
        guard.Begin();
        var handling = guard.AwaitAsync(new ValueTask(new TaskCompletionSource().Task)).AsTask();
        _clock.Advance(2 * Limit);
        Assert.That(async () => await handling, Throws.TypeOf<HandlerHangsException>());
    }

    [Test]
    public async Task A_stop_by_force_cancels_and_is_no_timeout()
    {
        using var guard = new HandlerGuard("numbers", Limit, _clock, _abort.Token);
        guard.Begin();
        var handling = guard.AwaitAsync(new ValueTask(Task.Delay(Timeout.Infinite, guard.Token))).AsTask();
        await _abort.CancelAsync();
        Assert.That(async () => await handling, Throws.InstanceOf<OperationCanceledException>());
        guard.Begin();
        Assert.That(guard.Token.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task Handlers_that_end_soon_change_no_timer()
    {
        var clock = new CountedTimers(_clock);
        using var guard = new HandlerGuard("numbers", Limit, clock, _abort.Token);
        for (var i = 0; i < 1_000; i++)
        {
            guard.Begin();
            await guard.AwaitAsync(ValueTask.CompletedTask);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.That(clock.Changes, Is.EqualTo(1));
    }
}
