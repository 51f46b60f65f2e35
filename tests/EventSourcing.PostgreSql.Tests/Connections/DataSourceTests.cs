using System.Transactions;
using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Connections;

/// <summary>What the settings of a data source, and transactions around a call, do to the store.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DataSourceTests : FeedTestBase
{
    [Test]
    public async Task A_scope_around_an_append_is_not_joined_whether_the_connection_is_new_or_kept()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString);
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog);
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            // First use, a new connection, a kept one, several callers at once, and readings; the scope is abandoned.
            for (var version = 0; version < 2; version++) await store.AppendAsync(new StreamId("booking", "scoped"), ExpectedVersion.Exactly(version), [Event()]);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.AppendAsync(new StreamId("booking", i), ExpectedVersion.NoStream, [Event()]).AsTask()));
            Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(10));
        }

        Assert.That((await store.GetVersionAsync(new StreamId("booking", "scoped")), await store.ReadAllAsync().CountAsync()), Is.EqualTo((2, 10)));
    }

    [Test]
    public async Task A_pool_of_one_connection_is_enough()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=1;Timeout=10");
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.AppendAsync(new StreamId("booking", i % 3), ExpectedVersion.Any, [Event()]).AsTask()));
        var several = await store.AppendAsync(
            [
                new StreamAppend(new StreamId("booking", "a"), ExpectedVersion.NoStream, [new NewEvent(new Booked("a")) { Tags = ["room:1"] }]),
                new StreamAppend(new StreamId("booking", "b"), ExpectedVersion.NoStream, [Event()]),
            ],
            new AppendCondition(TagQuery.AllTags("room:1")));
        await foreach (var _ in store.ReadAllAsync()) break;
        await store.WaitAsync(several[0].FirstPosition, TimeSpan.FromSeconds(30));
        await store.WaitAsync(several[1].LastPosition, TimeSpan.FromMilliseconds(50));
        await store.ArchiveAsync(new StreamId("booking", "a"));
        Assert.That(await store.ReadCategoryAsync("booking").CountAsync(), Is.EqualTo(22));
        Assert.That(await store.ListStreamsAsync("booking").CountAsync(), Is.EqualTo(5));
        Assert.That((await store.GetFeedStatusAsync()).Holders, Is.Empty);
    }

    [Test]
    public async Task Multiplexing_is_refused_before_anything_is_sent()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Multiplexing=true");
        Assert.That(() => new PostgreSqlEventStore(source, Bookings.Catalog), Throws.ArgumentException.With.Message.Contains("Multiplexing"));
    }

    private static NewEvent Event() => new(new Booked("a room"));
}
