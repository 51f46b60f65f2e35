using System.Diagnostics;
using Benchmarks.Json;
using EventSourcing;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Stores;

/// <summary>A file for each side, with the same settings, and the work of one round on either.</summary>
internal sealed class SqliteBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventsourcing-bench-").FullName;
    private readonly SqliteEventStore _store;
    private readonly string _byHand;
    private readonly Dictionary<string, int> _seeded = [];
    private int _round;

    private SqliteBench()
    {
        _store = new SqliteEventStore($"Data Source={Path.Combine(_folder, "store.db")}", DomainEvents.Catalog);
        _byHand = $"Data Source={Path.Combine(_folder, "hand.db")};Pooling=False;Default Timeout=600";
    }

    public static async Task<SqliteBench> OpenAsync()
    {
        var bench = new SqliteBench();
        await bench._store.GetHeadAsync();
        using var schema = new HandWritten(bench._byHand);
        return bench;
    }

    /// <summary>Events per second.</summary>
    public async Task<double> MeasureAsync(SqliteScenario scenario, bool byHand)
    {
        if (scenario.Kind != ScenarioKind.Append) await SeedAsync(scenario, byHand);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        _round++;
        var stopwatch = Stopwatch.StartNew();
        var events = scenario.Kind switch
        {
            ScenarioKind.Append => await AppendAsync(scenario, byHand),
            ScenarioKind.Load => await LoadAsync(scenario, byHand),
            _ => await ReadAllAsync(byHand),
        };
        return events / stopwatch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<int> AppendAsync(SqliteScenario scenario, bool byHand)
    {
        // Callers on connections of their own stand in each other's way: fewer operations give the same rate in bearable time.
        var each = Math.Max(1, scenario.Operations / scenario.Callers / (byHand && scenario.Callers > 1 ? 10 : 1));
        var round = _round;
        var callers = Enumerable.Range(0, scenario.Callers).Select(caller => Task.Run(async () =>
        {
            var key = $"{round}-{caller}";
            if (byHand)
            {
                using var hand = new HandWritten(_byHand);
                var batch = Enumerable.Repeat(Samples.Order, scenario.Size).ToArray();
                for (var i = 0; i < each; i++) hand.Append(key, i * scenario.Size, batch);
                return;
            }

            var stream = new StreamId("order", key);
            for (var i = 0; i < each; i++)
            {
                var batch = new NewEvent[scenario.Size];
                for (var e = 0; e < batch.Length; e++) batch[e] = new NewEvent(Samples.Order);
                await _store.AppendAsync(stream, ExpectedVersion.Exactly(i * scenario.Size), batch);
            }
        }));
        await Task.WhenAll(callers);
        return each * scenario.Callers * scenario.Size;
    }

    private async Task<int> LoadAsync(SqliteScenario scenario, bool byHand)
    {
        var key = SeedKey(scenario);
        var read = 0;
        if (byHand)
        {
            using var hand = new HandWritten(_byHand);
            for (var i = 0; i < scenario.Operations; i++) read += hand.Load(key);
            return read;
        }

        var stream = new StreamId("order", key);
        for (var i = 0; i < scenario.Operations; i++)
        {
            await foreach (var recorded in _store.ReadStreamAsync(stream))
            {
                if (recorded.Data is OrderPlaced) read++;
            }
        }

        return read;
    }

    private async Task<int> ReadAllAsync(bool byHand)
    {
        if (byHand)
        {
            using var hand = new HandWritten(_byHand);
            return hand.ReadAll();
        }

        var read = 0;
        await foreach (var recorded in _store.ReadAllAsync())
        {
            if (recorded.Data is OrderPlaced) read++;
        }

        return read;
    }

    private async Task SeedAsync(SqliteScenario scenario, bool byHand)
    {
        if (!_seeded.TryAdd($"{scenario.Name} {byHand}", 1)) return;
        const int batch = 1_000;
        var streams = Math.Max(1, scenario.Size / batch);
        var size = Math.Min(batch, scenario.Size);
        for (var s = 0; s < streams; s++)
        {
            var key = streams == 1 ? SeedKey(scenario) : $"{SeedKey(scenario)}-{s}";
            if (byHand)
            {
                using var hand = new HandWritten(_byHand);
                hand.Append(key, 0, Enumerable.Repeat(Samples.Order, size).ToArray());
            }
            else
            {
                await _store.AppendAsync(new StreamId("order", key), ExpectedVersion.NoStream, [.. Enumerable.Range(0, size).Select(_ => new NewEvent(Samples.Order))]);
            }
        }
    }

    private static string SeedKey(SqliteScenario scenario) => $"seed-{scenario.Size}";
}
