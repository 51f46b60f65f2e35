using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>Hosts for a test: built on one store, started and stopped.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class HostFixture
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IHost> _hosts = [];
    private readonly List<IHost> _started = [];

    protected RecordingLoggers Logs { get; } = new();

    /// <summary>Builds a host, and lets no file or variable of the machine configure it.</summary>
    protected IHost Build(Action<EventSourcingBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        configure(builder.Services.AddEventSourcing(DomainEvents.Catalog));
        services?.Invoke(builder.Services);
        var host = builder.Build();
        _hosts.Add(host);
        return host;
    }

    protected async Task<IHost> StartAsync(Action<EventSourcingBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var host = Build(configure, services);
        await host.StartAsync();
        _started.Add(host);
        return host;
    }

    /// <summary>Waits until a subscription has come to the end of the feed.</summary>
    protected static async Task CaughtUpAsync(IHost host, string name)
    {
        var head = await host.Services.GetRequiredService<IEventStore>().GetHeadAsync() ?? throw new AssertionException("The store is empty.");
        Assert.That(await host.Services.GetRequiredService<SubscriptionManager>().WaitForAsync(name, head, Patience), Is.True, $"'{name}' has not come to the end of the feed");
    }

    protected static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new AssertionException($"It has not come to be so within {Patience}.");
            await Task.Delay(5);
        }
    }

    protected static Task EventuallyAsync(Func<bool> condition) => EventuallyAsync(() => Task.FromResult(condition()));

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var host in _hosts)
        {
            // A host that does not end fails its test, and keeps no other waiting.
            using var limit = new CancellationTokenSource(Patience);
            if (_started.Contains(host)) await host.StopAsync(limit.Token).WaitAsync(2 * Patience);
            await ((IAsyncDisposable)host).DisposeAsync().AsTask().WaitAsync(2 * Patience);
        }
    }
}
