using System.Text.Json;
using EventSourcing.Serialization;
using EventSourcing.Sqlite;
using SQLitePCL;

namespace EventSourcing.Storage.Tests;

/// <summary>Every option changes what happens, and refuses values that mean nothing.</summary>
[TestFixture]
public sealed class SqliteOptionTests
{
    [TestCase(SqliteSynchronous.Full, "2")]
    [TestCase(SqliteSynchronous.Normal, "1")]
    public async Task Synchronous_says_when_sqlite_waits_for_the_disk(SqliteSynchronous synchronous, string pragma)
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { Synchronous = synchronous });
        await store.GetHeadAsync();
        using var lease = await store.Sessions.RentWriterAsync(CancellationToken.None);
        Assert.That(lease.Session.Run("PRAGMA synchronous"), Is.EqualTo(pragma));
    }

    [Test]
    public async Task The_default_waits_for_the_disk_at_every_commit()
    {
        Assert.That(new SqliteEventStoreOptions().Synchronous, Is.EqualTo(SqliteSynchronous.Full));
        Assert.That(new SqliteEventStoreOptions().BusyTimeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
        await Task.CompletedTask;
    }

    [TestCase(1, 1)]
    [TestCase(4, 4)]
    [TestCase(256, 10)]
    public async Task ReadPageSize_says_how_many_events_are_read_ahead(int pageSize, int decoded)
    {
        using var folder = new TemporaryFolder();
        var codec = new CountingCodec();
        await using var store = new SqliteEventStore(folder.DataSource(), new EventCatalog([new EventDescriptor<Alpha>("alpha", 1, codec)], []), new() { ReadPageSize = pageSize });
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(10));
        foreach (var reading in new[] { store.ReadStreamAsync(TestEvents.Stream()), store.ReadAllAsync() })
        {
            codec.Decoded = 0;
            await foreach (var _ in reading) break;
            Assert.That(codec.Decoded, Is.EqualTo(decoded));
        }
    }

    [TestCase(1, 11)]
    [TestCase(4, 4)]
    [TestCase(1024, 2)]
    public async Task MaxGroupedEvents_says_how_many_events_share_a_commit(int max, int commits)
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { MaxGroupedEvents = max });
        await store.AppendAsync(TestEvents.Stream("0"), ExpectedVersion.NoStream, [TestEvents.New(0)]);
        var counted = 0;
        using (var lease = await store.Sessions.RentWriterAsync(CancellationToken.None))
        {
            raw.sqlite3_commit_hook(lease.Session.Database, _ => { counted++; return 0; }, null!);
        }

        using var other = new OtherConnection(folder);
        other.Run("BEGIN IMMEDIATE");
        var appends = Enumerable.Range(1, 11).Select(i => store.AppendAsync(TestEvents.Stream($"{i}"), ExpectedVersion.NoStream, [TestEvents.New(i)]).AsTask()).ToArray();
        other.Run("ROLLBACK");
        await Task.WhenAll(appends);
        Assert.That(counted, Is.EqualTo(commits), "the first one leads alone; ten wait");
    }

    [Test]
    public async Task TimeProvider_says_when_an_event_was_recorded()
    {
        using var folder = new TemporaryFolder();
        var clock = new FixedClock(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)).AddTicks(1_234_567));
        await using var sqlite = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { TimeProvider = clock });
        await using var memory = new InMemoryEventStore(TestEvents.Catalog, clock);
        foreach (var store in new IEventStore[] { sqlite, memory })
        {
            await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, [TestEvents.New(0)]);
            Assert.That((await store.ReadAllAsync().SingleAsync()).RecordedAt, Is.EqualTo(clock.Now.AddTicks(-7)), "to the microsecond");
        }
    }

    [Test]
    public void Values_that_mean_nothing_are_refused()
    {
        Assert.That(() => new SqliteEventStoreOptions { BusyTimeout = TimeSpan.FromTicks(-1) }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("BusyTimeout"));
        Assert.That(() => new SqliteEventStoreOptions { ReadPageSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("ReadPageSize"));
        Assert.That(() => new SqliteEventStoreOptions { MaxGroupedEvents = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("MaxGroupedEvents"));
        Assert.That(() => new SqliteEventStoreOptions { Synchronous = (SqliteSynchronous)7 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Synchronous"));
        Assert.That(() => new SqliteEventStoreOptions { TimeProvider = null! }, Throws.ArgumentNullException);
        Assert.That(() => new SqliteEventStore("", TestEvents.Catalog), Throws.ArgumentException);
        Assert.That(() => new SqliteEventStore("Data Source=x;No Such Key=1", TestEvents.Catalog), Throws.ArgumentException);
        Assert.That(() => new SqliteEventStore("Data Source=x", null!), Throws.ArgumentNullException);
        Assert.That(() => new InMemoryEventStore(null!), Throws.ArgumentNullException);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now => now;

        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }

    private sealed class CountingCodec : EventCodec<Alpha>
    {
        public int Decoded { get; set; }

        public override void Write(Utf8JsonWriter writer, Alpha value) => writer.WriteNumberValue(value.Value);

        public override Alpha Read(ref Utf8JsonReader reader)
        {
            Decoded++;
            return new Alpha(reader.GetInt32());
        }
    }
}
