using System.Diagnostics;
using Benchmarks.PostgreSql;

namespace Benchmarks.Delivery;

/// <summary>What one side did in one round.</summary>
/// <param name="Rate">Events per second.</param>
/// <param name="Cpu">Processor time for each event.</param>
/// <param name="Allocated">Bytes that were allocated for each event.</param>
internal sealed record DeliveryRound(double Rate, CpuTime Cpu, double Allocated)
{
    /// <summary>Takes the time of a round.</summary>
    /// <param name="events">How many events it handles.</param>
    /// <param name="server">The server, where there is one.</param>
    /// <param name="work">The work.</param>
    public static async Task<DeliveryRound> MeasureAsync(int events, BenchServer? server, Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var postmaster = server?.Postmaster ?? 0;
        var before = CpuTime.Begin(postmaster);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        await work();
        var elapsed = clock.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var cpu = before.Since(postmaster);
        return new DeliveryRound(events / elapsed.TotalSeconds, new CpuTime(cpu.Client / events, server is null ? TimeSpan.Zero : cpu.Server / events), (double)allocated / events);
    }

    public static T Median<T>(IReadOnlyList<DeliveryRound> rounds, Func<DeliveryRound, T> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);
}
