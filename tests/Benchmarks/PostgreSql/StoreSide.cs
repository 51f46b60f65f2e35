using Benchmarks.Json;
using EventSourcing;
using Npgsql;

namespace Benchmarks.PostgreSql;

/// <summary>The store, as a service uses it: one store and one data source for all callers.</summary>
internal sealed class StoreSide(string connectionString) : IBenchSide
{
    private const string Category = "account";
    private NpgsqlDataSource _source = null!;
    private PostgreSqlEventStore _store = null!;
    private AggregateRepository<Account, string> _accounts = null!;

    public string StreamsQuery => """
        select s.key, count(*), min(e.version), max(e.version) from eventsourcing.streams s join eventsourcing.events e on e.stream = s.id group by s.key
        """;

    public bool Does(Work work) => true;

    public async Task OpenAsync(int callers)
    {
        _source = NpgsqlDataSource.Create(connectionString);
        _store = new PostgreSqlEventStore(_source, DomainEvents.Catalog);
        _accounts = new AggregateRepository<Account, string>(_store);
        await _store.GetHeadAsync();
    }

    public Task<IAppender> OpenAppenderAsync(string name) => Task.FromResult<IAppender>(new StoreAppender(_store, Category, name));

    public async Task SeedAsync(string prefix, int streams, int size, bool orders)
    {
        for (var s = 0; s < streams; s++)
        {
            for (var stored = 0; stored < size; stored += 1_000)
            {
                var events = Enumerable.Range(0, Math.Min(1_000, size - stored)).Select(_ => new NewEvent(BenchJson.Sample(orders))).ToArray();
                await _store.AppendAsync(new StreamId(Category, $"{prefix}-{s}"), ExpectedVersion.Exactly(stored), events);
            }
        }
    }

    public async Task<int> LoadAsync(string stream)
    {
        var read = 0;
        await foreach (var recorded in _store.ReadStreamAsync(new StreamId(Category, stream)))
        {
            if (recorded.Data is TransferBooked or OrderPlaced) read++;
        }

        return read;
    }

    public async Task<decimal> RehydrateAsync(string stream) => (await _accounts.LoadAsync(stream)).Turnover;

    public async Task<int> ReadAllAsync()
    {
        var read = 0;
        await foreach (var recorded in _store.ReadAllAsync())
        {
            if (recorded.Data is TransferBooked or OrderPlaced) read++;
        }

        return read;
    }

    public async Task ImportAsync(string prefix, int streams, int size) => await _store.ImportAsync(EventsAsync(prefix, streams, size));

    public async ValueTask DisposeAsync()
    {
        if (_source is null) return;
        await _store.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async IAsyncEnumerable<ImportedEvent> EventsAsync(string prefix, int streams, int size)
    {
        await Task.CompletedTask;
        for (var s = 0; s < streams; s++)
        {
            var stream = new StreamId(Category, $"{prefix}-{s}");
            for (var i = 0; i < size; i++) yield return new ImportedEvent(stream, TransferBooked.Sample);
        }
    }
}
