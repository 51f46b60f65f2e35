namespace EventSourcing.Subscriptions.Tests;

/// <summary>This assembly as a process of its own: it runs a projection and a subscription over a SQLite file until it is killed. For <see cref="KillTests"/> and, as one of several, <see cref="NodeKillTests"/>.</summary>
public static class Program
{
    public static async Task Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Length == 4)
        {
            await NodeProcess.RunAsync(args[0], Enum.Parse<StoreKind>(args[1]), args[2], args[3]);
            return;
        }

        await using var store = new SqliteEventStore(args[0], TestEvents.Catalog);
        await using var manager = new SubscriptionManager(store);
        KillTests.AddTo(manager, batch => Console.WriteLine($"handled {batch}"));
        await manager.StartAllAsync();
        await Task.Delay(Timeout.Infinite);
    }
}
