using EventSourcing.PostgreSql.Tests;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A file or a database that several processes use, and the test's own store of it. What is drawn follows from a seed, which is printed.</summary>
internal sealed class KillScene : IAsyncDisposable
{
    /// <summary>How many streams writers write, at most.</summary>
    public const int Keys = 11;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo? _folder;
    private readonly TestDatabase? _database;
    private readonly OpenedStore _opened;
    private readonly List<TestProcess> _processes = [];

    private KillScene(StoreKind kind, DirectoryInfo? folder, TestDatabase? database)
    {
        (Kind, _folder, _database) = (kind, folder, database);
        Source = SourceOf(folder, database);
        _opened = new OpenedStore(kind, Source);
    }

    /// <summary>Whether the long forms of the tests run: with LONG=1 in the environment.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("LONG") == "1";

    public StoreKind Kind { get; }

    public string Source { get; }

    public ITransactionalEventStore Store => _opened.Store;

    /// <summary>What draws the moments of kills.</summary>
    public Random Random => field ??= NewRandom();

    /// <summary>Makes an empty file or database; the store is not opened yet.</summary>
    public static async Task<KillScene> CreateAsync(StoreKind kind) => kind == StoreKind.PostgreSql
        ? new KillScene(kind, null, await SharedServer.CreateDatabaseAsync())
        : new KillScene(kind, Directory.CreateTempSubdirectory("kills-"), null);

    /// <summary>Starts a process on the same file or database. It ends with the scene at the latest.</summary>
    public TestProcess Start(ProcessRole role, string name)
    {
        var process = new TestProcess(role, Kind, Source, name);
        _processes.Add(process);
        return process;
    }

    /// <summary>Waits until something is so. A process that has failed ends the waiting.</summary>
    public async Task EventuallyAsync(Func<ValueTask<bool>> condition, string what)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(5))
        {
            if (_processes.FirstOrDefault(p => p.HasExited && !p.WasKilled && p.Failure.Length > 0) is { } failed) throw new AssertionException($"It has not come to be so: {what}. {failed.Failure}");
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new AssertionException($"Within {Patience} it has not come to be so: {what}.");
        }
    }

    public Task EventuallyAsync(Func<bool> condition, string what) => EventuallyAsync(() => new ValueTask<bool>(condition()), what);

    /// <summary>Waits until a process has ended by itself, as it should.</summary>
    public async Task EndsAsync(TestProcess process, string what)
    {
        await EventuallyAsync(() => process.HasExited, what);
        Assert.That(process.Failure, Is.Empty);
    }

    /// <summary>The events of the writers, in the store's order. They are read by their streams: the feed ends before what another transaction has begun to append.</summary>
    public async Task<List<RecordedEvent>> StoredAsync()
    {
        var stored = new List<RecordedEvent>();
        for (var key = 0; key < Keys; key++) stored.AddRange(await Store.ReadStreamAsync(TestEvents.Stream($"{key}")).ToListAsync());
        return [.. stored.OrderBy(e => e.Position)];
    }

    /// <summary>The values of the effects, in their order.</summary>
    public async Task<List<int>> EffectsAsync() => await Store.ReadStreamAsync(TestEvents.Stream("all", "effects")).Select(TestEvents.ValueOf).ToListAsync();

    /// <summary>Waits until a subscription has handled all that is stored, whoever runs it.</summary>
    public async Task CaughtUpAsync(string subscription)
    {
        await using var manager = new SubscriptionManager(Store);
        Assert.That(await manager.WaitForAsync(subscription, (await StoredAsync())[^1].Position, Patience), Is.True, $"'{subscription}' comes to the end of the feed");
    }

    /// <summary>Waits until all partitions of a subscription are held by processes that live, and all of those have some.</summary>
    public Task SharedAsync(string subscription, int partitions, IReadOnlyList<TestProcess> nodes)
    {
        var names = new LeaseNames(subscription);
        var living = nodes.Select(n => n.Name).Order().ToList();
        return EventuallyAsync(
            async () =>
            {
                if (nodes.FirstOrDefault(n => n.HasExited) is { } ended) throw new AssertionException($"'{ended.Name}' has ended by itself. {ended.Failure}");
                var held = (await Store.Leases.ListAsync(LeaseNames.Prefix)).Where(l => names.PartitionOf(l) is not null).ToList();
                return held.Count == partitions && held.Select(l => l.Owner).Distinct().Order().SequenceEqual(living);
            },
            $"{string.Join(", ", living)} share the partitions");
    }

    /// <summary>Compares the rows of <see cref="Sums"/> with the events up to a place.</summary>
    public async Task CompareSumsAsync(int version = 1, GlobalPosition? upTo = null)
    {
        var stored = (await StoredAsync()).Where(e => !(e.Position > upTo));
        var rows = await Store.ReadModel(Sum.Mapping).QueryAsync().ToListAsync();
        Assert.That(
            rows.ToDictionary(r => r.Key, r => (r.Total, r.Count)),
            Is.EquivalentTo(stored.GroupBy(e => e.Stream.Key).ToDictionary(s => s.Key, s => (s.Sum(e => (long)TestEvents.ValueOf(e)) * version, s.Count()))),
            $"The rows of version {version}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        await _opened.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    private static Random NewRandom()
    {
        var seed = System.Random.Shared.Next();
        TestContext.Out.WriteLine($"{TestContext.CurrentContext.Test.Name}: seed {seed}");
        return new Random(seed);
    }

    private static string SourceOf(DirectoryInfo? folder, TestDatabase? database) => database?.ConnectionString ?? $"Data Source={folder!.FullName}/store.db";
}
