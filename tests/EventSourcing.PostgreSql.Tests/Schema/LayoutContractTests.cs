using EventSourcing.Testing;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

/// <summary>
/// Whatever is decided when a schema is made, the store keeps the contract: some of its rules with partitions, <c>jsonb</c> and policies that bind the role, all at once; in the long run all rules,
/// and each layout by itself.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class LayoutContractTests
{
    private const string Role = "contract_role";

    private static readonly Lazy<Task<(TestDatabase Database, NpgsqlDataSource Source)>> Place = new(MakeAsync);

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (!Place.IsValueCreated) return;
        var (database, source) = await Place.Value;
        await source.DisposeAsync();
        await database.DisposeAsync();
        await database.Server.ExecuteAsync($"DROP ROLE {Role}");
    }

    [TestCaseSource(nameof(AllCases))]
    public Task In_other_layouts(ContractCase rule) => rule.RunAsync();

    private static IEnumerable<TestCaseData> AllCases()
    {
        var everything = Cases("all", new PostgreSqlEventStoreOptions { Partitions = 2, PayloadType = PostgreSqlPayloadType.Jsonb, RowLevelSecurity = true });
        return Environment.GetEnvironmentVariable("LONG") != "1"
            ? everything.Where((_, i) => i % 8 == 0)
            : everything
                .Concat(Cases("partitions", new PostgreSqlEventStoreOptions { Partitions = 5 }))
                .Concat(Cases("row-level security", new PostgreSqlEventStoreOptions { RowLevelSecurity = true }));
    }

    private static IEnumerable<TestCaseData> Cases(string layout, PostgreSqlEventStoreOptions options)
    {
        async ValueTask<IEventStore> Create(EventCatalog catalog) => new PostgreSqlEventStore((await Place.Value).Source, catalog, Named(options));
        async ValueTask<Func<EventCatalog, ValueTask<IEventStore>>> CreateLasting()
        {
            var (source, named) = ((await Place.Value).Source, Named(options));
            return catalog => ValueTask.FromResult<IEventStore>(new PostgreSqlEventStore(source, catalog, named));
        }

        return EventStoreContract.Cases(Create)
            .Concat(EventDirectoryContract.Cases(Create))
            .Concat(EventReplayContract.Cases(Create))
            .Concat(EventAtomicContract.Cases(Create))
            .Concat(FeedSignalContract.Cases(Create))
            .Concat(StoreTransactionContract.Cases(Create))
            .Concat(CheckpointContract.Cases(Create))
            .Concat(InlineProjectionContract.Cases(Create))
            .Concat(EventUpcastContract.Cases(CreateLasting))
            .Concat(StoredEventContract.Cases(CreateLasting))
            .Select(rule => new TestCaseData(rule).SetArgDisplayNames(layout, rule.ToString()));
    }

    private static PostgreSqlEventStoreOptions Named(PostgreSqlEventStoreOptions options) => options with { Schema = $"s{Guid.NewGuid():N}" };

    // The role makes the schemas, and owns them: policies that are forced bind an owner too.
    private static async Task<(TestDatabase Database, NpgsqlDataSource Source)> MakeAsync()
    {
        var database = await TestServer.CreateDatabaseAsync();
        await database.ExecuteAsync($"CREATE ROLE {Role} LOGIN; GRANT CREATE ON DATABASE {database.Name} TO {Role}");
        return (database, NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Role }));
    }
}
