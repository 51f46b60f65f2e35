namespace EventSourcing.Storage.Tests;

/// <summary>ST-9: files of an earlier schema are brought to the current one, with all that they hold.</summary>
[TestFixture]
public sealed class SqliteMigrationTests
{
    private static readonly Guid StoreId = new("01234567-89ab-cdef-0123-456789abcdef");

    [Test]
    public async Task A_file_of_schema_1_keeps_its_events_and_can_do_what_later_ones_can()
    {
        using var folder = new TemporaryFolder();
        SqliteSchemaOne.Make(folder);
        await using (var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog))
        {
            var events = await store.ReadAllAsync().ToListAsync();
            Assert.That(TestEvents.Values(events), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(events.Select(e => (e.Stream.Key, e.Version, e.Position.Value, e.Position.StoreId)), Is.EqualTo(new[] { ("1", 1L, 1L, StoreId), ("2", 1L, 2L, StoreId), ("1", 2L, 3L, StoreId) }));
            Assert.That((events[0].Metadata.Actor, events[0].Metadata.Tenant), Is.EqualTo(("alice", "red")));
            Assert.That(await store.GetStateAsync(TestEvents.Stream()), Is.EqualTo(StreamState.Active));

            await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Exactly(2), [new NewEvent(new Alpha(4)) { Tags = ["four"] }]);
            Assert.That(TestEvents.Values(await store.ReadAllAsync(options: new() { Tags = TagQuery.AllTags("four") }).ToListAsync()), Is.EqualTo(new[] { 4 }));
            Assert.That(await store.TruncateAsync(TestEvents.Stream(), 2), Is.EqualTo(1));
            await store.ArchiveAsync(TestEvents.Stream());
            Assert.That(await store.TombstoneAsync(TestEvents.Stream("2"), ExpectedVersion.Exactly(1)), Is.EqualTo(1));
            Assert.That(TestEvents.Values(await store.ReadAllAsync().ToListAsync()), Is.EqualTo(new[] { 3, 4 }));
        }

        using var other = new OtherConnection(folder);
        Assert.That(other.Run("SELECT group_concat(version) FROM es_schema_version"), Is.EqualTo("1,2,3"));
        Assert.That(other.Run("PRAGMA integrity_check"), Is.EqualTo("ok"));
    }

    [Test]
    public async Task Stores_that_open_an_older_file_at_once_bring_it_to_the_current_schema_once()
    {
        using var folder = new TemporaryFolder();
        SqliteSchemaOne.Make(folder);
        var stores = Enumerable.Range(0, 8).Select(_ => new SqliteEventStore(folder.DataSource(), TestEvents.Catalog)).ToArray();
        await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.AppendAsync(TestEvents.Stream($"new-{i}"), ExpectedVersion.NoStream, [TestEvents.New(i)]).AsTask())));
        Assert.That(await stores[0].ReadAllAsync().CountAsync(), Is.EqualTo(11));
        foreach (var store in stores) await store.DisposeAsync();
        using var other = new OtherConnection(folder);
        Assert.That(other.Run("SELECT count(*) FROM es_schema_version"), Is.EqualTo(3L));
    }

    [Test]
    public async Task A_file_of_schema_1_that_is_opened_for_reading_only_is_refused_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        SqliteSchemaOne.Make(folder);
        await using var store = new SqliteEventStore($"{folder.DataSource()};Mode=ReadOnly", TestEvents.Catalog);
        Assert.That(async () => await store.GetHeadAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("version 1").And.Message.Contains("Mode=ReadWrite"));
    }
}
