using BenchmarkDotNet.Attributes;

namespace Benchmarks.Dispatch;

/// <summary>Applying 1,000 events in random order to an aggregate of 5, 20 and 100 event types.</summary>
[MemoryDiagnoser]
public class DispatchBenchmarks
{
    private const int Count = 1_000;
    private readonly Wide5 _wide5 = new();
    private readonly Wide20 _wide20 = new();
    private readonly Wide100 _wide100 = new();
    private object[] _events = [];

    [Params(5, 20, 100)]
    public int Types { get; set; }

    [GlobalSetup]
    public void Shuffle()
    {
        var source = Types switch { 5 => Wide5.Events, 20 => Wide20.Events, _ => Wide100.Events };
        var random = new Random(42);
        _events = [.. Enumerable.Range(0, Count).Select(_ => source[random.Next(source.Length)])];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void By_hand()
    {
        switch (Types)
        {
            case 5: foreach (var e in _events) _wide5.ApplyByHand(e); break;
            case 20: foreach (var e in _events) _wide20.ApplyByHand(e); break;
            default: foreach (var e in _events) _wide100.ApplyByHand(e); break;
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Emitted()
    {
        switch (Types)
        {
            case 5: foreach (var e in _events) _wide5.ApplyEmitted(e); break;
            case 20: foreach (var e in _events) _wide20.ApplyEmitted(e); break;
            default: foreach (var e in _events) _wide100.ApplyEmitted(e); break;
        }
    }
}
