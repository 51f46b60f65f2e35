using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompilerBenchmarks;

/// <summary>What each analyzer costs over a whole project.</summary>
internal static class AnalyzerTiming
{
    private const int Rounds = 3;

    public static void Run(int aggregates)
    {
        var analyzers = Analyzers();
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

    /// <summary>What an editor waits for: the diagnostics of the one file that is open, after a keystroke in it, in symbols that nobody has asked for anything yet.</summary>
    public static void RunOpenFile(int aggregates)
    {
        var analyzers = Analyzers();
        var compilation = new SyntheticProject(aggregates).Compilation;
        var (floor, ours) = (new List<double>(), new List<double>());
        for (var round = -1; round < 5; round++)
        {
            compilation = SyntheticProject.Edit(compilation, EditKind.HandlerBody, round + 2);
            var floorTime = TimeOpenFile(compilation, [new SilentAnalyzer()]);
            var ourTime = TimeOpenFile(compilation, analyzers);
            if (round < 0) continue;
            floor.Add(floorTime);
            ours.Add(ourTime);
        }

        Console.WriteLine($"\n{aggregates:N0} aggregates, the open file after a keystroke: {Median(floor):N1} ms without rules, {Median(ours):N1} ms with all of them");
    }

    private static double TimeOpenFile(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var run = new CompilationWithAnalyzers(
            compilation.Clone(),
            analyzers,
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var tree = run.Compilation.SyntaxTrees.Single(t => t.FilePath == "/Shop/Aggregate7.cs");
        GC.Collect();
        var clock = Stopwatch.GetTimestamp();
        _ = run.GetAnalyzerSemanticDiagnosticsAsync(run.Compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [
        .. typeof(EventSourcing.Analyzers.ModelAnalyzer).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t))
            .Where(t => t.GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), false).Cast<DiagnosticAnalyzerAttribute>().Any(a => a.Languages.Contains(LanguageNames.CSharp)))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
