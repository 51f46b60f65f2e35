using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.Testing;

namespace EventSourcing.PostgreSql.Tests.Maintenance;

/// <summary>ST-10 on PostgreSQL, on both layouts of the events: the contract, and what removing leaves in the tables.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class MaintenanceTests
{
    private static readonly Lazy<Task<TestDatabase>> Database = new(TestServer.CreateDatabaseAsync);
    private static readonly Lazy<Task<RestrictedPlace>> Place = new(RestrictedPlace.MakeAsync);
    private static int _schemas;

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (Place.IsValueCreated) await (await Place.Value).DisposeAsync();
        if (Database.IsValueCreated) await (await Database.Value).DisposeAsync();
    }

    [TestCaseSource(nameof(PlainCases))]
    public Task Plain(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(PartitionedCases))]
    public Task Partitioned(ContractCase rule) => rule.RunAsync();

    [Test]
    public async Task Without_the_right_to_remove_events_nothing_is_removed_and_the_error_names_it()
    {
        await using var store = await (await Place.Value).OpenAsync(Bookings.Catalog, maintenance: false);
        var stream = Bookings.Stream();
        await store.AppendAsync(stream, ExpectedVersion.NoStream, Bookings.Many(3));
        foreach (var removal in (Func<Task>[])[async () => await store.TruncateAsync(stream, 2), async () => await store.TombstoneAsync(stream, ExpectedVersion.Any)])
        {
            var error = Assert.ThrowsAsync<EventStoreException>(() => removal())!;
            Assert.That(error.Message, Does.Contain("Grants(role, maintenance: true)").And.Contain(stream.ToString()));
            Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)));
        }

        await store.ArchiveAsync(stream);
        Assert.That(await store.GetStateAsync(stream), Is.EqualTo(StreamState.Archived), "archiving removes nothing");
        await store.RestoreAsync(stream);
        Assert.That((await store.AppendAsync(stream, ExpectedVersion.Exactly(3), Bookings.Many(1))).Version, Is.EqualTo(4));
    }

    [Test]
    public async Task A_stream_of_another_tenant_is_out_of_reach()
    {
        await using var store = await (await Place.Value).OpenAsync(Bookings.Catalog, maintenance: true);
        var stream = Bookings.Stream();
        using (EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "red" })) await store.AppendAsync(stream, ExpectedVersion.NoStream, [Bookings.Tagged("a"), .. Bookings.Many(2)]);
        using (EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "blue" }))
        {
            Assert.That(async () => await store.TruncateAsync(stream, 2), Throws.TypeOf<StreamNotFoundException>());
            Assert.That(async () => await store.ArchiveAsync(stream), Throws.TypeOf<StreamNotFoundException>());
            Assert.That(async () => await store.TombstoneAsync(stream, ExpectedVersion.Any), Throws.TypeOf<StreamNotFoundException>());
        }

        using (EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "red" }))
        {
            Assert.That(await store.GetVersionAsync(stream), Is.EqualTo(3));
            Assert.That(await store.TombstoneAsync(stream, ExpectedVersion.Exactly(3)), Is.EqualTo(3));
        }
    }

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

    // As the owner of a production database would do it: the schema is another role's, policies bind this one, and it has the rights of Grants.
    [TestCaseSource(nameof(RestrictedCases))]
    public Task Under_row_level_security(ContractCase rule) => rule.RunAsync();

    private static IEnumerable<TestCaseData> PlainCases() => Cases(partitions: 0);

    private static IEnumerable<TestCaseData> PartitionedCases() => Cases(partitions: 2);

    private static IEnumerable<TestCaseData> Cases(int partitions) => Cases(async catalog => (await OpenAsync(catalog, partitions)).Store);

    private static IEnumerable<TestCaseData> RestrictedCases() => Cases(async catalog => await (await Place.Value).OpenAsync(catalog, maintenance: true));

    private static IEnumerable<TestCaseData> Cases(Func<EventCatalog, ValueTask<IEventStore>> create) =>
        StreamMaintenanceContract.Cases(create).Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));

    private static async Task<(PostgreSqlEventStore Store, string Schema)> OpenAsync(EventCatalog catalog, int partitions)
    {
        var schema = $"maintenance_{Interlocked.Increment(ref _schemas)}";
        return (new PostgreSqlEventStore((await Database.Value).DataSource, catalog, new() { Schema = schema, Partitions = partitions }), schema);
    }
}
