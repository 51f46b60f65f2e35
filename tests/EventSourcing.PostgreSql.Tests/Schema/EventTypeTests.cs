using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.PostgreSql.Tests.Schema;

[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EventTypeTests
{
    private static readonly EventDescriptor BookedType = Bookings.Catalog.Events.Single(e => e.Name == Bookings.Name);
    private static readonly EventDescriptor RefundedType = Bookings.Catalog.Events.Single(e => e.Name == Bookings.OtherName);

    private TestDatabase _database = null!;

    [SetUp]
    public async Task MakeDatabase()
    {
        _database = await TestServer.CreateDatabaseAsync();
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
    }

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task What_several_nodes_add_at_once_gets_one_number_each()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => Open()).ToList();
        (string, EventDescriptor)[] types = [.. Enumerable.Range(0, 10).SelectMany(i => new[] { ($"c{i}", BookedType), ($"c{i}", RefundedType) })];
        await Task.WhenAll(nodes.Select((n, i) => n.RequireAsync(i % 2 == 0 ? types : types.Reverse(), CancellationToken.None).AsTask()));
        foreach (var type in types)
        {
            var ids = nodes.Select(n => n.TryGetId(type.Item1, type.Item2, out var id) ? id : 0).Distinct().ToList();
            Assert.That(ids, Has.One.Items.And.None.EqualTo(0));
        }

        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.event_types"), Is.EqualTo(20));
    }

    [Test]
    public async Task What_another_node_adds_is_found_by_a_filter_that_is_asked_for_afterwards()
    {
        var (here, there) = (Open(), Open());
        await here.RequireAsync([("a", BookedType), ("b", BookedType)], CancellationToken.None);
        var filter = FeedFilter.Of(Bookings.Catalog, new FeedReadOptions { EventNames = [Bookings.Name] });
        Assert.That(await here.FindAsync(filter, CancellationToken.None), Has.Length.EqualTo(2));
        await there.RequireAsync([("c", BookedType), ("c", RefundedType)], CancellationToken.None);
        Assert.That(await here.FindAsync(filter, CancellationToken.None), Has.Length.EqualTo(3).And.Ordered);
        Assert.That(await here.FindAsync(FeedFilter.Of(Bookings.Catalog, "c", null), CancellationToken.None), Has.Length.EqualTo(2));
        Assert.That(await here.FindAsync(FeedFilter.Of(Bookings.Catalog, "nowhere", null), CancellationToken.None), Is.Empty);
        Assert.That(await here.FindAsync(FeedFilter.Of(Bookings.Catalog, null), CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_type_that_the_catalog_does_not_know_has_no_shape()
    {
        var types = Open();
        await types.RequireAsync([("a", "forgotten", 3)], CancellationToken.None);
        Assert.That(types.TryGetId("a", "forgotten", 3, out var id), Is.True);
        Assert.That(types.TryGet(id, out var type), Is.True);
        Assert.That(type, Is.EqualTo(new PostgreSqlEventType(id, "a", "forgotten", 3, Shape: null)));
        Assert.That(types.TryGet(id + 1, out _), Is.False);
    }

    private PostgreSqlEventTypes Open() => new(new PostgreSqlKeptConnections(_database.DataSource, TimeProvider.System), new PostgreSqlNames("eventsourcing"), new EventSerializer(Bookings.Catalog));
}
