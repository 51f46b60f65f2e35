using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks.PostgreSql;

/// <summary>
/// The PostgreSQL store beside hand-written Npgsql and beside Akka.Persistence.Sql, on one server, in one run: each round does the same work on all sides in turn,
/// and the table shows medians and their ratios. Only ratios carry over to another machine or day. After each line the events that were acknowledged are counted in
/// the database.
/// </summary>
internal static class PostgreSqlComparison
{
    /// <summary>The environment variable that names the library which slows a server's disk down; build/bench makes it.</summary>
    public const string SlowDiskVariable = "BENCH_SLOW_DISK";

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Contains("help"))
        {
            Console.WriteLine(BenchArguments.Usage);
            return 0;
        }

        var arguments = BenchArguments.Parse(words);
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"{arguments.Rounds} rounds of {arguments.Span.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s each; a booking has {BenchJson.Write(BenchJson.Sample(orders: false)).Length} bytes of JSON, an order {BenchJson.Write(BenchJson.Sample(orders: true)).Length}");
        if (arguments.Disk != DiskChoice.Slow) await CompareAsync(arguments, Work.All, slowDisk: null);
        if (arguments.Disk == DiskChoice.AsItIs) return 0;

        if (Environment.GetEnvironmentVariable(SlowDiskVariable) is { Length: > 0 } library) await CompareAsync(arguments, Work.OnSlowDisk, library);
        else Console.WriteLine($"\nThe slow disk is left out: {SlowDiskVariable} names no library. build/bench makes one where a C compiler is installed.");
        return 0;
    }

    private static async Task CompareAsync(BenchArguments arguments, IReadOnlyList<Work> lines, string? slowDisk)
    {
        var wanted = lines.Where(arguments.Wants).ToList();
        if (wanted.Count == 0) return;
        await using var server = await BenchServer.StartAsync(slowDisk);
        Console.WriteLine();
        Console.WriteLine(await server.DescribeAsync() + (slowDisk is null ? "" : "; 2 ms added to each flush to disk"));
        Console.WriteLine();
        var table = new ComparisonTable(SidesOf(arguments, slowDisk is not null));
        table.Begin();
        foreach (var work in wanted) table.Add(work, await MeasureAsync(server, arguments, work, table.Sides));
    }

    private static IReadOnlyList<SideDefinition> SidesOf(BenchArguments arguments, bool slowDisk)
    {
        SideDefinition[] all = [SideDefinition.Hand, SideDefinition.Grouped(slowDisk), SideDefinition.Store, SideDefinition.Akka];
        return [.. all.Where(s => arguments.Sides.Count == 0 || arguments.Sides.Contains(s.Name))];
    }

    private static async Task<IReadOnlyList<SideRun>> MeasureAsync(BenchServer server, BenchArguments arguments, Work work, IReadOnlyList<SideDefinition> sides)
    {
        var runs = new List<SideRun>();
        try
        {
            foreach (var side in sides)
            {
                await using var probe = side.Make("");
                if (!probe.Does(work)) continue;
                var run = new SideRun(server, side, work);
                runs.Add(run);
                await run.OpenAsync();
            }

            await server.CheckpointAsync();

            // The first round warms up and does not count.
            for (var round = 0; round <= arguments.Rounds; round++)
            {
                for (var i = 0; i < runs.Count; i++) await runs[(i + round) % runs.Count].RunAsync(arguments.Span, counts: round > 0);
            }

            foreach (var run in runs) await run.VerifyAsync();
            return runs;
        }
        finally
        {
            foreach (var run in runs) await run.DisposeAsync();
        }
    }
}
