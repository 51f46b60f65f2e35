using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.Testing;

namespace EventSourcing.PostgreSql.Tests.Maintenance;

/// <summary>ST-10 on PostgreSQL, on both layouts of the events: the contract, and what removing leaves in the tables.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class MaintenanceTests
{
    private static readonly Lazy<Task<TestDatabase>> Database = new(TestServer.CreateDatabaseAsync);
    private static int _schemas;

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (Database.IsValueCreated) await (await Database.Value).DisposeAsync();
    }

    [TestCaseSource(nameof(PlainCases))]
    public Task Plain(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(PartitionedCases))]
    public Task Partitioned(ContractCase rule) => rule.RunAsync();

    [TestCase(0)]
    [TestCase(2)]
    public async Task Nothing_of_a_tombstoned_stream_is_left_but_its_own_row(int partitions)
    {
        var (store, schema) = await OpenAsync(Bookings.Catalog, partitions);
        await using var s = store;
        var database = await Database.Value;
        var stream = Bookings.Stream();
        await store.AppendAsync(stream, ExpectedVersion.NoStream, [Bookings.Tagged("a", "b \"c\""), .. Bookings.Many(2)]);
        Assert.That(await store.TruncateAsync(stream, 2), Is.EqualTo(1));
        Assert.That(await database.ScalarAsync<long>($"SELECT count(*) FROM {schema}.event_tags"), Is.Zero, "the tags of the truncated event");
        await store.AppendAsync(stream, ExpectedVersion.Exactly(3), [Bookings.Tagged("a")]);
        Assert.That(await store.TombstoneAsync(stream, ExpectedVersion.Exactly(4)), Is.EqualTo(3));
        foreach (var table in partitions == 0 ? (string[])["events", "event_tags"] : ["events", "event_tags", "event_ids"])
            Assert.That(await database.ScalarAsync<long>($"SELECT count(*) FROM {schema}.{table}"), Is.Zero, table);
        Assert.That(await database.ScalarAsync<long>($"SELECT version FROM {schema}.streams WHERE state = 2"), Is.EqualTo(4), "its version, for people");
    }

    private static IEnumerable<TestCaseData> PlainCases() => Cases(partitions: 0);

    private static IEnumerable<TestCaseData> PartitionedCases() => Cases(partitions: 2);

    private static IEnumerable<TestCaseData> Cases(int partitions) => StreamMaintenanceContract
        .Cases(async catalog => (await OpenAsync(catalog, partitions)).Store)
        .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));

    private static async Task<(PostgreSqlEventStore Store, string Schema)> OpenAsync(EventCatalog catalog, int partitions)
    {
        var schema = $"maintenance_{Interlocked.Increment(ref _schemas)}";
        return (new PostgreSqlEventStore((await Database.Value).DataSource, catalog, new() { Schema = schema, Partitions = partitions }), schema);
    }
}
