using Banking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>What a host logs.</summary>
internal sealed class LogTests : HostFixture
{
    private static readonly SubscriptionOptions Some = new() { Name = "some", Retry = RetryPolicy.None };

    [Test]
    public async Task A_parked_event_is_logged_with_what_it_is_and_those_behind_it_in_short()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some, (c, _) => c.Version == 2 ? throw new DomainException("no, never") : ValueTask.CompletedTask));
        await AppendAsync(host, 3);
        await CaughtUpAsync(host, "some");
        var id = (await host.Services.GetRequiredService<IEventStore>().ReadAllAsync().ToListAsync())[1].Metadata.EventId;

        var parked = Logs.Lines.Single(l => l.Level == LogLevel.Error);
        var behind = Logs.Lines.Single(l => l.Level == LogLevel.Debug && l.Message.Contains("behind", StringComparison.Ordinal));

        Assert.That(parked.Message, Is.EqualTo(
            $"Subscription 'some', partition 0, has parked event 'account-opened' ({id}) at version 2 of stream 'account/1', position 2, after 1 attempts: EventSourcing.DomainException. A dead letter is written, and later events of the key 'account/1' wait behind it"));
        Assert.That(parked.Exception, Is.TypeOf<DomainException>());
        Assert.That(behind.Message, Does.StartWith("Subscription 'some', partition 0, has parked event 'account-opened'").And.Contains("at version 3 of stream 'account/1', position 3, behind an earlier one"));
    }

    [Test]
    public async Task An_event_that_fails_again_when_it_is_replayed_is_logged_again()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some, (_, _) => throw new DomainException("no, never")));
        await AppendAsync(host, 1);
        await CaughtUpAsync(host, "some");

        await host.Services.GetRequiredService<IDeadLetterStore>().ReplayAsync("some", "account/1");

        await EventuallyAsync(() => Logs.Lines.Any(l => l.Level == LogLevel.Error && l.Message.Contains("after 2 attempts", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_circuit_that_opens_and_closes_is_logged_once_each()
    {
        var isAway = true;
        var options = Some with { Retry = RetryPolicy.Default with { Delay = TimeSpan.Zero }, Circuit = new CircuitPolicy { Failures = 1, Pause = TimeSpan.FromMilliseconds(10), IsOutage = static e => e is TimeoutException } };
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(options, (_, _) => Volatile.Read(ref isAway) ? throw new TimeoutException("away") : ValueTask.CompletedTask));
        await AppendAsync(host, 1);

        await EventuallyAsync(() => Count(LogLevel.Warning, "one failure followed the other") == 1);
        Assert.That(Logs.Lines.Single(l => l.Level == LogLevel.Warning).Exception, Is.TypeOf<TimeoutException>());
        Assert.That(Count(LogLevel.Information, "its circuit is closed again"), Is.Zero);
        Volatile.Write(ref isAway, false);
        await CaughtUpAsync(host, "some");

        await EventuallyAsync(() => Count(LogLevel.Information, "'some' goes on: its circuit is closed again") == 1);
    }

    [Test]
    public async Task States_are_logged_as_they_change()
    {
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(Some, (_, _) => ValueTask.CompletedTask));
        await AppendAsync(host, 1);
        await CaughtUpAsync(host, "some");
        await host.StopAsync();

        var told = Logs.Lines.Where(l => l.Level == LogLevel.Information && l.Message.Contains('→', StringComparison.Ordinal)).Select(l => l.Message).ToList();
        Assert.That(told[0], Is.EqualTo("Subscription 'some': Stopped → Starting"));
        Assert.That(told[^1], Does.EndWith("→ Stopped"));
    }

    [Test]
    public async Task A_rebuild_and_its_taking_over_are_logged()
    {
        var host = await StartAsync(e => e.UseInMemory().AddProjection<AccountBalances>());
        await AppendAsync(host, 3);
        await CaughtUpAsync(host, "account-balances@1");
        await host.Services.GetRequiredService<SubscriptionManager>().StopAsync("account-balances@1");

        await host.Services.GetRequiredService<ProjectionRebuilder>().RebuildAsync<AccountBalances>();

        var told = Logs.Lines.Where(l => l.Message.StartsWith("Rebuild of 'account-balances@1'", StringComparison.Ordinal)).Select(l => l.Message).ToList();
        Assert.That(told, Has.Some.Contains("Following, 3 events handled"));
        Assert.That(told[^1], Is.EqualTo("Rebuild of 'account-balances@1': its tables have taken over, after 3 events"));
    }

    [Test]
    public async Task Partitions_that_come_and_go_are_logged()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var options = Some with { Partitions = 4 };
        var node = new SubscriptionNodeOptions { Id = "first", LeaseDuration = TimeSpan.FromSeconds(30), BalanceInterval = TimeSpan.FromMilliseconds(20) };
        await using var first = new SubscriptionManager(store, new SubscriptionManagerOptions { Node = node }).Add(options, (_, _) => ValueTask.CompletedTask);
        await using var second = new SubscriptionManager(store, new SubscriptionManagerOptions { Node = node with { Id = "second" } }).Add(options, (_, _) => ValueTask.CompletedTask);
        new SubscriptionLog(first, Logs.CreateLogger("EventSourcing.First")).Begin();

        await first.StartAllAsync();
        await EventuallyAsync(() => Count(LogLevel.Information, "'some' handles the partitions 0, 1, 2, 3 here from now on; 4 in all") == 1);
        await second.StartAllAsync();
        await EventuallyAsync(() => Logs.Lines.Any(l => l.Message.EndsWith("here no more; 2 in all", StringComparison.Ordinal)));
        await second.StopAllAsync();
        await EventuallyAsync(() => Logs.Lines.Count(l => l.Message.EndsWith("here from now on; 4 in all", StringComparison.Ordinal)) == 2);
        await first.StopAllAsync();

        Assert.That(Count(LogLevel.Information, "'some' handles the partitions 0, 1, 2, 3 here no more; 0 in all"), Is.EqualTo(1));
    }

    [TearDown]
    public void Print()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Failed) TestContext.Out.WriteLine(string.Join(Environment.NewLine, Logs.Lines.Select(l => $"{l.Level}: {l.Message}")));
    }

    private int Count(LogLevel level, string text) => Logs.Lines.Count(l => l.Level == level && l.Message.Contains(text, StringComparison.Ordinal));

    private static async Task AppendAsync(IHost host, int count) =>
        await host.Services.GetRequiredService<IEventStore>().AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [.. Enumerable.Range(0, count).Select(i => new NewEvent(new AccountOpened("Alice", i)))]);
}
