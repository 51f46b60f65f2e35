using EventSourcing.Testing;

namespace EventSourcing.PostgreSql.Tests.Leases;

/// <summary>LK-1 on PostgreSQL: leases by the server's clock, and locks on them.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class LeaseTests
{
    private static readonly Lazy<Task<TestDatabase>> Database = new(TestServer.CreateDatabaseAsync);
    private static int _schemas;

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (Database.IsValueCreated) await (await Database.Value).DisposeAsync();
    }

    [TestCaseSource(nameof(Cases))]
    public Task Contract(ContractCase rule) => rule.RunAsync();

    [Test]
    public async Task Locks_of_several_clients_exclude_each_other_and_their_tokens_grow()
    {
        var options = NewSchema();
        var (inside, last, broken) = (0, 0L, 0);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            var locks = new DistributedLocks(new PostgreSqlLeaseStore((await Database.Value).DataSource, options), new() { RetryDelay = TimeSpan.FromMilliseconds(2), MaxRetryDelay = TimeSpan.FromMilliseconds(10) });
            for (var i = 0; i < 10; i++)
            {
                await using var held = await locks.AcquireAsync("shared", TimeSpan.FromMinutes(1));
                if (Interlocked.Increment(ref inside) != 1 || held.FencingToken <= Interlocked.Exchange(ref last, held.FencingToken)) Interlocked.Increment(ref broken);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }));
        Assert.That((broken, last), Is.EqualTo((0, 60L)));
    }

    [Test]
    public async Task A_higher_default_isolation_of_the_server_disturbs_no_lease()
    {
        var database = await Database.Value;
        await using var source = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = "-c default_transaction_isolation=serializable" }.ConnectionString);
        var store = new PostgreSqlLeaseStore(source, NewSchema());
        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => store.TryAcquireAsync("a", $"owner {i}", TimeSpan.FromMinutes(1)).AsTask()));
        Assert.That(leases.Count(l => l is not null), Is.EqualTo(1));
    }

    private static PostgreSqlEventStoreOptions NewSchema() => new() { Schema = $"leases_{Interlocked.Increment(ref _schemas)}" };

    private static IEnumerable<TestCaseData> Cases() => LeaseContract
        .Cases(async () => new PostgreSqlLeaseStore((await Database.Value).DataSource, NewSchema()))
        .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));
}
