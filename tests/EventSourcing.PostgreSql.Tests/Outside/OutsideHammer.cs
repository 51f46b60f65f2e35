using System.Diagnostics;
using System.Globalization;
using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Outside;

/// <summary>
/// Writers and followers in processes of their own, some behind a proxy; and somebody who kills them, kills the server, cuts connections, ends sessions and keeps transactions open. In the end
/// everything that was said is compared with what is stored, and what each follower was given with the feed.
/// </summary>
internal sealed partial class OutsideHammer : IAsyncDisposable
{
    private const string WriterName = "writer";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Filters = ["all", "category", "names", "tags"];

    private readonly PostgreSqlServer _server;
    private readonly TestDatabase _database;
    private readonly CuttingProxy _proxy;
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlEventStore _store;
    private readonly string _folder = Directory.CreateTempSubdirectory("eventsourcing-outside-").FullName;
    private readonly Random _random;
    private readonly int _seed;
    private readonly OutsideFlaw _flaw;
    private readonly OutsideWorker?[] _writers = new OutsideWorker?[3];
    private readonly Dictionary<string, OutsideWorker> _followers = [];
    private readonly List<OutsideWorker> _gone = [];
    private readonly List<string> _faults = [];
    private NpgsqlConnection? _idle;
    private int _started;

    private OutsideHammer(PostgreSqlServer server, TestDatabase database, int seed, OutsideFlaw flaw)
    {
        _server = server;
        _database = database;
        _proxy = new CuttingProxy(server);
        _source = NpgsqlDataSource.Create($"{database.ConnectionString};Application Name=coordinator;Maximum Pool Size=8");
        _store = new PostgreSqlEventStore(_source, PieceMarkedCodec.Catalog);
        _random = new Random(seed);
        _seed = seed;
        _flaw = flaw;
    }

    /// <summary>What was done, for whoever reads the output of the test.</summary>
    public string Story => string.Create(CultureInfo.InvariantCulture, $"{_started} processes, {Lines("ack").Count()} appends acknowledged, {Lines("refused").Count()} refused, {Lines("imported").Count()} imports, {string.Join(", ", _story)}");

    /// <summary>Makes a server of its own, and starts the processes.</summary>
    public static async Task<OutsideHammer> StartAsync(int seed, OutsideFlaw flaw = OutsideFlaw.None)
    {
        var server = await PostgreSqlServer.CreateAsync();
        var hammer = new OutsideHammer(server, await server.CreateDatabaseAsync(), seed, flaw);
        await hammer._database.ExecuteAsync("CREATE TABLE own (batch text PRIMARY KEY)");
        await hammer.BeaconAsync();
        for (var i = 0; i < hammer._writers.Length; i++) hammer.StartWriter(i);
        foreach (var filter in Filters) hammer.StartFollower(filter);
        return hammer;
    }

    /// <summary>Ends the processes in order, and looks at what they have left.</summary>
    /// <returns>What is wrong; empty if nothing is.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await CalmAsync();
        var writers = _writers.OfType<OutsideWorker>().ToArray();
        foreach (var writer in writers) await writer.TellAsync();
        foreach (var writer in writers) NoteEnd(await writer.EndAsync());
        if (_idle is not null) await _idle.DisposeAsync();
        _idle = null;
        await GoneAsync(WriterName);
        await new StoreInvariants(_database).SettledAsync();
        foreach (var filter in Filters) await CaughtUpAsync(filter);
        foreach (var follower in _followers.Values) await follower.TellAsync();
        foreach (var follower in _followers.Values) NoteEnd(await follower.EndAsync());
        await FindAsync();
        return _faults;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _writers.OfType<OutsideWorker>().Concat(_followers.Values).Concat(_gone)) worker.Dispose();
        if (_idle is not null) await _idle.DisposeAsync();
        await _store.DisposeAsync();
        await _source.DisposeAsync();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void StartWriter(int place)
    {
        if (_writers[place] is { } before) _gone.Add(before);
        var number = ++_started;
        _writers[place] = new OutsideWorker("outside-write", Connection(WriterName, place > 0), string.Create(CultureInfo.InvariantCulture, $"w{number}"), WriterProcess.Number(6), WriterProcess.Number((_seed * 100) + number), $"{_flaw}");
    }

    private void StartFollower(string filter)
    {
        if (_followers.TryGetValue(filter, out var before)) _gone.Add(before);
        _followers[filter] = new OutsideWorker("outside-follow", Connection("follower", filter is "category" or "names"), filter, LogOf(filter), WriterProcess.Number((_seed * 100) + ++_started), $"{_flaw}");
    }

    private string Connection(string name, bool behindProxy) => $"{(behindProxy ? _proxy.ConnectionString(_database.Name) : _database.ConnectionString)};Maximum Pool Size=12;Timeout=5;Application Name={name}";

    private string LogOf(string filter) => Path.Combine(_folder, filter);

    private IEnumerable<string[]> Lines(string word) =>
        _writers.OfType<OutsideWorker>().Concat(_gone).SelectMany(w => w.Said).Where(l => l.StartsWith(word, StringComparison.Ordinal)).Select(l => l.Split(' '));

    private int Said() => _writers.OfType<OutsideWorker>().Concat(_gone).Sum(w => w.Said.Count);

    /// <summary>Waits until the writers have got on.</summary>
    private async Task ProgressAsync(int lines)
    {
        var (before, waited) = (Said(), Stopwatch.StartNew());
        while (Said() < before + lines && waited.Elapsed < Patience) await Task.Delay(5);
        if (Said() < before + lines) _faults.Add($"the writers stand still since {Patience.TotalSeconds:0} s: {string.Join(", ", _story)}");
    }

    /// <summary>Appends an event, and waits until the follower of everything was given it.</summary>
    private async Task FeedGoesOnAsync()
    {
        var position = await BeaconAsync();
        var waited = Stopwatch.StartNew();
        while (Checkpoint("all") < position && waited.Elapsed < Patience) await Task.Delay(10);
        if (Checkpoint("all") >= position) return;
        _faults.Add($"the feed stands at {Checkpoint("all")} before {position} since {Patience.TotalSeconds:0} s: {string.Join("; ", (await _store.GetFeedStatusAsync()).Holders)}");
    }

    private long Checkpoint(string filter) => FollowLog.Read(LogOf(filter)).Checkpoint?.Value ?? 0;

    private async Task<long> BeaconAsync()
    {
        NewEvent[] events = [.. PieceWritten.BatchOf($"beacon-{Guid.NewGuid():N}", 1)];
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return (await _store.AppendAsync(new StreamId("beacon", "1"), ExpectedVersion.Any, events)).LastPosition.Value;
            }
            catch (EventStoreException e) when ((e.IsTransient || e.OutcomeUnknown) && waited.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    private void NoteEnd(string? fault)
    {
        if (fault is not null) _faults.Add(fault);
    }
}
