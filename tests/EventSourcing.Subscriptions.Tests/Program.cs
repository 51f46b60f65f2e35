namespace EventSourcing.Subscriptions.Tests;

/// <summary>This assembly as a process of its own, which tests start and kill: see <see cref="ProcessRoles"/>.</summary>
public static class Program
{
    public static Task Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return ProcessRoles.RunAsync(Enum.Parse<ProcessRole>(args[0]), Enum.Parse<StoreKind>(args[1]), args[2], args[3]);
    }
}
