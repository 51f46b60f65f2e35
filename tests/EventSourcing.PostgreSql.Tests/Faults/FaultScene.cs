using System.Collections.Concurrent;
using System.Globalization;
using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>
/// A store on a database of its own, and what has to be true of it after a fault: <see cref="EndAsync"/> checks it. Appends go through <see cref="SendAsync"/>, which compares what the
/// error says with what the table holds, and sends again what has failed until it is stored.
/// </summary>
internal sealed class FaultScene : IAsyncDisposable
{
    public const int PoolSize = 6;

    private readonly ConcurrentQueue<Acknowledgement> _acknowledged = [];
    private int _batches;

    private FaultScene(TestDatabase database, CuttingProxy proxy, NpgsqlDataSource source, PostgreSqlEventStoreOptions? options, Guid firstEvent)
    {
        Database = database;
        Proxy = proxy;
        Source = source;
        Store = new PostgreSqlEventStore(source, PieceCodec.Catalog, options);
        FirstEvent = firstEvent;
        Invariants = new StoreInvariants(database);
    }

    public TestDatabase Database { get; }

    /// <summary>What stands between the store and the server.</summary>
    public CuttingProxy Proxy { get; }

    /// <summary>The store's connections; at most <see cref="PoolSize"/>, so that one that is not given back is missed.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Closes all connections that nobody uses now, those too that appends keep for a moment: the next one is new.</summary>
    public void Disconnect() => Store.Connections.Forget();

    public PostgreSqlEventStore Store { get; }

    public StoreInvariants Invariants { get; }

    /// <summary>The id of an event that is stored.</summary>
    public Guid FirstEvent { get; }

    /// <summary>Makes a database, a proxy before it and a store, and appends a first batch, so that schema and event types are there.</summary>
    /// <param name="server">The server; the shared one where there is none.</param>
    /// <param name="settings">What is added to the connection string, such as settings of the session.</param>
    /// <param name="options">The store's.</param>
    public static async Task<FaultScene> CreateAsync(PostgreSqlServer? server = null, string settings = "", PostgreSqlEventStoreOptions? options = null)
    {
        var database = await (server ?? await TestServer.Shared).CreateDatabaseAsync();
        var events = PieceWritten.BatchOf("first", 1);
        await using (var first = new PostgreSqlEventStore(database.DataSource, PieceCodec.Catalog))
            await first.AppendAsync(Piece("first"), ExpectedVersion.NoStream, events);
        var proxy = new CuttingProxy(database.Server);
        var source = NpgsqlDataSource.Create(string.Create(CultureInfo.InvariantCulture, $"{proxy.ConnectionString(database.Name)};Maximum Pool Size={PoolSize};Timeout=5;{settings}"));
        var scene = new FaultScene(database, proxy, source, options, events[0].Metadata.EventId);
        await scene.SendAsync(scene.One("warm"));
        return scene;
    }

    public static StreamId Piece(string key) => new("piece", key);

    /// <summary>An append to one stream, under a name of its own.</summary>
    public FaultAppend One(string stream, int size = 1, ExpectedVersion? expected = null) => FaultAppend.One(NextBatch(), stream, size, expected ?? ExpectedVersion.Any);

    /// <summary>An append to three streams, under a name of its own.</summary>
    public FaultAppend Three() => FaultAppend.Three(NextBatch());

    /// <summary>Sends an append. Where it fails, checks what the error says; and, once <paramref name="repair"/> is done, sends the same again, which must succeed.</summary>
    /// <returns>The error, or <see langword="null"/>.</returns>
    public async Task<EventStoreException?> SendAsync(FaultAppend append, Func<Task>? repair = null, CancellationToken cancellationToken = default)
    {
        EventStoreException? error = null;
        try
        {
            Acknowledge(await append.SendAsync(Store, cancellationToken));
        }
        catch (EventStoreException e)
        {
            error = e;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stored whole or not at all: sent again it is stored once, and the table is checked in the end.
        }

        if (repair is not null && error is not null) await repair();
        if (error is { OutcomeUnknown: false })
        {
            await Invariants.SettledAsync();
            Assert.That(await Invariants.CountAsync(append.Batches), Is.Zero, $"the error says that nothing is stored: {error}");
        }

        if (error is not null || cancellationToken.IsCancellationRequested) Acknowledge(await append.SendAsync(Store, CancellationToken.None));
        return error;
    }

    /// <summary>The store works, its tables are right, all connections of its pool are free, and the server holds nothing for it.</summary>
    public async Task EndAsync(string when)
    {
        Proxy.Watch();
        Proxy.Refuses = false;
        Acknowledge(await One("end").SendAsync(Store, CancellationToken.None));
        await Invariants.CheckAsync(_acknowledged, [], when);
        Assert.That(await Store.ReadAllAsync().CountAsync(), Is.EqualTo(await Database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events")), $"{when}: nothing holds the feed back");

        // A connection that somebody has kept would be missing now.
        var connections = new List<NpgsqlConnection>();
        for (var i = 0; i < PoolSize; i++) connections.Add(await Source.OpenConnectionAsync());
        foreach (var connection in connections) await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Source.DisposeAsync();
        await Proxy.DisposeAsync();
        await Database.DisposeAsync();
    }

    private void Acknowledge(IEnumerable<Acknowledgement> acknowledgements)
    {
        foreach (var acknowledgement in acknowledgements) _acknowledged.Enqueue(acknowledgement);
    }

    private string NextBatch() => Interlocked.Increment(ref _batches).ToString(CultureInfo.InvariantCulture);
}
