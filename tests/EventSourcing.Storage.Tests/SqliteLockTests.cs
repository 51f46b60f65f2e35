using SQLitePCL;

namespace EventSourcing.Storage.Tests;

/// <summary>Locks of others, failures of the disk, and what a caller learns of them.</summary>
[TestFixture]
public sealed class SqliteLockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task An_append_waits_for_the_lock_of_another_process()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder);
        using var other = new OtherConnection(folder);
        other.Run("BEGIN IMMEDIATE");
        var append = store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(1)]).AsTask();
        Assert.That(append.IsCompleted, Is.False, "the call returns while it waits: no thread is blocked");
        Assert.That(await store.GetVersionAsync(TestEvents.Stream()), Is.Zero, "readings do not wait");
        other.Run("COMMIT");
        Assert.That((await append.WaitAsync(Patience)).Version, Is.EqualTo(1));
    }

    [Test]
    public async Task When_the_busy_timeout_is_over_an_append_fails_transiently_and_nothing_is_stored()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder, new() { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        using var other = new OtherConnection(folder);
        other.Run("BEGIN IMMEDIATE");
        var batch = TestEvents.Many(2);
        var error = Assert.ThrowsAsync<EventStoreException>(async () => await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch));
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)));
        Assert.That(error.Message, Does.Contain("BusyTimeout").And.Contains(folder.File()));
        other.Run("ROLLBACK");
        Assert.That((await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch)).Version, Is.EqualTo(2));
    }

    [Test]
    public async Task An_append_that_is_cancelled_while_it_waits_for_a_lock_stores_nothing_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder);
        using var other = new OtherConnection(folder);
        using var source = new CancellationTokenSource();
        other.Run("BEGIN IMMEDIATE");
        var leading = store.AppendAsync(TestEvents.Stream("1"), ExpectedVersion.Any, [TestEvents.New(1)], source.Token).AsTask();
        var queued = store.AppendAsync(TestEvents.Stream("2"), ExpectedVersion.Any, [TestEvents.New(2)], source.Token).AsTask();
        var kept = store.AppendAsync(TestEvents.Stream("3"), ExpectedVersion.Any, [TestEvents.New(3)]).AsTask();
        await source.CancelAsync();
        Assert.That(async () => await leading.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await queued.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        other.Run("ROLLBACK");
        Assert.That((await kept.WaitAsync(Patience)).Version, Is.EqualTo(1));
        Assert.That(TestEvents.Values(await store.ReadAllAsync().ToListAsync()), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task Opening_waits_for_a_lock_too()
    {
        using var folder = new TemporaryFolder();
        using var other = new OtherConnection(folder);
        other.Run("CREATE TABLE mine (x)");
        other.Run("BEGIN EXCLUSIVE");
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        var head = store.GetHeadAsync().AsTask();
        Assert.That(head.IsCompleted, Is.False);
        other.Run("COMMIT");
        Assert.That(await head.WaitAsync(Patience), Is.Null);
    }

    [Test]
    public async Task A_reading_holds_no_lock_while_its_consumer_works_or_when_it_is_left()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder);
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(1_000));
        using var other = new OtherConnection(folder);
        foreach (var reading in new[] { store.ReadStreamAsync(TestEvents.Stream()), store.ReadAllAsync(), store.ReadCategoryAsync("test") })
        {
            await foreach (var @event in reading)
            {
                // A checkpoint that truncates the log succeeds only where nobody reads from it.
                Assert.That(other.Run("PRAGMA wal_checkpoint(TRUNCATE)"), Is.Zero, "the log is not held");
                await store.AppendAsync(TestEvents.Stream("2"), ExpectedVersion.Any, [TestEvents.New(0)]);
                if (@event.Version == 3) break;
            }

            Assert.That(other.Run("PRAGMA wal_checkpoint(TRUNCATE)"), Is.Zero, "the log is not held after the reading was left");
        }
    }

    [Test]
    public async Task A_full_disk_is_told_and_nothing_is_stored()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder);
        var pages = await OnWriterAsync(store, session => session.Run("PRAGMA page_count"));
        await OnWriterAsync(store, session => session.Run($"PRAGMA max_page_count = {pages}"));
        var batch = TestEvents.Many(5_000);
        var error = Assert.ThrowsAsync<EventStoreException>(async () => await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch));
        Assert.That(error!.Message, Does.Contain("the disk is full"));
        Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)));
        Assert.That(await store.GetHeadAsync(), Is.Null);
        await OnWriterAsync(store, session => session.Run("PRAGMA max_page_count = 1000000"));
        Assert.That((await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch)).Version, Is.EqualTo(5_000), "with room again the same append succeeds");
    }

    [Test]
    public async Task A_commit_that_fails_leaves_the_outcome_unknown_and_the_repetition_finds_out()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder);
        await OnWriterAsync(store, session =>
        {
            raw.sqlite3_commit_hook(session.Database, _ => 1, null!);
            return "";
        });
        var batch = TestEvents.Many(2);
        var error = Assert.ThrowsAsync<EventStoreException>(async () => await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch));
        Assert.That(error!.OutcomeUnknown);
        Assert.That(error.Message, Does.Contain("send the same append again"));

        // The connection in doubt, and the hook with it, is gone.
        var result = await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch);
        Assert.That(await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, batch), Is.EqualTo(result));
    }

    [Test]
    public async Task An_append_that_cannot_be_written_takes_none_of_its_group_with_it()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder);
        using var other = new OtherConnection(folder);
        other.Run("CREATE TRIGGER poison BEFORE INSERT ON es_events WHEN NEW.tenant = 'poison' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        other.Run("BEGIN IMMEDIATE");
        var appends = Enumerable.Range(0, 12)
            .Select(i => store.AppendAsync(TestEvents.Stream($"{i}"), ExpectedVersion.NoStream, [TestEvents.New(i), TestEvents.New(i, new EventMetadata { Tenant = i == 7 ? "poison" : "red" })]).AsTask())
            .ToArray();
        other.Run("ROLLBACK");
        for (var i = 0; i < appends.Length; i++)
        {
            var append = appends[i];
            if (i == 7) Assert.That(async () => await append.WaitAsync(Patience), Throws.TypeOf<EventStoreException>().With.Message.Contains("poisoned"));
            else Assert.That((await append.WaitAsync(Patience)).Version, Is.EqualTo(2));
        }

        Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(22));
        Assert.That(await store.GetVersionAsync(TestEvents.Stream("7")), Is.Zero, "the one is not half stored");
        Assert.That(await store.ReadAllAsync(options: new() { Categories = ["test"] }).CountAsync(), Is.EqualTo(22), "what the lost transaction had looked up is not remembered wrongly");
    }

    private static async Task<SqliteEventStore> OpenAsync(TemporaryFolder folder, Sqlite.SqliteEventStoreOptions? options = null)
    {
        var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, options);
        await store.GetHeadAsync();
        return store;
    }

    private static async Task<string?> OnWriterAsync(SqliteEventStore store, Func<Sqlite.SqliteSession, string?> work)
    {
        using var lease = await store.Sessions.RentWriterAsync(CancellationToken.None);
        return work(lease.Session);
    }
}
