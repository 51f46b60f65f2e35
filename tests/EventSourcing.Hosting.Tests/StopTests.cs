using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Banking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>How subscriptions end with their host: drained, or by force.</summary>
[NonParallelizable]
internal sealed class StopTests : HostFixture
{
    private static readonly SubscriptionOptions Some = new() { Name = "some", BatchSize = 1 };
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Test]
    public async Task What_is_at_hand_is_handled_before_the_host_has_stopped()
    {
        var (entered, go, handled) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some with { UseTransaction = false }, async (_, ct) =>
        {
            entered.TrySetResult();
            await go.Task.WaitAsync(ct);
            Interlocked.Increment(ref handled);
        }));
        await AppendAsync(host);
        await entered.Task.WaitAsync(Patience);

        var stopping = host.StopAsync();
        Assert.That(stopping.IsCompleted, Is.False);
        go.SetResult();
        await stopping;

        Assert.That(handled, Is.EqualTo(1));
        Assert.That(host.Services.GetRequiredService<SubscriptionManager>().GetState("some"), Is.EqualTo(SubscriptionState.Stopped));
    }

    [Test]
    public async Task When_the_hosts_time_is_up_handlers_are_cancelled()
    {
        var (host, ended) = await StartWithHandlerThatWaitsAsync(_ => { });

        using var limit = new CancellationTokenSource();
        var stopping = host.StopAsync(limit.Token);
        await limit.CancelAsync();
        await stopping.WaitAsync(Patience);

        Assert.That(await ended.WaitAsync(Patience), Is.EqualTo("cancelled"));
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task A_second_signal_cancels_handlers_at_once()
    {
        // Whatever happens, these signals do not end the test's own process.
        using var guard = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        var (host, ended) = await StartWithHandlerThatWaitsAsync(_ => { });

        using var limit = new CancellationTokenSource();
        var stopping = host.StopAsync(limit.Token);
        try
        {
            await EventuallyAsync(() =>
            {
                // One that comes before anybody listens to it is not a second one.
                if (!stopping.IsCompleted) Signal();
                return stopping.IsCompleted;
            });
        }
        finally
        {
            // Where the signals do nothing, the test fails, and does not wait for the handler for ever.
            await limit.CancelAsync();
            await stopping.WaitAsync(Patience);
        }

        Assert.That(await ended.WaitAsync(Patience), Is.EqualTo("cancelled"));
        Assert.That(Logs.Lines.Any(l => l.Level == LogLevel.Warning && l.Message.Contains("second signal", StringComparison.Ordinal)));
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task A_second_signal_changes_nothing_where_it_is_not_to_force()
    {
        var seen = new TaskCompletionSource();
        using var guard = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            seen.TrySetResult();
        });
        var (host, ended) = await StartWithHandlerThatWaitsAsync(o => o.SecondSignalForces = false);

        using var limit = new CancellationTokenSource();
        var stopping = host.StopAsync(limit.Token);
        try
        {
            Signal();
            await seen.Task.WaitAsync(Patience);

            Assert.That((ended.IsCompleted, stopping.IsCompleted), Is.EqualTo((false, false)));
            Assert.That(Logs.Lines.Any(l => l.Message.Contains("second signal", StringComparison.Ordinal)), Is.False);
        }
        finally
        {
            await limit.CancelAsync();
            await stopping.WaitAsync(Patience);
        }
    }

    private static void Signal()
    {
        using var kill = Process.Start("kill", ["-TERM", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    // Neither the host nor the subscription ends the handler by a limit of its own.
    private async Task<(IHost Host, Task<string> Ended)> StartWithHandlerThatWaitsAsync(Action<EventSourcingHostOptions> configure)
    {
        var (entered, ended) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        var host = await StartAsync(e => e.UseInMemory().Configure(configure).AddSubscription(Some with { UseTransaction = false, HandlerTimeLimit = Long, StopDeadline = Long }, async (_, ct) =>
        {
            entered.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            catch (OperationCanceledException)
            {
                ended.TrySetResult("cancelled");
                throw;
            }
        }), services => services.Configure<HostOptions>(o => o.ShutdownTimeout = Timeout.InfiniteTimeSpan));
        await AppendAsync(host);
        await entered.Task.WaitAsync(Patience);
        return (host, ended.Task);
    }

    private static async Task AppendAsync(IHost host) =>
        await host.Services.GetRequiredService<IEventStore>().AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m))]);
}
