using System.Diagnostics;
using System.Runtime.CompilerServices;
using EventSourcing.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompilerBenchmarks;

/// <summary>The generator beside the floor, interleaved: cold, and after each kind of edit.</summary>
internal static class GeneratorComparison
{
    private const int Rounds = 9;

    public static void Run(int aggregates)
    {
        var project = new SyntheticProject(aggregates);
        Console.WriteLine($"\n{aggregates:N0} aggregates, {5 * aggregates:N0} events (ms; median of {Rounds}, max)\n");
        Console.WriteLine("| | floor | generator | ratio | outputs made again |\n|---|---|---|---|---|");
        Cold(project);
        foreach (var kind in Enum.GetValues<EditKind>()) AfterEdit(project, kind);
        Memory(project);
    }

    private static void Cold(SyntheticProject project)
    {
        var (floor, ours) = (new List<double>(), new List<double>());
        for (var round = -1; round < Math.Min(Rounds, 5); round++)
        {
            // Each run gets symbols that nobody has asked for anything yet.
            var floorTime = Time(Driver(new FloorGenerator()), Fresh(project.Compilation)).Elapsed;
            var ourTime = Time(Driver(new EventSourcingGenerator()), Fresh(project.Compilation)).Elapsed;
            if (round < 0) continue;
            floor.Add(floorTime);
            ours.Add(ourTime);
        }

        Print("cold", floor, ours, "all");
    }

    private static void AfterEdit(SyntheticProject project, EditKind kind)
    {
        var compilation = project.Compilation;
        var floorDriver = Driver(new FloorGenerator()).RunGenerators(compilation);
        var ourDriver = Driver(new EventSourcingGenerator()).RunGenerators(compilation);
        var (floor, ours) = (new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            compilation = SyntheticProject.Edit(compilation, kind, round + 3);
            var floorRun = Time(floorDriver, Fresh(compilation));
            var ourRun = Time(ourDriver, Fresh(compilation));
            (floorDriver, ourDriver) = (floorRun.Driver, ourRun.Driver);
            if (round < 0) continue;
            floor.Add(floorRun.Elapsed);
            ours.Add(ourRun.Elapsed);
        }

        var tracked = Driver(new EventSourcingGenerator(), tracks: true).RunGenerators(compilation).RunGenerators(SyntheticProject.Edit(compilation, kind, 100));
        var outputs = tracked.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).ToList();
        var again = $"{outputs.Count(o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))} of {outputs.Count:N0}";
        Print(kind.ToString(), floor, ours, again);
    }

    private static void Memory(SyntheticProject project)
    {
        var holder = new GeneratorDriver?[1];
        var without = GC.GetTotalMemory(forceFullCollection: true);
        RunOnce(project, holder);
        var with = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(holder);
        Console.WriteLine($"| memory held after an edit | | {(with - without) / 1024.0 / 1024:N1} MiB | | |");
    }

    // The driver alone stays alive, so that what it holds of compilations is seen.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunOnce(SyntheticProject project, GeneratorDriver?[] holder)
    {
        var edited = SyntheticProject.Edit(project.Compilation.Clone(), EditKind.Unrelated, 1);
        holder[0] = Driver(new EventSourcingGenerator()).RunGenerators(project.Compilation.Clone()).RunGenerators(edited);
    }

    private static CSharpCompilation Fresh(CSharpCompilation compilation) => compilation.Clone();

    private static GeneratorDriver Driver(IIncrementalGenerator generator, bool tracks = false) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: SyntheticProject.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    private static (double Elapsed, GeneratorDriver Driver) Time(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        var clock = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return (Stopwatch.GetElapsedTime(clock).TotalMilliseconds, driver);
    }

    private static void Print(string what, List<double> floor, List<double> ours, string again)
    {
        floor.Sort();
        ours.Sort();
        var (floorMedian, ourMedian) = (floor[floor.Count / 2], ours[ours.Count / 2]);
        Console.WriteLine($"| {what} | {floorMedian:N1} ({floor[^1]:N1}) | {ourMedian:N1} ({ours[^1]:N1}) | {ourMedian / floorMedian:N2} | {again} |");
    }
}
