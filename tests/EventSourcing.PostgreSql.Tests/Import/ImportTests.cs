using EventSourcing.PostgreSql.Tests.Appending;
using static EventSourcing.PostgreSql.Tests.Appending.Bookings;

namespace EventSourcing.PostgreSql.Tests.Import;

[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ImportTests
{
    private TestDatabase _database = null!;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Events_keep_their_order_their_versions_and_all_that_is_known_of_them([Values] PostgreSqlPayloadType payloadType, [Values(0, 3)] int partitions)
    {
        await using var store = Open(new PostgreSqlEventStoreOptions { PayloadType = payloadType, Partitions = partitions });
        var recorded = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)).AddMicroseconds(7).AddTicks(8);
        ImportedEvent[] events =
        [
            Event("a", "1", version: 1, metadata: new EventMetadata { Tenant = "acme", Actor = "alice", OccurredAt = recorded, Tags = new HashSet<string> { "x", "y" } }, recordedAt: recorded),
            Event("b", "2"),
            Event("a", "3", version: 2),
            new ImportedEvent(Stream("b"), OtherName, 1, "{ \"text\": \"4\" }"u8.ToArray()) { Version = 2 },
        ];
        var result = await store.ImportAsync(Source(events), new PostgreSqlImportOptions { BatchSize = 3 });
        Assert.That((result.Imported, result.Skipped, result.LastPosition?.Value), Is.EqualTo((4, 0, 4)));
        Assert.That(
            await TextAsync("SELECT string_agg(concat_ws(' ', position, key, version, name, payload ->> 'text', tenant, details ->> 'actor'), ', ' ORDER BY position) FROM eventsourcing.event_log"),
            Is.EqualTo("1 a 1 booked 1 acme alice, 2 b 1 booked 2, 3 a 2 booked 3, 4 b 2 refunded 4"));
        Assert.That(await TextAsync("SELECT string_agg(concat(key, ' ', version, ' ', tenant), ', ' ORDER BY key) FROM eventsourcing.streams"), Is.EqualTo("a 2 acme, b 2 "));
        Assert.That(await TextAsync("SELECT string_agg(concat(tag, ' ', position), ', ' ORDER BY tag) FROM eventsourcing.event_tags"), Is.EqualTo("x 1, y 1"));
        Assert.That(await TextAsync("SELECT concat(recorded_at AT TIME ZONE 'UTC', ' ', occurred_at AT TIME ZONE 'UTC') FROM eventsourcing.events WHERE position = 1"), Is.EqualTo("2001-02-03 02:05:06.000007 2001-02-03 02:05:06.000007"));
        Assert.That(await _database.ScalarAsync<bool>("SELECT recorded_at BETWEEN now() - interval '1 minute' AND now() FROM eventsourcing.events WHERE position = 2"), Is.True);
        if (partitions > 0) Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.event_ids i JOIN eventsourcing.events e USING (event_id, stream, version)"), Is.EqualTo(4));

        // An append goes on where the import has ended.
        var appended = await store.AppendAsync(Stream("a"), ExpectedVersion.Exactly(2), Bookings.Many(1));
        Assert.That((appended.Version, appended.FirstPosition.Value), Is.EqualTo((3, 5)));
    }

    [Test]
    public async Task Each_batch_is_one_transaction_after_which_progress_is_told()
    {
        await using var store = Open();
        var told = new List<PostgreSqlImportProgress>();
        await store.ImportAsync(Source(Many("s", 10)), new PostgreSqlImportOptions { BatchSize = 4 }, new Listener(told.Add));
        Assert.That(told.Select(p => (p.Imported, p.LastPosition?.Value)), Is.EqualTo(new (long, long?)[] { (4, 4), (8, 8), (10, 10) }));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM eventsourcing.events"), Is.EqualTo(3));
    }

    [Test]
    public async Task Large_events_end_a_batch_before_its_size_does()
    {
        await using var store = Open();
        await store.ImportAsync(Source(Enumerable.Range(1, 5).Select(i => Event("s", new string((char)('a' + i), 6 << 20)))));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM eventsourcing.events"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_cannot_be_stored_ends_the_import_with_its_stream_and_version_and_earlier_batches_stay()
    {
        await using var store = Open();
        await store.AppendAsync(Stream("old"), ExpectedVersion.NoStream, Bookings.Many(2));
        await RefusedAsync(store, Event("old", version: 2), "has version 2 already");
        await RefusedAsync(store, Event("old", version: 4), "version 3 of its stream has to come first");
        await RefusedAsync(store, Event("new", version: 5), "begins with version 1");
        await RefusedAsync(store, new ImportedEvent(Stream("old"), "nothing", 1, "{}"u8.ToArray()) { Version = 3 }, "cannot read version 1");
        await RefusedAsync(store, new ImportedEvent(Stream("old"), Name, 9, "{}"u8.ToArray()) { Version = 3 }, "cannot read version 9");
        await RefusedAsync(store, new ImportedEvent(Stream("old"), Name, 1, "{\"text\": "u8.ToArray()) { Version = 3 }, "is no JSON");
        await RefusedAsync(store, new ImportedEvent(Stream("old"), Name, 1, default) { Version = 3 }, "is no JSON");
        await RefusedAsync(store, new ImportedEvent(Stream("old"), Name, 1, (byte[])[.. "{\"text\":\""u8, 0xff, .. "\"}"u8]) { Version = 3 }, "UTF-8");
        await RefusedAsync(store, Event("old", version: 3, metadata: new EventMetadata { Tenant = "a\0b" }), "U+0000");

        var good = Many("good", 4);
        Assert.That(async () => await store.ImportAsync(Source([.. good, Event("old", version: 9), Event("never")]), new PostgreSqlImportOptions { BatchSize = 2 }), Throws.TypeOf<PostgreSqlImportException>());
        Assert.That(await TextAsync("SELECT string_agg(concat(key, ' ', version), ', ' ORDER BY key) FROM eventsourcing.streams"), Is.EqualTo("good 4, old 2"));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events"), Is.EqualTo(6));
    }

    [Test]
    public async Task A_type_that_the_catalog_does_not_know_and_a_closed_stream_are_refused_as_in_appends()
    {
        await using var store = Open();
        Assert.That(async () => await store.ImportAsync(Source([new ImportedEvent(Stream("s"), "a text")])), Throws.TypeOf<UnregisteredEventException>());
        await store.ImportAsync(Source([Event("s")]));
        await _database.ExecuteAsync("UPDATE eventsourcing.streams SET state = 1");
        Assert.That(async () => await store.ImportAsync(Source([Event("s"), Event("t")])), Throws.TypeOf<StreamClosedException>().With.Property("State").EqualTo(StreamState.Archived));
        Assert.That(await TextAsync("SELECT string_agg(concat(key, ' ', version), ', ') FROM eventsourcing.streams"), Is.EqualTo("s 1"));
    }

    [Test]
    public async Task A_column_of_jsonb_cannot_hold_U0000_and_one_of_json_can([Values] PostgreSqlPayloadType payloadType)
    {
        await using var store = Open(new PostgreSqlEventStoreOptions { PayloadType = payloadType });
        var importing = store.ImportAsync(Source([Event("s", "a\0b")])).AsTask();
        if (payloadType == PostgreSqlPayloadType.Jsonb) Assert.That(() => importing, Throws.TypeOf<PostgreSqlImportException>().With.Message.Contains("U+0000"));
        else Assert.That((await importing).Imported, Is.EqualTo(1));
    }

    [Test]
    public async Task An_id_that_is_stored_ends_the_import([Values(0, 3)] int partitions)
    {
        await using var store = Open(new PostgreSqlEventStoreOptions { Partitions = partitions });
        var events = Many("s", 4);
        await store.ImportAsync(Source(events[..2]));
        var error = Assert.ThrowsAsync<DuplicateEventException>(async () => await store.ImportAsync(Source(events[1..])));
        Assert.That((error!.EventId, error.StoredIn, error.StoredVersion), Is.EqualTo((events[1].Metadata.EventId, Stream("s"), 2)));
        var twice = Assert.ThrowsAsync<DuplicateEventException>(async () => await store.ImportAsync(Source([events[2], events[2]])));
        Assert.That(twice!.StoredIn, Is.Null);
        Assert.That(await _database.ScalarAsync<long>("SELECT version FROM eventsourcing.streams"), Is.EqualTo(2));
    }

    [Test]
    public async Task An_import_is_resumed_by_passing_over_what_is_there([Values] PostgreSqlPayloadType payloadType, [Values(0, 3)] int partitions)
    {
        await using var store = Open(new PostgreSqlEventStoreOptions { PayloadType = payloadType, Partitions = partitions });
        var events = Enumerable.Range(1, 9).Select(i => Event(i % 2 == 0 ? "a" : "b", $"{i}", version: (i + 1) / 2)).ToArray();
        var options = new PostgreSqlImportOptions { BatchSize = 2, SkipExisting = true };
        await store.ImportAsync(Source(events[..5]), options);
        var result = await store.ImportAsync(Source(events), options);
        Assert.That((result.Imported, result.Skipped, result.LastPosition?.Value), Is.EqualTo((4, 5, 9)));
        Assert.That(await TextAsync("SELECT string_agg(payload ->> 'text', '' ORDER BY position) FROM eventsourcing.events"), Is.EqualTo("123456789"));
        var again = await store.ImportAsync(Source(events), options);
        Assert.That((again.Imported, again.Skipped, again.LastPosition), Is.EqualTo((0, 9, (GlobalPosition?)null)));
    }

    [Test]
    public async Task What_is_there_with_other_content_is_not_passed_over([Values(0, 3)] int partitions)
    {
        await using var store = Open(new PostgreSqlEventStoreOptions { Partitions = partitions });
        var metadata = new EventMetadata { EventId = Guid.CreateVersion7(), Tenant = "acme" };
        await store.ImportAsync(Source([Event("s", "1", metadata: metadata)]));
        ImportedEvent[] others =
        [
            Event("s", "2", metadata: metadata),
            Event("t", "1", metadata: metadata),
            Event("s", "1", metadata: metadata with { Tenant = null }),
            Event("s", "1", metadata: metadata, version: 2),
            new ImportedEvent(Stream("s"), OtherName, 1, "{\"text\":\"1\"}"u8.ToArray(), metadata),
        ];
        foreach (var other in others)
            Assert.That(async () => await store.ImportAsync(Source([other]), new PostgreSqlImportOptions { SkipExisting = true }), Throws.TypeOf<DuplicateEventException>());
        var same = await store.ImportAsync(Source([Event("s", "1", metadata: metadata with { Actor = "somebody else" }, version: 1)]), new PostgreSqlImportOptions { SkipExisting = true });
        Assert.That(same.Skipped, Is.EqualTo(1));
    }

    [Test]
    public async Task Ended_by_its_caller_it_leaves_whole_batches()
    {
        await using var store = Open();
        using var ending = new CancellationTokenSource();
        async IAsyncEnumerable<ImportedEvent> Endless()
        {
            for (var i = 1; ; i++)
            {
                if (i == 25) await ending.CancelAsync();
                yield return Event("s", version: i);
            }
        }

        Assert.That(async () => await store.ImportAsync(Endless(), new PostgreSqlImportOptions { BatchSize = 10 }, cancellationToken: ending.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events"), Is.AnyOf(0L, 10L, 20L));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"), Is.Zero);
        await store.AppendAsync(Stream("s"), ExpectedVersion.Any, Bookings.Many(1));
    }

    [Test]
    public async Task An_error_of_the_source_ends_it_and_stays_as_it_is()
    {
        await using var store = Open();
        static async IAsyncEnumerable<ImportedEvent> Broken()
        {
            yield return Event("s");
            await Task.Yield();
            throw new InvalidDataException("the file is damaged");
        }

        Assert.That(async () => await store.ImportAsync(Broken()), Throws.TypeOf<InvalidDataException>());
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events"), Is.Zero);
        Assert.That(async () => await store.ImportAsync(Source([null!])), Throws.ArgumentException.With.Message.Contains("null in place of an event"));
        Assert.That((await store.ImportAsync(Source([]))).Imported, Is.Zero);
        await store.DisposeAsync();
        Assert.That(async () => await store.ImportAsync(Source([])), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Values_that_mean_nothing_are_refused()
    {
        Assert.That(() => new PostgreSqlImportOptions { BatchSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Event("s", version: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ImportedEvent(Stream("s"), "", 1, default), Throws.ArgumentException);
        Assert.That(() => new ImportedEvent(Stream("s"), Name, 0, default), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ImportedEvent(Stream("s"), null!), Throws.ArgumentNullException);
    }

    private static async Task RefusedAsync(PostgreSqlEventStore store, ImportedEvent @event, string why)
    {
        var error = Assert.ThrowsAsync<PostgreSqlImportException>(async () => await store.ImportAsync(Source([@event])));
        Assert.That(error!.Message, Does.Contain(why));
        Assert.That((error.Stream, error.Version, error.EventId), Is.EqualTo((@event.Stream, @event.Version, @event.Metadata.EventId)));
    }

    private static ImportedEvent Event(string key, string text = "x", long? version = null, EventMetadata? metadata = null, DateTimeOffset? recordedAt = null) =>
        new(Stream(key), new Booked(text), metadata) { Version = version, RecordedAt = recordedAt };

    private static ImportedEvent[] Many(string key, int count) => [.. Enumerable.Range(1, count).Select(i => Event(key, $"{i}", i))];

    private static async IAsyncEnumerable<ImportedEvent> Source(IEnumerable<ImportedEvent> events)
    {
        await Task.CompletedTask;
        foreach (var @event in events) yield return @event;
    }

    private PostgreSqlEventStore Open(PostgreSqlEventStoreOptions? options = null) => new(_database.DataSource, Catalog, options);

    private Task<string> TextAsync(string sql) => _database.ScalarAsync<string>(sql);

    private sealed class Listener(Action<PostgreSqlImportProgress> told) : IProgress<PostgreSqlImportProgress>
    {
        public void Report(PostgreSqlImportProgress value) => told(value);
    }
}
