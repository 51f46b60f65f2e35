using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>The orders of events that have made feeds skip or stall, one by one, with real transactions.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FeedInterleavingTests : FeedTestBase
{
    [Test]
    public async Task What_commits_late_is_given_before_what_was_drawn_after_it()
    {
        var slow = await BeginAsync();
        var first = await AppendAsync(slow);
        var second = await AppendAsync();
        Assert.That(await ReadAsync(), Is.Empty);
        Assert.That(await Store.GetHeadAsync(), Is.Null);
        await slow.CommitAsync();
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { first, second }));
    }

    [Test]
    public async Task A_writer_that_gets_its_transaction_id_late_holds_the_feed_all_the_same()
    {
        // The fence and a position come first; the transaction has no id before it writes, and so is in no list of running ones.
        await AppendAsync("before");
        var late = await BeginAsync();
        var info = (await Store.ReadersAsync(default)).Info;
        await ExecuteAsync(late, $"SELECT pg_advisory_xact_lock_shared(({info.Fence}::bigint << 48) | last_value) FROM eventsourcing.positions");
        Assert.That(await ScalarAsync<object>(late, "SELECT pg_current_xact_id_if_assigned()"), Is.EqualTo(DBNull.Value));
        await AppendAsync("other");
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L }));
        Assert.That(await AppendAsync(late, "late"), Is.EqualTo(3));
        await AppendAsync("other");
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L }));
        await late.CommitAsync();
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L, 2, 3, 4 }));
    }

    [Test]
    public async Task Who_takes_his_fence_after_the_reader_has_looked_draws_above_what_the_reader_reads()
    {
        await AppendAsync();
        var fence = (await Store.ReadersAsync(default)).Fence;
        var drawn = await Database.ScalarAsync<long>(fence.DrawnSql);
        var writer = await BeginAsync();

        // Not there when the reader looks at the fences would be one thing; here he comes even before, and is seen.
        var position = await AppendAsync(writer);
        Assert.That(position, Is.GreaterThan(drawn));
        Assert.That(await Database.ScalarAsync<long>(fence.LowestSql), Is.EqualTo(drawn));
        await writer.CommitAsync();
        Assert.That(await Database.ScalarAsync<object>(fence.LowestSql), Is.EqualTo(DBNull.Value));

        // The other order would have looked at the fences before: none, and then at a last position that is his.
        Assert.That(await Database.ScalarAsync<long>(fence.DrawnSql), Is.EqualTo(position));
    }

    [Test]
    public async Task A_hole_of_a_rollback_is_passed_at_once()
    {
        await AppendAsync();
        var undone = await BeginAsync();
        await AppendAsync(undone);
        await AppendAsync();
        await undone.RollbackAsync();
        var scan = new FeedScan();
        Assert.That(await ReadAsync(null, new FeedReadOptions { Scan = scan }), Is.EqualTo(new[] { 1L, 3 }));
        Assert.That((scan.Position?.Value, scan.ReachedHead), Is.EqualTo((3, true)));
    }

    [Test]
    public async Task A_hole_at_the_end_is_no_event_and_the_reading_is_complete()
    {
        await AppendAsync();
        var undone = await BeginAsync();
        await AppendAsync(undone);
        await undone.RollbackAsync();
        var scan = new FeedScan();
        Assert.That(await ReadAsync(null, new FeedReadOptions { Scan = scan }), Is.EqualTo(new[] { 1L }));
        Assert.That((scan.Position?.Value, scan.ReachedHead), Is.EqualTo((1, true)));
        Assert.That((await Store.GetHeadAsync())?.Value, Is.EqualTo(1));
        Assert.That((await Store.GetFeedStatusAsync()).Ceiling, Is.EqualTo(2));
    }

    [Test]
    public async Task A_writer_that_waits_for_a_stream_holds_nothing_back()
    {
        await AppendAsync("contended");
        var owner = await BeginAsync();
        await ExecuteAsync(owner, "SELECT 1 FROM eventsourcing.streams FOR UPDATE");
        var blocked = AppendAsync("contended");
        await Eventually.IsAsync(async () => await Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") == 1, "the append waits for the stream's row");
        await AppendAsync("another");
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L, 2 }));
        await owner.RollbackAsync();
        Assert.That(await blocked, Is.EqualTo(3));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L, 2, 3 }));
    }

    [Test]
    public async Task A_killed_session_lets_the_feed_go_on()
    {
        var doomed = await BeginAsync();
        await AppendAsync(doomed);
        await AppendAsync();
        Assert.That(await ReadAsync(), Is.Empty);
        await Database.ExecuteAsync($"SELECT pg_terminate_backend({doomed.Connection!.ProcessID})");
        await Eventually.IsAsync(async () => (await ReadAsync()).SequenceEqual([2L]), "the feed goes on");
    }

    [Test]
    public async Task A_prepared_transaction_holds_the_feed_until_it_is_committed()
    {
        var prepared = await BeginAsync();
        await AppendAsync(prepared);
        var name = $"undecided {Database.Name}";
        await ExecuteAsync(prepared, $"PREPARE TRANSACTION '{name}'");
        await prepared.Connection!.CloseAsync();
        await AppendAsync();
        Assert.That(await ReadAsync(), Is.Empty);
        var holder = (await Store.GetFeedStatusAsync()).Holders.Single();
        Assert.That((holder.PreparedTransaction, holder.ProcessId, holder.Position), Is.EqualTo((name, (int?)null, 0L)));
        await Database.ExecuteAsync($"COMMIT PREPARED '{name}'");
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L, 2 }));
    }

    [Test]
    public async Task Open_transactions_that_append_nothing_hold_nothing_back()
    {
        await AppendAsync();
        await ExecuteAsync(await BeginAsync(), "CREATE TABLE unrelated AS SELECT pg_current_xact_id() AS id");
        await using var other = await TestServer.CreateDatabaseAsync();
        var elsewhere = await BeginAsync(other.ConnectionString);
        await ExecuteAsync(elsewhere, "CREATE TABLE unrelated AS SELECT pg_current_xact_id() AS id");
        var info = (await Store.ReadersAsync(default)).Info;
        await ExecuteAsync(elsewhere, $"SELECT pg_advisory_xact_lock_shared({info.Fence}::bigint << 48)");
        await AppendAsync();
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L, 2 }));
    }

    [Test]
    public async Task Other_locks_of_this_database_hold_nothing_back()
    {
        var fence = (await Store.ReadersAsync(default)).Info.Fence;
        var others = await BeginAsync();
        await ExecuteAsync(others, $"SELECT pg_advisory_xact_lock_shared({fence + 1}::bigint << 48), pg_advisory_xact_lock_shared(0), pg_advisory_xact_lock_shared({fence}, 0), pg_advisory_xact_lock(-1)");
        await AppendAsync();
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task A_raised_default_isolation_changes_nothing()
    {
        await Database.ExecuteAsync($"ALTER DATABASE {Database.Name} SET default_transaction_isolation = 'serializable'");
        NpgsqlConnection.ClearPool(Database.DataSource.CreateConnection());
        var slow = await BeginAsync();
        await ExecuteAsync(slow, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        await AppendAsync(slow);
        await AppendAsync();
        Assert.That(await ReadAsync(), Is.Empty);
        await slow.CommitAsync();
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { 1L, 2 }));
    }

    [Test]
    public async Task A_reading_ends_where_the_feed_ended_when_it_began()
    {
        for (var i = 0; i < 3; i++) await AppendAsync();
        var read = 0;
        await foreach (var _ in new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = 1 }).ReadAllAsync())
        {
            read++;
            await AppendAsync();
        }

        Assert.That(read, Is.EqualTo(3));
    }

    private static async Task ExecuteAsync(NpgsqlTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
