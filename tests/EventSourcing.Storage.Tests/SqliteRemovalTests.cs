namespace EventSourcing.Storage.Tests;

/// <summary>ST-10: what removing leaves behind in a file.</summary>
[TestFixture]
public sealed class SqliteRemovalTests
{
    [Test]
    public async Task Positions_are_not_given_again_after_the_file_was_closed()
    {
        using var folder = new TemporaryFolder();
        GlobalPosition removed;
        await using (var store = Open(folder))
        {
            await store.AppendAsync(TestEvents.Stream("kept"), ExpectedVersion.NoStream, TestEvents.Many(2));
            removed = (await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3))).LastPosition;
            await store.TombstoneAsync(TestEvents.Stream(), ExpectedVersion.Any);
        }

        await using var again = Open(folder);
        Assert.That((await again.AppendAsync(TestEvents.Stream("next"), ExpectedVersion.NoStream, [TestEvents.New(1)])).FirstPosition, Is.GreaterThan(removed));
    }

    [Test]
    public async Task Nothing_of_a_tombstoned_stream_is_left_but_its_name_and_one_empty_row()
    {
        using var folder = new TemporaryFolder();
        await using var store = Open(folder);
        for (var round = 0; round < 3; round++)
        {
            var stream = TestEvents.Stream($"{round}");
            await store.AppendAsync(stream, ExpectedVersion.NoStream, [new NewEvent(new Alpha(1), new EventMetadata { Actor = "alice", Tenant = "red" }) { Tags = ["a", "b"] }, TestEvents.New(2)]);
            await store.TombstoneAsync(stream, ExpectedVersion.Any);
        }

        using var other = new OtherConnection(folder);
        Assert.That(other.Run("SELECT count(*) FROM es_events"), Is.EqualTo(1L), "the last row of the feed alone");
        Assert.That(other.Run("SELECT stream = 0 AND payload = '' AND details IS NULL AND tenant IS NULL AND length(event_id) < 16 FROM es_events"), Is.EqualTo(1L), "and it is empty");
        Assert.That(other.Run("SELECT count(*) FROM es_tags"), Is.EqualTo(0L));
        Assert.That(other.Run("SELECT count(*) FROM es_streams WHERE state = 2"), Is.EqualTo(3L));
    }

    [Test]
    public async Task A_row_that_somebody_deletes_of_a_truncated_stream_is_told_all_the_same()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { ReadPageSize = 2 });
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(9));
        await store.TruncateAsync(TestEvents.Stream(), 4);
        using var other = new OtherConnection(folder);
        other.Run("DELETE FROM es_events WHERE version IN (4, 5, 6)");
        Assert.That(await store.ReadStreamAsync(TestEvents.Stream(), new() { ToVersion = 3 }).CountAsync(), Is.Zero);
        Assert.That(
            async () => await store.ReadStreamAsync(TestEvents.Stream(), new() { ToVersion = 6 }).CountAsync(),
            Throws.TypeOf<EventStoreException>().With.Message.Contains("somebody has deleted rows"));
    }

    [Test]
    public async Task Another_store_on_the_file_sees_what_was_archived_and_removed()
    {
        using var folder = new TemporaryFolder();
        await using var first = Open(folder);
        await using var second = Open(folder);
        await first.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3));
        Assert.That(await second.ReadAllAsync().CountAsync(), Is.EqualTo(3));
        await first.ArchiveAsync(TestEvents.Stream());
        Assert.That(async () => await second.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(4)]), Throws.TypeOf<StreamClosedException>());
        await first.TombstoneAsync(TestEvents.Stream(), ExpectedVersion.Exactly(3));
        Assert.That(await second.ReadAllAsync().CountAsync(), Is.Zero);
        Assert.That(await second.GetStateAsync(TestEvents.Stream()), Is.EqualTo(StreamState.Tombstoned));
    }

    private static SqliteEventStore Open(TemporaryFolder folder) => new(folder.DataSource(), TestEvents.Catalog);
}
