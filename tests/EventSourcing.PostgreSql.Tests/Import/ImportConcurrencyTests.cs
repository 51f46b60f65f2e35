using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;
using static EventSourcing.PostgreSql.Tests.Appending.Bookings;

namespace EventSourcing.PostgreSql.Tests.Import;

/// <summary>An import beside appends, other imports and readers of the feed.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ImportConcurrencyTests
{
    private TestDatabase _database = null!;
    private PostgreSqlEventStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _database = await TestServer.CreateDatabaseAsync();
        _store = new PostgreSqlEventStore(_database.DataSource, Catalog);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task It_holds_the_fence_from_before_its_first_position_to_its_commit()
    {
        await _store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Bookings.Many(3));
        await using var blocker = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("LOCK TABLE eventsourcing.events IN SHARE MODE", blocker)) await command.ExecuteNonQueryAsync();
        var importing = _store.ImportAsync(Source(Enumerable.Range(1, 5).Select(_ => Event("t")))).AsTask();
        await Eventually.IsAsync(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%' AND wait_event_type = 'Lock'") == 1, "the import waits for the table");
        Assert.That(await _database.ScalarAsync<long>("SELECT last_value FROM eventsourcing.positions"), Is.EqualTo(8));
        Assert.That(
            await _database.ScalarAsync<long>(
                "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
            Is.EqualTo((1L << 48) | 3));
        await transaction.RollbackAsync();
        Assert.That((await importing).LastPosition?.Value, Is.EqualTo(8));
    }

    [Test]
    public async Task It_wakes_those_who_wait_for_the_feed()
    {
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog, new PostgreSqlEventStoreOptions { PollInterval = TimeSpan.FromDays(1), NotifyInterval = Timeout.InfiniteTimeSpan });
        var first = (await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Bookings.Many(1))).LastPosition;
        var waiting = store.WaitAsync(first, TimeSpan.FromDays(1)).AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        await store.ImportAsync(Source([Event("t")]));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task It_waits_for_a_condition_on_its_tags()
    {
        await _store.AppendAsync(Stream("s"), ExpectedVersion.NoStream, Bookings.Many(1));
        await using var blocker = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        var bucket = TagLocks.Of([], ["course:1"])![^1] >> 1;
        await using (var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock(1, {bucket})", blocker)) await command.ExecuteNonQueryAsync();
        var untagged = await _store.ImportAsync(Source([Event("t")]));
        Assert.That(untagged.Imported, Is.EqualTo(1));
        var importing = _store.ImportAsync(Source([Event("t", "course:1")])).AsTask();
        await Eventually.IsAsync(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == 1, "the import waits for the condition");
        await transaction.RollbackAsync();
        Assert.That((await importing).Imported, Is.EqualTo(1));
    }

    [Test]
    public async Task Imports_and_appends_to_the_same_streams_get_dense_versions_and_a_reader_of_the_feed_misses_nothing([Values(0, 3)] int partitions)
    {
        var options = new PostgreSqlEventStoreOptions { Schema = "crowd", Partitions = partitions };
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog, options);
        await store.AppendAsync(Stream("0"), ExpectedVersion.NoStream, Bookings.Many(1));
        const int PerImport = 600;
        using var done = new CancellationTokenSource();
        var following = FollowAsync("crowd", done.Token);
        var imports = Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            await store.ImportAsync(Source(Enumerable.Range(0, PerImport).Select(_ => Event($"{random.Next(12)}"))), new PostgreSqlImportOptions { BatchSize = 50 });
        }));
        var appends = Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            var random = new Random(100 + seed);
            for (var i = 0; i < 150; i++) await store.AppendAsync(Stream($"{random.Next(12)}"), ExpectedVersion.Any, Bookings.Many(1 + random.Next(3)));
        }));
        await Task.WhenAll([.. imports, .. appends]);
        await done.CancelAsync();
        var followed = await following;
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM (SELECT stream FROM crowd.events GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)) s"), Is.Zero);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM crowd.streams s WHERE version <> (SELECT count(*) FROM crowd.events e WHERE e.stream = s.id)"), Is.Zero);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM (SELECT version > lag(version) OVER (PARTITION BY stream ORDER BY position) AS up FROM crowd.events) v WHERE NOT up"), Is.Zero);
        Assert.That(await _database.ScalarAsync<long[]>("SELECT array_agg(position ORDER BY position) FROM crowd.events"), Is.EqualTo(followed));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) - 1 FROM crowd.events"), Is.GreaterThanOrEqualTo((4 * PerImport) + 600));
    }

    [Test]
    public async Task Two_imports_of_the_same_events_store_them_once_where_what_exists_is_passed_over()
    {
        ImportedEvent[] events = [.. Enumerable.Range(1, 400).Select(i => new ImportedEvent(Stream($"{i % 4}"), new Booked($"{i}")) { Version = (i + 3) / 4 })];
        var options = new PostgreSqlImportOptions { BatchSize = 40, SkipExisting = true };
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await _store.ImportAsync(Source(events), options))));
        Assert.That(results.Sum(r => r.Imported), Is.EqualTo(400));
        Assert.That(results.Select(r => r.Imported + r.Skipped), Is.All.EqualTo(400));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events"), Is.EqualTo(400));
        Assert.That(await _database.ScalarAsync<long>("SELECT sum(version)::bigint FROM eventsourcing.streams"), Is.EqualTo(400));
    }

    // The reader of design.md 8: the last position drawn, then who is under way, then the rows before both.
    private async Task<List<long>> FollowAsync(string schema, CancellationToken done)
    {
        var fence = await _database.ScalarAsync<short>($"SELECT fence FROM {schema}.store");
        var positions = new List<long>();
        for (var (checkpoint, last) = (0L, false); ;)
        {
            var ending = done.IsCancellationRequested;
            var high = await _database.ScalarAsync<long>($"SELECT last_value FROM {schema}.positions");
            var low = await _database.ScalarAsync<long>(
                $"""
                SELECT coalesce(min((classid::bigint & 65535) << 32 | objid::bigint), 9223372036854775807) FROM pg_locks
                WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND objsubid = 1 AND classid::bigint >> 16 = {fence} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """);
            var ceiling = Math.Min(high, low);
            positions.AddRange(await _database.ScalarAsync<long[]>($"SELECT coalesce(array_agg(position ORDER BY position), '{{}}') FROM {schema}.events WHERE position > {checkpoint} AND position <= {ceiling}"));
            checkpoint = Math.Max(checkpoint, ceiling);
            if (last) return positions;
            last = ending;
        }
    }

    private static ImportedEvent Event(string key, params string[] tags) => new(Stream(key), new Booked("x"), new EventMetadata { Tags = tags.ToHashSet() });

    private static async IAsyncEnumerable<ImportedEvent> Source(IEnumerable<ImportedEvent> events)
    {
        await Task.CompletedTask;
        foreach (var @event in events) yield return @event;
    }
}
