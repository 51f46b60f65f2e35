using System.Diagnostics;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>Waits for what comes by itself, with a limit.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task IsAsync(Func<bool> condition, string what) => IsAsync(() => Task.FromResult(condition()), what);

    public static async Task IsAsync(Func<Task<bool>> condition, string what)
    {
        for (var waited = Stopwatch.StartNew(); !await condition();)
        {
            if (waited.Elapsed > Patience) throw new TimeoutException($"After {Patience.TotalSeconds:0} s it is still not so: {what}.");
            await Task.Delay(5);
        }
    }
}
