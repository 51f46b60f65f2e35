namespace EventSourcing.Storage.Tests;

/// <summary>One file, read by programs with different catalogs: builds that came before and after.</summary>
[TestFixture]
public sealed class SqliteCatalogTests
{
    [Test]
    public async Task An_event_that_was_stored_under_a_former_name_is_read_and_found_by_either_name()
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, TestEvents.CatalogOf("former", 1), 1);
        var renamed = TestEvents.CatalogOf("current", 1, "former");
        await AppendAsync(folder, renamed, 2);

        await using var store = new SqliteEventStore(folder.DataSource(), renamed);
        var events = await store.ReadStreamAsync(TestEvents.Stream()).ToListAsync();
        Assert.That(TestEvents.Values(events), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(events.Select(e => e.Name), Is.EqualTo(new[] { "former", "current" }), "the stored names");
        foreach (var name in new[] { "current", "former" })
            Assert.That(TestEvents.Values(await store.ReadAllAsync(options: new() { EventNames = [name] }).ToListAsync()), Is.EqualTo(new[] { 1, 2 }), $"filtered by {name}");
    }

    [Test]
    public async Task An_event_that_the_catalog_does_not_know_is_told_where_it_stands_and_filters_pass_over_it()
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, TestEvents.Catalog, 1);
        await AppendAsync(folder, TestEvents.CatalogOf("alphabet", 1), 2);
        await AppendAsync(folder, TestEvents.Catalog, 3);

        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        var given = new List<RecordedEvent>();
        var error = Assert.ThrowsAsync<UnknownEventException>(async () =>
        {
            await foreach (var @event in store.ReadAllAsync()) given.Add(@event);
        });
        Assert.That(TestEvents.Values(given), Is.EqualTo(new[] { 1 }), "what comes before it is given");
        Assert.That((error!.Name, error.Stream, error.Version), Is.EqualTo(("alphabet", TestEvents.Stream(), 2L)));
        Assert.That(error.NearestNames, Is.EqualTo(new[] { "alpha" }).Or.Empty);
        Assert.That(TestEvents.Values(await store.ReadAllAsync(options: new() { EventNames = ["alpha"] }).ToListAsync()), Is.EqualTo(new[] { 1, 3 }));
    }

    [TestCase(1, 2)]
    [TestCase(2, 1)]
    public async Task An_event_in_another_version_of_its_shape_is_told(int stored, int known)
    {
        using var folder = new TemporaryFolder();
        await AppendAsync(folder, TestEvents.CatalogOf("alpha", stored), 1);
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.CatalogOf("alpha", known));
        var error = Assert.ThrowsAsync<UnknownEventException>(async () => await store.ReadAllAsync().CountAsync());
        Assert.That((error!.Name, error.SchemaVersion), Is.EqualTo(("alpha", stored)));
        await AppendAsync(folder, TestEvents.CatalogOf("alpha", known), 2);
        Assert.That(TestEvents.Values(await store.ReadStreamAsync(TestEvents.Stream(), new() { FromVersion = 2 }).ToListAsync()), Is.EqualTo(new[] { 2 }), "both versions live in one stream");
    }

    [Test]
    public async Task Metadata_and_payloads_that_somebody_has_spoilt_are_told_where_they_stand()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3));
        using var other = new OtherConnection(folder);

        other.Run("UPDATE es_events SET details = '{\"headers\":7}' WHERE version = 2");
        var error = Assert.ThrowsAsync<SerializationException>(async () => await store.ReadAllAsync().CountAsync());
        Assert.That((error!.EventName, error.Stream, error.Version, error.Member), Is.EqualTo(("alpha", (StreamId?)TestEvents.Stream(), 2L, "metadata")));

        other.Run("UPDATE es_events SET details = '{\"later\":[1,{}],\"actor\":\"alice\"}', payload = 'nonsense' WHERE version = 2");
        Assert.That(async () => await store.ReadAllAsync().CountAsync(), Throws.TypeOf<SerializationException>().With.Property(nameof(SerializationException.Version)).EqualTo(2));

        other.Run("UPDATE es_events SET payload = '{\"value\":7}' WHERE version = 2");
        var events = await store.ReadAllAsync().ToListAsync();
        Assert.That((TestEvents.Values(events).ElementAt(1), events[1].Metadata.Actor), Is.EqualTo((7, "alice")), "members that a later version adds are passed over");
    }

    [Test]
    public async Task A_row_that_somebody_has_deleted_is_told()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { ReadPageSize = 2 });
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(6));
        using var other = new OtherConnection(folder);
        other.Run("DELETE FROM es_events WHERE version IN (1, 2, 3)");
        Assert.That(
            async () => await store.ReadStreamAsync(TestEvents.Stream(), new() { ToVersion = 3 }).CountAsync(),
            Throws.TypeOf<EventStoreException>().With.Message.Contains("no event of version 1"));
    }

    private static async Task AppendAsync(TemporaryFolder folder, EventCatalog catalog, int value)
    {
        await using var store = new SqliteEventStore(folder.DataSource(), catalog);
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(value)]);
    }
}
