using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompilerBenchmarks;

/// <summary>What each analyzer costs over a whole project.</summary>
internal static class AnalyzerTiming
{
    private const int Rounds = 3;

    public static void Run(int aggregates)
    {
        var analyzers = typeof(EventSourcing.Analyzers.ModelAnalyzer).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)
            .ToImmutableArray();
        var project = new SyntheticProject(aggregates);
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var (wall, count) = (new List<double>(), 0);
        for (var round = -1; round < Rounds; round++)
        {
            var run = new CompilationWithAnalyzers(
                project.Compilation.Clone(),
                analyzers,
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            var clock = Stopwatch.GetTimestamp();
            var result = run.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
            if (round < 0) continue;
            wall.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            count = result.GetAllDiagnostics().Length;
            foreach (var (analyzer, telemetry) in result.AnalyzerTelemetryInfo)
            {
                if (!times.TryGetValue(analyzer.GetType().Name, out var list)) times.Add(analyzer.GetType().Name, list = []);
                list.Add(telemetry.ExecutionTime.TotalMilliseconds);
            }
        }

        Console.WriteLine($"\n{aggregates:N0} aggregates: all analyzers, the compiler's own work included, {Median(wall):N0} ms; {count} diagnostics\n");
        Console.WriteLine("| analyzer | ms |\n|---|---|");
        foreach (var (name, list) in times.OrderByDescending(t => Median(t.Value))) Console.WriteLine($"| {name} | {Median(list):N1} |");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
