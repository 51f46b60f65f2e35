using EventSourcing.PostgreSql.Tests.Appending;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>How waiting for news ends: by appends of the same store, by notifications of others, and by asking.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FeedSignalTests : FeedTestBase
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static readonly PostgreSqlEventStoreOptions NeverAsks = new() { PollInterval = Long };

    [Test]
    public async Task An_append_of_another_process_is_heard_without_asking()
    {
        await AppendAsync();
        await using var waiting = Open(NeverAsks);
        var waits = waiting.WaitAsync(await Store.GetHeadAsync(), Long).AsTask();
        await Eventually.IsAsync(async () => await ListenersAsync() == 1, "somebody listens");
        await AppendAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task What_is_told_before_somebody_listens_is_found_all_the_same()
    {
        await AppendAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var waiting = Open(NeverAsks);
            var waits = waiting.WaitAsync(await Store.GetHeadAsync(), Long).AsTask();
            await AppendAsync();
            await waits.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [Test]
    public async Task A_lost_connection_is_replaced()
    {
        await AppendAsync();
        await using var waiting = Open(NeverAsks);
        var waits = waiting.WaitAsync(await Store.GetHeadAsync(), Long).AsTask();
        await Eventually.IsAsync(async () => await ListenersAsync() == 1, "somebody listens");
        await Database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()");
        await Eventually.IsAsync(async () => await ListenersAsync() == 1, "somebody listens again");
        await AppendAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Nobody_listens_where_nobody_waits()
    {
        await AppendAsync();
        await using var other = Open(new PostgreSqlEventStoreOptions());
        await other.GetHeadAsync();
        Assert.That(await ListenersAsync(), Is.Zero);
        await other.WaitAsync(null, TimeSpan.FromSeconds(30));
        await other.DisposeAsync();
        await Eventually.IsAsync(async () => await ListenersAsync() == 0, "the connection is given back");
    }

    [Test]
    public async Task Without_notifications_asking_finds_what_others_append()
    {
        await AppendAsync();
        await using var waiting = Open(new PostgreSqlEventStoreOptions { NotifyInterval = Timeout.InfiniteTimeSpan, PollInterval = TimeSpan.FromMilliseconds(20) });
        var waits = waiting.WaitAsync(await Store.GetHeadAsync(), Long).AsTask();
        await AppendAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(await ListenersAsync(), Is.Zero);
    }

    [Test]
    public async Task Many_appends_are_told_of_together()
    {
        await using var listener = await Database.DataSource.OpenConnectionAsync();
        var heard = 0;
        listener.Notification += (_, _) => heard++;
        await using (var command = listener.CreateCommand())
        {
            await Store.GetHeadAsync();
            command.CommandText = $"LISTEN \"eventsourcing_{(await Store.ReadersAsync(default)).Info.StoreId:N}\"";
            await command.ExecuteNonQueryAsync();
        }

        await using (var slow = Open(new PostgreSqlEventStoreOptions { NotifyInterval = Long }))
        {
            for (var i = 0; i < 20; i++) await slow.AppendAsync(Bookings.Stream(), ExpectedVersion.Any, Bookings.Many(1));
        }

        // The first at once, and the others with the end of the interval, which the end of the store is too.
        while (heard < 2) await listener.WaitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        Assert.That(await listener.WaitAsync(TimeSpan.FromMilliseconds(200)), Is.False);
        Assert.That(heard, Is.EqualTo(2));
    }

    [Test]
    public async Task An_append_within_a_transaction_of_the_caller_is_found_by_asking()
    {
        await AppendAsync();
        await using var waiting = Open(new PostgreSqlEventStoreOptions { PollInterval = TimeSpan.FromMilliseconds(20) });
        var waits = waiting.WaitAsync(await Store.GetHeadAsync(), Long).AsTask();
        var transaction = await BeginAsync();
        await AppendAsync(transaction);
        Assert.That(waits.IsCompleted, Is.False);
        await transaction.CommitAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Who_waits_while_somebody_holds_the_feed_back_does_not_ask_without_a_pause()
    {
        await AppendAsync();
        var slow = await BeginAsync();
        await AppendAsync(slow);
        var head = await Store.GetHeadAsync();
        var waits = Store.WaitAsync(head, Long).AsTask();
        for (var i = 0; i < 20; i++) await AppendAsync();
        Assert.That(waits.IsCompleted, Is.False);
        await slow.CommitAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(await ReadAsync(head), Has.Count.EqualTo(21));
    }

    [Test]
    public void Times_that_are_no_times_are_refused()
    {
        Assert.That(() => new PostgreSqlEventStoreOptions { NotifyInterval = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PostgreSqlEventStoreOptions { PollInterval = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PostgreSqlEventStoreOptions { ReadPageSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(async () => await Store.WaitAsync(null, TimeSpan.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private PostgreSqlEventStore Open(PostgreSqlEventStoreOptions options) => new(Database.DataSource, Bookings.Catalog, options);

    private Task<long> ListenersAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()");
}
