using BenchmarkDotNet.Running;
using Benchmarks.Stores;

// benchmarks sqlite [words]: the interleaved comparison of the SQLite store with hand-written code
// benchmarks [BenchmarkDotNet's arguments]: what runs in the process
if (args is ["sqlite", ..])
{
    await SqliteComparison.RunAsync(args[1..]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
