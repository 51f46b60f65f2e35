using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;

namespace EventSourcing.PostgreSql.Tests.Schema;

/// <summary>Several stores in one database, several catalogs on one store, and a schema that a later version of the package has made.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SharedDatabaseTests : FeedTestBase
{
    [Test]
    public async Task Two_stores_disturb_neither_each_others_feed_nor_conditions_nor_leases()
    {
        var options = new PostgreSqlEventStoreOptions { Schema = "second" };
        await using var second = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog, options);
        var open = await BeginAsync();
        await Store.AppendAsync(open, Bookings.Stream("same"), ExpectedVersion.NoStream, [Bookings.Tagged("tag")]);

        // The same stream, the same tag, and a condition on it, while a transaction of the first store is open.
        await second.AppendAsync([new StreamAppend(Bookings.Stream("same"), ExpectedVersion.NoStream, [Bookings.Tagged("tag")])], new AppendCondition(TagQuery.AllTags("tag"))).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(await second.ReadAllAsync().CountAsync(), Is.EqualTo(1), "the second feed goes on");
        Assert.That((await second.GetFeedStatusAsync()).Holders, Is.Empty);
        Assert.That((await Store.GetFeedStatusAsync()).Holders, Has.Count.EqualTo(1));
        await open.CommitAsync();
        Assert.That(await Store.ReadAllAsync().CountAsync(), Is.EqualTo(1));
        var (head, other) = ((await Store.GetHeadAsync())!.Value, (await second.GetHeadAsync())!.Value);
        Assert.That(async () => await second.ReadAllAsync(head).CountAsync(), Throws.TypeOf<PositionMismatchException>());
        Assert.That(head.StoreId, Is.Not.EqualTo(other.StoreId));

        var (leases, others) = (new PostgreSqlLeaseStore(Database.DataSource), new PostgreSqlLeaseStore(Database.DataSource, options));
        Assert.That((await leases.TryAcquireAsync("job", "one", TimeSpan.FromMinutes(1)))?.Token, Is.EqualTo(1));
        Assert.That((await others.TryAcquireAsync("job", "two", TimeSpan.FromMinutes(1)))?.Token, Is.EqualTo(1));
        Assert.That(await leases.TryAcquireAsync("job", "two", TimeSpan.FromMinutes(1)), Is.Null);
    }

    [Test]
    public async Task A_catalog_that_does_not_know_an_event_says_so_and_reads_and_writes_its_own()
    {
        var only = new EventCatalog([Bookings.Catalog.Events.Single(e => e.Name == Bookings.OtherName)], []);
        await using var other = new PostgreSqlEventStore(Database.DataSource, only);
        await Store.AppendAsync(Bookings.Stream("a"), ExpectedVersion.NoStream, [Bookings.New()]);
        await other.AppendAsync(Bookings.Stream("b"), ExpectedVersion.NoStream, [new NewEvent(new Refunded("x"))]);
        Assert.That(async () => await other.AppendAsync(Bookings.Stream("b"), ExpectedVersion.Any, [Bookings.New()]), Throws.TypeOf<UnregisteredEventException>());
        Assert.That(await Store.ReadAllAsync().CountAsync(), Is.EqualTo(2));
        Assert.That(await other.ReadAllAsync(null, new FeedReadOptions { EventNames = [Bookings.OtherName] }).CountAsync(), Is.EqualTo(1));
        Assert.That(async () => await other.ReadAllAsync().CountAsync(), Throws.InstanceOf<EventSourcingException>().With.Message.Contains(Bookings.Name));
        Assert.That(await other.GetVersionAsync(Bookings.Stream("a")), Is.EqualTo(1));
    }

    [Test]
    public async Task A_schema_of_a_later_version_is_refused_by_every_store_and_not_touched()
    {
        await Store.AppendAsync(Bookings.Stream("a"), ExpectedVersion.NoStream, Bookings.Many(1));
        var later = PostgreSqlSchema.CurrentVersion + 1;
        await Database.ExecuteAsync($"INSERT INTO eventsourcing.schema_version VALUES ({later}, 'of a later version', now())");
        foreach (var creation in Enum.GetValues<PostgreSqlSchemaCreation>())
        {
            var options = new PostgreSqlEventStoreOptions { SchemaCreation = creation };
            await using var store = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog, options);
            Func<Task>[] calls =
            [
                async () => await store.AppendAsync(Bookings.Stream("b"), ExpectedVersion.Any, Bookings.Many(1)),
                async () => await store.ReadAllAsync().CountAsync(),
                async () => await new PostgreSqlLeaseStore(Database.DataSource, options).TryAcquireAsync("job", "one", TimeSpan.FromMinutes(1)),
            ];
            foreach (var call in calls) Assert.That(() => call(), Throws.TypeOf<PostgreSqlSchemaException>().With.Property("StoredVersion").EqualTo(later).And.Message.Contains("Nothing was touched"));
        }

        Assert.That(await Store.GetVersionAsync(Bookings.Stream("a")), Is.EqualTo(1), "a store that is open goes on: later versions only add");
    }
}
