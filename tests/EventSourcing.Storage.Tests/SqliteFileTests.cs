using EventSourcing.Sqlite;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Storage.Tests;

/// <summary>What is true of a file beyond the life of one store.</summary>
[TestFixture]
public sealed class SqliteFileTests
{
    [Test]
    public void Constructing_a_store_touches_no_file()
    {
        using var folder = new TemporaryFolder();
        _ = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public async Task Events_positions_and_the_stores_id_outlive_the_store()
    {
        using var folder = new TemporaryFolder();
        var metadata = new EventMetadata { Tenant = "red", Actor = "alice", CorrelationId = Guid.NewGuid(), Headers = new Dictionary<string, string> { ["a"] = "b" } };
        var batch = new[] { TestEvents.New(1, metadata), TestEvents.New(2) };
        AppendResult first;
        await using (var store = Open(folder)) first = await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch);

        await using var again = Open(folder);
        Assert.That(await again.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch), Is.EqualTo(first), "the batch is known again");
        var events = await again.ReadAllAsync().ToListAsync();
        Assert.That(events.Select(e => e.Metadata), Is.EqualTo(batch.Select(e => e.Metadata)));
        Assert.That(events.Select(e => e.Position), Is.EqualTo(new[] { first.FirstPosition, first.LastPosition }));
        Assert.That(TestEvents.Values(await again.ReadAllAsync(GlobalPosition.Parse(first.FirstPosition.ToString())).ToListAsync()), Is.EqualTo(new[] { 2 }), "a kept position is good for the file");
        Assert.That((await again.AppendAsync(TestEvents.Stream(), ExpectedVersion.Exactly(2), [TestEvents.New(3)])).FirstPosition, Is.GreaterThan(first.LastPosition));
    }

    [Test]
    public async Task A_connection_that_is_no_longer_used_is_opened_again_and_what_keeps_it_from_that_is_the_stores_error()
    {
        using var folder = new TemporaryFolder();
        var away = folder.Path + "-away";
        await using var store = Open(folder);
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, [TestEvents.New(1)]);
        await using (var transaction = (SqliteStoreTransaction)await store.BeginTransactionAsync()) transaction.Session.IsBroken = true;
        Directory.Move(folder.Path, away);
        try
        {
            Assert.That(async () => await store.BeginTransactionAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("Beginning a transaction"));
            Assert.That(async () => await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(2)]), Throws.TypeOf<EventStoreException>().With.Message.Contains("cannot be opened"));
            Assert.That(async () => await store.Leases.TryAcquireAsync("lease", "owner", TimeSpan.FromMinutes(1)), Throws.TypeOf<EventStoreException>().With.Message.Contains("Taking the lease"));
        }
        finally
        {
            Directory.Move(away, folder.Path);
        }

        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Exactly(1), [TestEvents.New(3)]);
        Assert.That(TestEvents.Values(await store.ReadAllAsync().ToListAsync()), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task Disposal_closes_the_file_and_folds_the_log_into_it()
    {
        using var folder = new TemporaryFolder();
        await using (var store = Open(folder))
        {
            await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(10));
            await foreach (var _ in store.ReadAllAsync()) break;
            Assert.That(File.Exists(folder.File("store.db-wal")), "the log is there while the store is open");
        }

        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "store.db" }));
    }

    [Test]
    public async Task Many_stores_that_open_a_new_file_at_once_make_one_store_of_it()
    {
        using var folder = new TemporaryFolder();
        var stores = Enumerable.Range(0, 16).Select(_ => Open(folder)).ToArray();
        var results = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.AppendAsync(TestEvents.Stream($"{i}"), ExpectedVersion.NoStream, [TestEvents.New(i)]).AsTask())));
        foreach (var store in stores) await store.DisposeAsync();
        Assert.That(results.Select(r => r.LastPosition.StoreId).Distinct().Count(), Is.EqualTo(1), "one store id");
        using var other = new OtherConnection(folder);
        Assert.That(other.Run("SELECT count(*) FROM es_store"), Is.EqualTo(1L));
        Assert.That(other.Run("SELECT count(*) FROM es_schema_version"), Is.EqualTo(3L));
        Assert.That(other.Run("SELECT count(*) FROM es_events"), Is.EqualTo(16L));
    }

    [Test]
    public async Task Payloads_are_json_text_that_sqlite_can_query()
    {
        using var folder = new TemporaryFolder();
        await using (var store = Open(folder)) await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, [TestEvents.New(42)]);
        using var other = new OtherConnection(folder);
        Assert.That(other.Run("SELECT typeof(payload) FROM es_events"), Is.EqualTo("text"));
        Assert.That(other.Run("SELECT payload ->> '$.value' FROM es_events"), Is.EqualTo(42L));
        Assert.That(other.Run("SELECT details IS NULL AND tenant IS NULL FROM es_events"), Is.EqualTo(1L), "what an event does not have takes no room");
        Assert.That(other.Run("PRAGMA journal_mode"), Is.EqualTo("wal"));
    }

    [Test]
    public async Task A_file_of_a_later_schema_is_refused_and_not_touched()
    {
        using var folder = new TemporaryFolder();
        await using (var store = Open(folder)) await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, [TestEvents.New(1)]);
        using (var other = new OtherConnection(folder)) other.Run("INSERT INTO es_schema_version (version, applied_at) VALUES (999, 0)");
        var before = await File.ReadAllBytesAsync(folder.File());
        await using (var store = Open(folder))
        {
            var error = Assert.ThrowsAsync<EventStoreException>(async () => await store.GetHeadAsync());
            Assert.That(error!.Message, Does.Contain("version 999").And.Contains(folder.File()));
            Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)));
        }

        Assert.That(await File.ReadAllBytesAsync(folder.File()), Is.EqualTo(before));
    }

    [Test]
    public async Task A_step_of_the_schema_that_fails_leaves_the_file_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using (var other = new OtherConnection(folder)) other.Run("CREATE TABLE es_events (mine)");
        await using (var store = Open(folder)) Assert.That(async () => await store.GetHeadAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("es_events"));
        using (var other = new OtherConnection(folder)) Assert.That(other.Run("SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'"), Is.EqualTo("es_events"));
    }

    [Test]
    public async Task Tables_of_others_in_the_file_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        using var other = new OtherConnection(folder);
        other.Run("CREATE TABLE events (mine); INSERT INTO events VALUES (1)");
        await using (var store = Open(folder)) await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, [TestEvents.New(1)]);
        Assert.That(other.Run("SELECT count(*) FROM events"), Is.EqualTo(1L));
    }

    [Test]
    public async Task A_store_that_is_opened_for_reading_reads_and_refuses_to_append()
    {
        using var folder = new TemporaryFolder();
        await using (var store = Open(folder)) await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3));
        await using var reading = new SqliteEventStore($"{folder.DataSource()};Mode=ReadOnly", TestEvents.Catalog);
        Assert.That(TestEvents.Values(await reading.ReadStreamAsync(TestEvents.Stream()).ToListAsync()), Is.EqualTo(new[] { 1, 2, 3 }));
        var error = Assert.ThrowsAsync<EventStoreException>(async () => await reading.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(4)]));
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)));
        Assert.That(error.Message, Does.Contain("cannot be written").And.Contains("test/1"));
        Assert.That(await reading.GetVersionAsync(TestEvents.Stream()), Is.EqualTo(3));
    }

    [TestCase("", "cannot be opened")]
    [TestCase(";Mode=ReadOnly", "cannot be opened")]
    public async Task A_directory_that_does_not_exist_is_told(string mode, string message)
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore($"Data Source={folder.File("nowhere/store.db")}{mode}", TestEvents.Catalog);
        Assert.That(async () => await store.GetHeadAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains(message).And.Property(nameof(EventStoreException.IsTransient)).False);
    }

    [Test]
    public async Task An_empty_file_that_is_opened_for_reading_holds_no_store_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File(), []);
        await using var store = new SqliteEventStore($"{folder.DataSource()};Mode=ReadOnly", TestEvents.Catalog);
        Assert.That(async () => await store.GetHeadAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("holds no event store"));
        Assert.That(new FileInfo(folder.File()).Length, Is.Zero);
    }

    [Test]
    public async Task A_failure_to_open_is_not_kept()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore($"Data Source={folder.File("later/store.db")}", TestEvents.Catalog);
        Assert.That(async () => await store.GetHeadAsync(), Throws.TypeOf<EventStoreException>());
        Directory.CreateDirectory(folder.File("later"));
        Assert.That((await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(1)])).Version, Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_that_is_no_database_is_told()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File(), string.Join('\n', Enumerable.Repeat("this is a text, and not a database", 500)));
        await using var store = Open(folder);
        Assert.That(async () => await store.GetHeadAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("is no SQLite database").And.InnerException.TypeOf<SqliteException>());
    }

    [Test]
    public async Task A_damaged_file_is_told()
    {
        using var folder = new TemporaryFolder();
        await using (var store = Open(folder)) await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(2_000));
        await using (var file = File.OpenWrite(folder.File()))
        {
            file.Position = 16 * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xFF, (int)file.Length - (20 * 4096)).ToArray());
        }

        await using var damaged = Open(folder);
        Assert.That(async () => await damaged.ReadAllAsync().CountAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("damaged").And.Property(nameof(EventStoreException.IsTransient)).False);
    }

    private static SqliteEventStore Open(TemporaryFolder folder) => new(folder.DataSource(), TestEvents.Catalog);
}
