using EventSourcing.Testing;

namespace EventSourcing.Storage.Tests;

/// <summary>RM-1 to RM-3: read models in memory and in SQLite keep the contract.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReadModelTests
{
    private static readonly TemporaryFolder Folder = new();

    [OneTimeTearDown]
    public void RemoveFiles() => Folder.Dispose();

    [TestCaseSource(nameof(InMemoryCases))]
    public Task In_memory(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteFileCases))]
    public Task Sqlite_file(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteMemoryCases))]
    public Task Sqlite_memory(ContractCase rule) => rule.RunAsync();

    [Test]
    public async Task In_memory_rows_answer_as_a_list_does()
    {
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        await RowModel.CheckAsync(store, 2_000);
    }

    [Test]
    public async Task Sqlite_rows_answer_as_a_list_does()
    {
        await using var store = new SqliteEventStore(Folder.DataSource("model.db"), TestEvents.Catalog, new() { Synchronous = Sqlite.SqliteSynchronous.Normal });
        await RowModel.CheckAsync(store, 500);
    }

    [Test]
    public async Task In_memory_rows_change_as_a_dictionary_does()
    {
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        await RowChangeModel.CheckAsync(store, 1_000);
    }

    [Test]
    public async Task Sqlite_rows_change_as_a_dictionary_does()
    {
        await using var store = new SqliteEventStore(Folder.DataSource("changes.db"), TestEvents.Catalog, new() { Synchronous = Sqlite.SqliteSynchronous.Normal });
        await RowChangeModel.CheckAsync(store, 400);
    }

    [Test]
    public async Task In_memory_rows_that_are_remembered_change_as_a_dictionary_does()
    {
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        await RowChangeModel.CheckAsync(store, 3_000, remembers: true);
    }

    [Test]
    public async Task Sqlite_rows_that_are_remembered_change_as_a_dictionary_does()
    {
        await using var store = new SqliteEventStore(Folder.DataSource("remembered.db"), TestEvents.Catalog, new() { Synchronous = Sqlite.SqliteSynchronous.Normal });
        await RowChangeModel.CheckAsync(store, 400, remembers: true);
    }

    private static IEnumerable<TestCaseData> InMemoryCases() => Cases(() => new InMemoryEventStore(TestEvents.Catalog));

    private static IEnumerable<TestCaseData> SqliteFileCases() => Cases(() => new SqliteEventStore(Folder.DataSource($"{Guid.NewGuid():N}.db"), TestEvents.Catalog, new() { Synchronous = Sqlite.SqliteSynchronous.Normal }));

    private static IEnumerable<TestCaseData> SqliteMemoryCases() => Cases(() => new SqliteEventStore("Data Source=:memory:", TestEvents.Catalog));

    private static IEnumerable<TestCaseData> Cases(Func<ITransactionalEventStore> create) =>
        ReadModelContract.Cases(() => ValueTask.FromResult(create())).Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));
}
