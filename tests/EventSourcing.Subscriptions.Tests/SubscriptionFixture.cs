using EventSourcing.PostgreSql.Tests;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A store of each kind, and a manager of its subscriptions, for each test.</summary>
[TestFixture(StoreKind.InMemory)]
[TestFixture(StoreKind.Sqlite)]
[TestFixture(StoreKind.PostgreSql)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class SubscriptionFixture(StoreKind kind)
{
    /// <summary>How long a test waits for what must come.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _opened = [];
    private DirectoryInfo? _folder;
    private TestDatabase? _database;

    protected ITransactionalEventStore Store { get; private set; } = null!;

    protected SubscriptionManager Manager { get; private set; } = null!;

    /// <summary>Opens the store's data once more.</summary>
    protected ITransactionalEventStore Reopen(EventCatalog catalog) => Opened(Store is InMemoryEventStore memory ? memory.Reopen(catalog) : NewStore(catalog));

    [SetUp]
    public async Task OpenAsync()
    {
        _folder = kind == StoreKind.Sqlite ? Directory.CreateTempSubdirectory("subscription-tests-") : null;
        _database = kind == StoreKind.PostgreSql ? await SharedServer.CreateDatabaseAsync() : null;
        Store = Opened(NewStore(TestEvents.Catalog));
        Manager = NewManager();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        for (var i = _opened.Count - 1; i >= 0; i--) await _opened[i].DisposeAsync();
        _opened.Clear();
        _folder?.Delete(recursive: true);
        if (_database is not null) await _database.DisposeAsync();
    }

    /// <summary>Another manager of the same store, as another process has it.</summary>
    protected SubscriptionManager NewManager(SubscriptionManagerOptions? options = null, ITransactionalEventStore? store = null) => Opened(new SubscriptionManager(store ?? Store, options));

    /// <summary>A manager whose time passes only when the test says so.</summary>
    protected (SubscriptionManager Manager, FakeTimeProvider Clock) NewManagerByClock(ITransactionalEventStore? store = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return (NewManager(new SubscriptionManagerOptions { TimeProvider = clock, Random = new Random(1) }, store), clock);
    }

    protected static SubscriptionOptions Options(string name = "numbers") => new() { Name = name, EventTypes = [typeof(INumbered)], PollInterval = TimeSpan.FromMilliseconds(50) };

    protected ValueTask<AppendResult> AppendAsync(int value, string key = "1") => AppendAsync(TestEvents.Stream(key), TestEvents.New(value));

    protected ValueTask<AppendResult> AppendAsync(StreamId stream, params NewEvent[] events) => Store.AppendAsync(stream, ExpectedVersion.Any, events);

    /// <summary>Waits until something is so.</summary>
    protected static async Task EventuallyAsync(Func<bool> condition, Action? meanwhile = null)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !condition();)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new AssertionException($"It has not come to be so within {Patience}.");
            meanwhile?.Invoke();
            await Task.Delay(1);
        }
    }

    /// <summary>Lets time pass until something is so.</summary>
    protected static Task EventuallyAsync(FakeTimeProvider clock, Func<bool> condition, int stepInMilliseconds = 20) =>
        EventuallyAsync(condition, () => clock.Advance(TimeSpan.FromMilliseconds(stepInMilliseconds)));

    protected async Task CaughtUpAsync(string name = "numbers", SubscriptionManager? manager = null)
    {
        var head = await Store.GetHeadAsync() ?? throw new AssertionException("The store is empty.");
        Assert.That(await (manager ?? Manager).WaitForAsync(name, head, Patience), Is.True, $"'{name}' has not come to the end of the feed");
    }

    /// <summary>The values of the effects that handlers had, in the order of the feed.</summary>
    /// <summary>The effects, from their stream: the feed ends before what is being appended, as by another manager that will find itself behind.</summary>
    protected async Task<List<int>> EffectsAsync() => await Store.ReadStreamAsync(TestEvents.Stream("all", "effects")).Select(TestEvents.ValueOf).ToListAsync();

    /// <summary>Has an effect that is committed with the checkpoint.</summary>
    protected static async ValueTask HaveEffectAsync(EventContext context, CancellationToken cancellationToken) =>
        await context.Transaction.AppendAsync(TestEvents.Stream("all", "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(TestEvents.ValueOf(context.Event)))], cancellationToken);

    private ITransactionalEventStore NewStore(EventCatalog catalog) => kind switch
    {
        StoreKind.Sqlite => new SqliteEventStore($"Data Source={_folder!.FullName}/store.db", catalog),
        StoreKind.PostgreSql => new PostgreSqlEventStore(_database!.DataSource, catalog),
        _ => new InMemoryEventStore(catalog),
    };

    private T Opened<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }
}
