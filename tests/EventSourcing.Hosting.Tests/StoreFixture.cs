using EventSourcing.PostgreSql.Tests;

namespace EventSourcing.Hosting.Tests;

/// <summary>Hosts for a test on a store of each kind, whose data outlives each of them but in memory.</summary>
[TestFixture(StoreKind.InMemory)]
[TestFixture(StoreKind.Sqlite)]
[TestFixture(StoreKind.PostgreSql)]
internal abstract class StoreFixture(StoreKind kind) : HostFixture
{
    private DirectoryInfo? _folder;
    private TestDatabase? _database;

    protected StoreKind Kind => kind;

    [SetUp]
    public async Task PrepareAsync()
    {
        if (kind == StoreKind.Sqlite) _folder = Directory.CreateTempSubdirectory("hosting-tests-");
        if (kind == StoreKind.PostgreSql) _database = await TestServer.CreateDatabaseAsync();
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await StopAsync();
        _folder?.Delete(recursive: true);
        if (_database is not null) await _database.DisposeAsync();
    }

    protected EventSourcingBuilder Use(EventSourcingBuilder builder) => kind switch
    {
        StoreKind.InMemory => builder.UseInMemory(),
        StoreKind.Sqlite => builder.UseSqlite($"Data Source={_folder!.FullName}/bank.db"),
        _ => builder.UsePostgreSql(_database!.ConnectionString),
    };
}
