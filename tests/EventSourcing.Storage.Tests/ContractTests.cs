using EventSourcing.Testing;

namespace EventSourcing.Storage.Tests;

/// <summary>Both stores keep the contract: the in-memory one, and SQLite in a file, in memory and in a shared memory database.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ContractTests
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly string[] NotInline = ["dispos", "the end of the store", "cannot be read"];

    [OneTimeTearDown]
    public void RemoveFiles() => Folder.Dispose();

    [TestCaseSource(nameof(InMemoryCases))]
    public Task In_memory(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteFileCases))]
    public Task Sqlite_file(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteMemoryCases))]
    public Task Sqlite_memory(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteSharedMemoryCases))]
    public Task Sqlite_shared_memory(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(InlineCases))]
    public Task A_store_with_an_inline_projection_of_all_events(ContractCase rule) => rule.RunAsync();

    // The store within has an end of its own; and what cannot be read cannot be handled, and so not be appended.
    private static IEnumerable<TestCaseData> InlineCases()
    {
        static async ValueTask<IEventStore> Create(EventCatalog catalog) => await InlineProjections.OpenAsync(new InMemoryEventStore(catalog), [Everything.Descriptor]);
        return EventStoreContract.Cases(Create)
            .Concat(EventDirectoryContract.Cases(Create))
            .Concat(EventReplayContract.Cases(Create))
            .Concat(EventAtomicContract.Cases(Create))
            .Concat(StreamMaintenanceContract.Cases(Create))
            .Concat(FeedSignalContract.Cases(Create))
            .Concat(StoreTransactionContract.Cases(Create, readsBeside: false))
            .Where(rule => !NotInline.Any(rule.Name.Contains))
            .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));
    }

    private static IEnumerable<TestCaseData> InMemoryCases() => Cases(catalog => new InMemoryEventStore(catalog)).Concat(UpcastCases(() =>
    {
        var memory = new InMemoryEventStore(new EventCatalog([], []));
        return memory.Reopen;
    }));

    private static IEnumerable<TestCaseData> SqliteFileCases() =>
        Cases(catalog => new SqliteEventStore(Folder.DataSource($"{Guid.NewGuid():N}.db"), catalog)).Concat(UpcastCases(() =>
        {
            var source = Folder.DataSource($"{Guid.NewGuid():N}.db");
            return catalog => new SqliteEventStore(source, catalog);
        }));

    private static IEnumerable<TestCaseData> SqliteMemoryCases() => Cases(catalog => new SqliteEventStore("Data Source=:memory:", catalog), readsBeside: false);

    private static IEnumerable<TestCaseData> SqliteSharedMemoryCases() =>
        Cases(catalog => new SqliteEventStore($"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared", catalog), readsBeside: false).Concat(UpcastCases(() =>
        {
            var source = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
            return catalog => new SqliteEventStore(source, catalog);
        }));

    private static IEnumerable<TestCaseData> Cases(Func<EventCatalog, IEventStore> create, bool readsBeside = true)
    {
        ValueTask<IEventStore> Create(EventCatalog catalog) => ValueTask.FromResult(create(catalog));
        return EventStoreContract.Cases(Create)
            .Concat(EventDirectoryContract.Cases(Create))
            .Concat(EventReplayContract.Cases(Create))
            .Concat(EventAtomicContract.Cases(Create))
            .Concat(StreamMaintenanceContract.Cases(Create))
            .Concat(FeedSignalContract.Cases(Create))
            .Concat(StoreTransactionContract.Cases(Create, readsBeside))
            .Concat(CheckpointContract.Cases(Create))
            .Concat(InlineProjectionContract.Cases(Create))
            .Concat(ProcessManagerContract.Cases(Create))
            .Concat(ProjectionRebuildContract.Cases(Create))
            .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));
    }

    private static IEnumerable<TestCaseData> UpcastCases(Func<Func<EventCatalog, IEventStore>> create)
    {
        return EventUpcastContract.Cases(Open).Concat(StoredEventContract.Cases(Open)).Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));

        ValueTask<Func<EventCatalog, ValueTask<IEventStore>>> Open()
        {
            var open = create();
            return ValueTask.FromResult<Func<EventCatalog, ValueTask<IEventStore>>>(catalog => ValueTask.FromResult(open(catalog)));
        }
    }
}
