using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Reading;

/// <summary>How readings use connections, pages and memory; what they give is said by the contract.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReadingTests : FeedTestBase
{
    [Test]
    public async Task A_slow_consumer_holds_no_connection()
    {
        await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, Bookings.Many(50));
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=1;Timeout=30");
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = 10 });
        var read = 0;
        await foreach (var _ in store.ReadStreamAsync(Bookings.Stream("1")))
        {
            if (read++ % 7 == 0) Assert.That(await store.GetVersionAsync(Bookings.Stream("1")), Is.EqualTo(50));
        }

        await foreach (var _ in store.ReadAllAsync())
        {
            if (read++ % 7 == 0) Assert.That((await store.GetHeadAsync())?.Value, Is.EqualTo(50));
        }

        Assert.That(read, Is.EqualTo(100));
    }

    [Test]
    public async Task A_reading_that_is_given_up_leaves_nothing_behind()
    {
        await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, Bookings.Many(100));
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=2;Timeout=5;Application Name=reader");
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = 5 });
        for (var i = 0; i < 20; i++)
        {
            await foreach (var _ in store.ReadStreamAsync(Bookings.Stream("1"))) break;
            await foreach (var _ in store.ReadAllAsync()) break;
        }

        Assert.That(await Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'reader' AND state <> 'idle'"), Is.Zero);
    }

    [Test]
    public async Task Events_of_a_type_that_another_process_has_added_meanwhile_are_read()
    {
        await using var reader = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog);
        await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, Bookings.Many(1));
        Assert.That(await reader.GetVersionAsync(Bookings.Stream("1")), Is.EqualTo(1));
        await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, [Bookings.New(), new NewEvent(new Refunded("r")), Bookings.New()]);
        var names = new List<string>();
        await foreach (var @event in reader.ReadStreamAsync(Bookings.Stream("1"))) names.Add(@event.Name);
        Assert.That(names, Is.EqualTo(new[] { "booked", "booked", "refunded", "booked" }));
        await using var second = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog);
        Assert.That((await second.ReadAllAsync(null, new FeedReadOptions { EventNames = ["refunded"] }).ToListAsync()).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Large_events_come_in_small_pages()
    {
        var large = new string('x', 300_000);
        for (var i = 0; i < 12; i++) await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, [Bookings.New(large)]);
        Assert.That((await Store.ReadStreamAsync(Bookings.Stream("1")).ToListAsync()).Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, 12)));
        Assert.That((await Store.ReadStreamAsync(Bookings.Stream("1"), new StreamReadOptions { Direction = ReadDirection.Backwards }).ToListAsync()).Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, 12).Reverse()));
        Assert.That((await Store.ReadAllAsync().ToListAsync()).Select(e => ((Booked)e.Data).Text.Length), Is.EqualTo(Enumerable.Repeat(300_000, 12)));
    }

    [Test]
    public void A_page_asks_for_fewer_rows_where_they_are_large()
    {
        var size = new PostgreSqlPageSize(500);
        Assert.That(size.Rows, Is.EqualTo(500));
        size.Learn(10, 10 * 300_000);
        Assert.That(size.Rows, Is.EqualTo(3));
        size.Learn(1, 100_000_000);
        Assert.That(size.Rows, Is.EqualTo(1));
        for (var i = 0; i < 100; i++) size.Learn(500, 500 * 200);
        Assert.That(size.Rows, Is.EqualTo(500));
    }

    [Test]
    public async Task A_page_has_as_many_events_as_the_option_says([Values(1, 4, 100)] int size)
    {
        await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, Bookings.Many(20));
        var commands = 0;
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = s => s.Name == "Npgsql",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = a => _ = a.Tags.Any(t => t.Value == Database.Name) ? Interlocked.Increment(ref commands) : 0,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        await using var store = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = size });
        await store.GetHeadAsync();
        commands = 0;
        Assert.That((await store.ReadStreamAsync(Bookings.Stream("1")).ToListAsync()).Count, Is.EqualTo(20));
        Assert.That(commands, size == 100 ? Is.EqualTo(1) : Is.GreaterThanOrEqualTo(20 / size).And.LessThanOrEqualTo((20 / size) + 2));
    }

    [Test]
    public async Task A_store_that_is_disposed_of_ends_its_readings()
    {
        await Store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, Bookings.Many(20));
        var store = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = 5 });
        Assert.That(
            async () =>
            {
                await foreach (var _ in store.ReadAllAsync()) await store.DisposeAsync();
            },
            Throws.TypeOf<ObjectDisposedException>());
    }
}
