using System.Globalization;
using System.Threading.Channels;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What the processes do that tests start and kill.</summary>
internal static class ProcessRoles
{
    /// <summary>Does what a role is there for.</summary>
    /// <param name="role">The role.</param>
    /// <param name="kind">The kind of the store.</param>
    /// <param name="source">Where the store is; a starter is told later.</param>
    /// <param name="name">The process's name.</param>
    public static async Task RunAsync(ProcessRole role, StoreKind kind, string source, string name)
    {
        var told = Listen();
        if (role == ProcessRole.Starter)
        {
            await StartAgainAndAgainAsync(kind, name, told);
            return;
        }

        await using var opened = new OpenedStore(kind, source);
        await (role switch
        {
            ProcessRole.Writer => WriteAsync(opened.Store, Number(name), told),
            ProcessRole.Single => RunAsync(KillTests.NewManager(opened.Store, Say)),
            ProcessRole.Node => RunAsync(NodeKillTests.NewNode(opened.Store, name, Say)),
            ProcessRole.Serving => ServeAsync(RebuildKillTests.NewServing(opened.Store, Number(name), node: null), $"sums@{name}"),
            ProcessRole.ServingNode => ServeAsync(RebuildKillTests.NewServing(opened.Store, Number(name), $"serving {name}"), $"sums@{name}"),
            ProcessRole.Rebuild => RebuildAsync(opened.Store, Number(name)),
            ProcessRole.Courier => RunCourierAsync(opened.Store, name),
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "It is none of the roles."),
        });
    }

    private static int Number(string name) => int.Parse(name, CultureInfo.InvariantCulture);

    private static void Say(int value) => Console.WriteLine(value);

    /// <summary>What the process is told. When nobody is left who could tell it anything it ends.</summary>
    private static ChannelReader<string> Listen()
    {
        var lines = Channel.CreateUnbounded<string>();
        var listening = new Thread(() =>
        {
            while (Console.In.ReadLine() is { } line) lines.Writer.TryWrite(line);
            Environment.Exit(0);
        }) { IsBackground = true };
        listening.Start();
        return lines.Reader;
    }

    private static async Task RunAsync(SubscriptionManager manager)
    {
        await using var m = manager;
        await manager.StartAllAsync();
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task WriteAsync(ITransactionalEventStore store, int events, ChannelReader<string> told)
    {
        for (var i = 1; events == 0 ? !told.TryRead(out _) : i <= events; i++)
        {
            await store.AppendAsync(TestEvents.Stream($"{i % KillScene.Keys}"), ExpectedVersion.Any, [TestEvents.New(i)]);
            Say(i);
            await Task.Delay(events == 0 ? 10 : 2);
        }
    }

    private static async Task StartAgainAndAgainAsync(StoreKind kind, string name, ChannelReader<string> told)
    {
        Console.WriteLine("ready");
        while (true)
        {
            var source = await told.ReadAsync();
            await using (var opened = new OpenedStore(kind, source))
            await using (var manager = StartTests.NewNode(opened.Store, name))
            {
                manager.StateChanged += (_, change) =>
                {
                    if (change.Current == SubscriptionState.Faulted) Environment.FailFast($"'{change.Name}' is faulted: {change.Fault}");
                };
                await manager.StartAllAsync();
                Console.WriteLine(source);
                await told.ReadAsync();
            }

            Console.WriteLine("ready");
        }
    }

    /// <summary>Serves until another version has taken over, and must then not be able to start again.</summary>
    private static async Task ServeAsync(SubscriptionManager manager, string name)
    {
        await using var m = manager;
        await manager.StartAllAsync();
        Console.WriteLine("serving");
        await manager.WaitForStateAsync(name, SubscriptionState.Faulted, Timeout.InfiniteTimeSpan);
        var fault = (await manager.GetStatusAsync(name)).Fault;
        if (fault is not SubscriptionException) throw new InvalidOperationException($"'{name}' has ended by something other than the take-over.", fault);
        try
        {
            await manager.StartAsync(name);
        }
        catch (ProjectionVersionException)
        {
            Console.WriteLine("replaced");
            return;
        }

        throw new InvalidOperationException($"'{name}' has started again, though another version serves.");
    }

    private static async Task RebuildAsync(ITransactionalEventStore store, int version)
    {
        // Who was killed has the lease for so long.
        var options = new RebuildOptions { PageSize = 40, Lock = new DistributedLockOptions { Duration = TimeSpan.FromSeconds(1) } };
        while (true)
        {
            try
            {
                await new ProjectionRebuilder(store).RebuildAsync(Sums.OfVersion(version), options, new PrintedProgress());
                return;
            }
            catch (Exception e) when (e is RebuildInProgressException or ProjectionRebuildException { Stream: null })
            {
                // Who was killed still has the lease, or on a slow machine this process has lost its own.
                await Task.Delay(20);
            }
        }
    }

    private static async Task RunCourierAsync(ITransactionalEventStore store, string name)
    {
        // A lock of its own: all nodes let timeouts elapse at once.
        await using var timeouts = new ProcessTimeouts(store, new ProcessTimeoutsOptions { PollInterval = TimeSpan.FromMilliseconds(10), LockName = name });
        var manager = CourierKillTests.NewNode(store, name, Say);
        timeouts.Start();
        await RunAsync(manager);
    }
}
