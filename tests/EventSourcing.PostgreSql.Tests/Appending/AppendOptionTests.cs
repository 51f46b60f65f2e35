using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>What the options of appending change, and what is refused before anything is sent.</summary>
[TestFixture]
public sealed class AppendOptionTests
{
    private TestDatabase _database = null!;

    [SetUp]
    public async Task Make() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task Drop() => await _database.DisposeAsync();

    [Test]
    public async Task A_group_has_no_more_events_than_the_option_says([Values(1, 1024)] int most)
    {
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog, new PostgreSqlEventStoreOptions { MaxGroupedEvents = most });
        await store.AppendAsync(Stream(), ExpectedVersion.NoStream, Many(1));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => store.AppendAsync(Stream(), ExpectedVersion.NoStream, Many(1)).AsTask()));
        var transactions = await _database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM eventsourcing.events");
        Assert.That(transactions, most == 1 ? Is.EqualTo(201) : Is.LessThan(100));
    }

    [Test]
    public async Task With_one_flusher_an_append_that_waits_for_its_stream_keeps_the_others_waiting_and_with_two_it_does_not([Values(1, 2)] int flushers)
    {
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog, new PostgreSqlEventStoreOptions { MaxFlushers = flushers });
        var stream = Stream();
        await store.AppendAsync(stream, ExpectedVersion.NoStream, Many(1));
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await store.AppendAsync(transaction, stream, ExpectedVersion.Any, Many(1));
        var blocked = store.AppendAsync(stream, ExpectedVersion.Any, Many(1)).AsTask();
        await Eventually.IsAsync(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, "the append waits for its stream");
        var other = store.AppendAsync(Stream(), ExpectedVersion.NoStream, Many(1)).AsTask();
        if (flushers == 2) await other;
        else Assert.That(other.IsCompleted, Is.False);
        await transaction.CommitAsync();
        await Task.WhenAll(blocked, other);
        Assert.That((await blocked).Version, Is.EqualTo(3));
    }

    [Test]
    public async Task Statements_are_prepared_unless_the_option_says_no([Values] bool prepare)
    {
        // One connection: what it has prepared can be asked on it.
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString + ";Maximum Pool Size=1");
        await using var store = new PostgreSqlEventStore(source, Catalog, new PostgreSqlEventStoreOptions { PrepareStatements = prepare, NotifyInterval = Timeout.InfiniteTimeSpan });
        await store.AppendAsync(Stream(), ExpectedVersion.NoStream, Many(1));
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%append_one_1%'");
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(prepare ? 1L : 0L));
    }

    [Test]
    public async Task What_the_server_cannot_store_is_refused_before_it_is_sent([Values] PostgreSqlPayloadType payloadType)
    {
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog, new PostgreSqlEventStoreOptions { PayloadType = payloadType });
        Assert.That(
            async () => await store.AppendAsync(Stream(), ExpectedVersion.Any, [New("x", new EventMetadata { Tenant = "a\0b" })]),
            Throws.TypeOf<SerializationException>().With.Property("Member").EqualTo("metadata.tenant"));
        var (stream, text) = (Stream(), "a\0b\\u0000");
        if (payloadType == PostgreSqlPayloadType.Jsonb)
        {
            Assert.That(async () => await store.AppendAsync(stream, ExpectedVersion.Any, [New(text)]), Throws.TypeOf<SerializationException>().With.Message.Contains("U+0000"));
            text = "\\u0000";
        }

        await store.AppendAsync(stream, ExpectedVersion.NoStream, [New(text)]);
        var read = new List<object>();
        await foreach (var @event in store.ReadStreamAsync(stream)) read.Add(@event.Data);
        Assert.That(read, Is.EqualTo(new object[] { new Booked(text) }));
    }
}
