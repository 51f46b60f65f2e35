using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>A store on a standby that follows its primary: streams are read there, as far as they have come; the feed, which needs the primary's locks, and all that writes, name what to do.</summary>
[TestFixture]
[NonParallelizable]
public sealed class StandbyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly StreamId _stream = Bookings.Stream("standby");
    private PostgreSqlServer _primary = null!;
    private PostgreSqlServer _standby = null!;
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private PostgreSqlEventStore _writing = null!;
    private PostgreSqlEventStore _store = null!;
    private Guid _lastId;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!File.Exists(PostgreSqlBinaries.Default.PathOf("pg_basebackup"))) Assert.Ignore("A standby is made by pg_basebackup, which is not among these programs.");
        _primary = await PostgreSqlServer.CreateAsync(durable: false);
        _database = await _primary.CreateDatabaseAsync();
        _writing = new PostgreSqlEventStore(_database.DataSource, Bookings.Catalog);
        await _writing.AppendAsync(_stream, ExpectedVersion.NoStream, Bookings.Many(3));
        _standby = await _primary.CreateStandbyAsync();
        _source = NpgsqlDataSource.Create(_standby.ConnectionString(_database.Name));
        _store = new PostgreSqlEventStore(_source, Bookings.Catalog);

        // What comes by streaming, and not with the copy.
        var last = Bookings.New();
        _lastId = last.Metadata.EventId;
        await _writing.AppendAsync(_stream, ExpectedVersion.Exactly(3), [last]);
        await Eventually.IsAsync(async () => await _store.GetVersionAsync(_stream) == 4, "the standby has come as far as the primary");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        if (_source is not null) await _source.DisposeAsync();
        if (_standby is not null) await _standby.DisposeAsync();
        if (_writing is not null) await _writing.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        if (_primary is not null) await _primary.DisposeAsync();
    }

    [Test]
    public async Task Streams_are_read_there()
    {
        var versions = new List<long>();
        await foreach (var @event in _store.ReadStreamAsync(_stream)) versions.Add(@event.Version);
        Assert.That(versions, Is.EqualTo(new long[] { 1, 2, 3, 4 }));
        Assert.That(await _store.ExistsAsync(_lastId));
        Assert.That(await _store.GetStateAsync(_stream), Is.EqualTo(StreamState.Active));
    }

    [Test]
    public async Task The_feed_is_refused_and_the_error_names_the_primary()
    {
        var position = (await _writing.GetHeadAsync())!.Value;
        foreach (var read in (Func<Task>[])
        [
            async () => await DrainAsync(_store.ReadAllAsync()),
            async () => await DrainAsync(_store.ReadAllAsync(position)),
            async () => await DrainAsync(_store.ReadCategoryAsync(_stream.Category)),
            async () => await _store.GetHeadAsync(),
            async () => await _store.GetFeedStatusAsync(),
            async () => await _store.WaitAsync(position, Minute),
        ])
        {
            var error = Assert.ThrowsAsync<EventStoreException>(() => read())!;
            Assert.That(error.Message, Does.Contain("the server is a standby").And.Contain("Target Session Attributes=primary"));
            Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)), "a failover ends it, and nothing was written");
        }
    }

    [Test]
    public async Task What_writes_is_refused_and_the_error_names_the_primary()
    {
        var leases = new PostgreSqlLeaseStore(_source);
        foreach (var write in (Func<Task>[])
        [
            async () => await _store.AppendAsync(_stream, ExpectedVersion.Any, Bookings.Many(1)),
            async () => await _store.AppendAsync(_stream, ExpectedVersion.Exactly(4), Bookings.Many(2)),
            async () => await _store.AppendAsync(new StreamId("another category", "1"), ExpectedVersion.NoStream, Bookings.Many(1)),
            async () => await _store.AppendAsync([new StreamAppend(_stream, ExpectedVersion.Any, Bookings.Many(1)), new StreamAppend(Bookings.Stream(), ExpectedVersion.Any, Bookings.Many(1))]),
            async () => await _store.ArchiveAsync(_stream),
            async () => await _store.TruncateAsync(_stream, 2),
            async () => await leases.TryAcquireAsync("a", "me", Minute),
        ])
        {
            var error = Assert.ThrowsAsync<EventStoreException>(() => write())!;
            Assert.That(error.Message, Does.Contain("standby").And.Contain("Target Session Attributes="));
            Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)), error.Message);
        }

        Assert.That(await _writing.GetVersionAsync(_stream), Is.EqualTo(4));
    }

    [Test]
    public async Task A_data_source_that_asks_for_the_primary_finds_it_among_both()
    {
        var both = $"Host=127.0.0.1:{_standby.Port},127.0.0.1:{_primary.Port};Username=postgres;Database={_database.Name};Target Session Attributes=primary";
        await using var source = new NpgsqlDataSourceBuilder(both).BuildMultiHost();
        await using var store = new PostgreSqlEventStore(source.WithTargetSession(TargetSessionAttributes.Primary), Bookings.Catalog);
        Assert.That((await store.GetHeadAsync())?.Value, Is.EqualTo(4));
    }

    private static async Task DrainAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        await foreach (var _ in events)
        {
            // Whatever it gives before it fails.
        }
    }
}
