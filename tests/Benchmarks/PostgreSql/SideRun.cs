using System.Diagnostics;

namespace Benchmarks.PostgreSql;

/// <summary>One side during one line of the comparison: its database, its rounds, and what it has acknowledged.</summary>
internal sealed class SideRun(BenchServer server, SideDefinition definition, Work work) : IAsyncDisposable
{
    private const int SeedStreams = 20;
    private IBenchSide _side = null!;
    private string _database = "";
    private long _acknowledged;
    private int _round;
    private int _imports;

    public SideDefinition Definition => definition;

    /// <summary>The rounds that count.</summary>
    public List<Measurement> Rounds { get; } = [];

    public async Task OpenAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _side = definition.Make(_database);
        await _side.OpenAsync(work.Callers);
        if (work.Kind is WorkKind.Append or WorkKind.Import) return;
        var streams = work.Kind == WorkKind.ReadAll ? work.Size / 100 : Math.Max(1, Math.Min(SeedStreams, 20_000 / work.Size));
        var size = work.Kind == WorkKind.ReadAll ? 100 : work.Size;
        await _side.SeedAsync("seed", streams, size, work.Orders);
        _acknowledged += (long)streams * size;
        await BenchServer.ExecuteAsync(_database, "vacuum analyze");
    }

    /// <summary>Does the work for a while; an import once in a round that counts, since the tables grow by it.</summary>
    /// <param name="span">How long at least.</param>
    /// <param name="counts">Whether the round counts, or warms up.</param>
    public async Task RunAsync(TimeSpan span, bool counts)
    {
        _round++;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var measurement = work.Kind switch
        {
            WorkKind.Append => await AppendAsync(span),
            WorkKind.Import => await TimeAsync(ImportAsync, counts ? TimeSpan.Zero : span),
            WorkKind.ReadAll => await TimeAsync(ReadAllAsync, span),
            WorkKind.Load => await TimeAsync(LoadAsync, span),
            _ => await TimeAsync(RehydrateAsync, span),
        };
        if (counts) Rounds.Add(measurement);
    }

    /// <summary>Makes sure that it was right what was measured.</summary>
    public Task VerifyAsync() => BenchServer.VerifyAsync(_database, _side, _acknowledged);

    public ValueTask DisposeAsync() => _side?.DisposeAsync() ?? default;

    private async Task<Measurement> AppendAsync(TimeSpan span)
    {
        var appenders = new List<IAppender>();
        for (var i = 0; i < work.Callers; i++) appenders.Add(await _side.OpenAppenderAsync($"r{_round}-{i}"));

        // The first append of each connection prepares its statement.
        await Task.WhenAll(appenders.Select(a => a.AppendAsync(work.Size, work.NewStreams).AsTask()));

        var before = CpuTime.Begin(server.Postmaster);
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(appenders.Select(a => Task.Run(() => AppendUntilAsync(a, clock, span))));
        var elapsed = clock.Elapsed;
        var cpu = before.Since(server.Postmaster);
        foreach (var appender in appenders) await appender.DisposeAsync();

        var all = latencies.SelectMany(l => l).Order().ToArray();
        var events = (long)all.Length * work.Size;
        _acknowledged += events + ((long)work.Callers * work.Size);
        return new Measurement(events / elapsed.TotalSeconds, new CpuTime(cpu.Client / events, cpu.Server / events), Stopwatch.GetElapsedTime(0, all[(int)(all.Length * 0.99)]));
    }

    private async Task<List<long>> AppendUntilAsync(IAppender appender, Stopwatch clock, TimeSpan span)
    {
        var latencies = new List<long>(4_096);
        while (clock.Elapsed < span)
        {
            var start = Stopwatch.GetTimestamp();
            await appender.AppendAsync(work.Size, work.NewStreams);
            latencies.Add(Stopwatch.GetTimestamp() - start);
        }

        return latencies;
    }

    private async Task<Measurement> TimeAsync(Func<Task<int>> step, TimeSpan span)
    {
        var before = CpuTime.Begin(server.Postmaster);
        var clock = Stopwatch.StartNew();
        long events = 0;
        do
        {
            events += await step();
        }
        while (clock.Elapsed < span);
        var elapsed = clock.Elapsed;
        var cpu = before.Since(server.Postmaster);
        return new Measurement(events / elapsed.TotalSeconds, new CpuTime(cpu.Client / events, cpu.Server / events), TimeSpan.Zero);
    }

    private int _next;

    private string NextStream() => $"seed-{_next++ % Math.Max(1, Math.Min(SeedStreams, 20_000 / work.Size))}";

    private async Task<int> LoadAsync()
    {
        var read = await _side.LoadAsync(NextStream());
        return read == work.Size ? read : throw new InvalidOperationException($"{definition.Name} has loaded {read} of {work.Size} events.");
    }

    private async Task<int> ReadAllAsync()
    {
        var read = await _side.ReadAllAsync();
        return read == work.Size ? read : throw new InvalidOperationException($"{definition.Name} has read {read} of {work.Size} events.");
    }

    private async Task<int> RehydrateAsync()
    {
        var turnover = await _side.RehydrateAsync(NextStream());
        var expected = work.Size * TransferBooked.Sample.Amount;
        return turnover == expected ? work.Size : throw new InvalidOperationException($"{definition.Name} has folded to {turnover} in place of {expected}.");
    }

    private async Task<int> ImportAsync()
    {
        await _side.ImportAsync($"i{_imports++}", work.Size / 100, 100);
        _acknowledged += work.Size;
        return work.Size;
    }
}
