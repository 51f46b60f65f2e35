using CompilerBenchmarks;

// compiler-benchmarks [aggregates...]: what the generator and the analyzers cost in an editor, for projects of these sizes
int[] sizes = args.Length > 0 ? [.. args.Select(int.Parse)] : [100, 1_000, 5_000];
foreach (var size in sizes) GeneratorComparison.Run(size);
foreach (var size in sizes) AnalyzerTiming.RunOpenFile(size);
foreach (var size in sizes.Where(s => s <= 1_000)) AnalyzerTiming.Run(size);
