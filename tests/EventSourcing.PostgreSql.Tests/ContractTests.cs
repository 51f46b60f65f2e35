using EventSourcing.Testing;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>The PostgreSQL store keeps the contract.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ContractTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LONG") == "1";

    // A schema for each store in one database: a database for each would take most of the time.
    private static readonly Lazy<Task<TestDatabase>> Database = new(TestServer.CreateDatabaseAsync);
    private static int _stores;

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (Database.IsValueCreated) await (await Database.Value).DisposeAsync();
    }

    [TestCaseSource(nameof(PreparedCases))]
    public Task Prepared(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(UnpreparedCases))]
    public Task Unprepared(ContractCase rule) => rule.RunAsync();

    private static IEnumerable<TestCaseData> PreparedCases() => Cases(new PostgreSqlEventStoreOptions());

    private static IEnumerable<TestCaseData> UnpreparedCases() => Cases(new PostgreSqlEventStoreOptions { PrepareStatements = false }, Long ? null : ["ST-7", "RM-1"]);

    private static IEnumerable<TestCaseData> Cases(PostgreSqlEventStoreOptions options, string[]? rows = null)
    {
        async ValueTask<IEventStore> Create(EventCatalog catalog) => new PostgreSqlEventStore((await Database.Value).DataSource, catalog, options with { Schema = NextSchema() });
        async ValueTask<Func<EventCatalog, ValueTask<IEventStore>>> CreateLasting()
        {
            var (source, schema) = ((await Database.Value).DataSource, NextSchema());
            return catalog => ValueTask.FromResult<IEventStore>(new PostgreSqlEventStore(source, catalog, options with { Schema = schema }));
        }

        return EventStoreContract.Cases(Create)
            .Concat(EventDirectoryContract.Cases(Create))
            .Concat(EventReplayContract.Cases(Create))
            .Concat(EventAtomicContract.Cases(Create))
            .Concat(FeedSignalContract.Cases(Create))
            .Concat(StoreTransactionContract.Cases(Create))
            .Concat(CheckpointContract.Cases(Create))
            .Concat(ReadModelContract.Cases(async () => (ITransactionalEventStore)await Create(new EventCatalog([], []))))
            .Concat(InlineProjectionContract.Cases(Create))
            .Concat(ProcessManagerContract.Cases(Create))
            .Concat(ProjectionRebuildContract.Cases(Create))
            .Concat(EventUpcastContract.Cases(CreateLasting))
            .Concat(StoredEventContract.Cases(CreateLasting))
            .Where(rule => rows is null || rows.Contains(rule.Row))
            .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));
    }

    private static string NextSchema() => $"s{Interlocked.Increment(ref _stores)}";
}
