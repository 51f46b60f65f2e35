namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>Large groups of single events claim their streams at once; what each append is told is what it would be told alone.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClaimTests
{
    private const int Streams = 240;

    private TestDatabase _database = null!;
    private PostgreSqlEventStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _database = await TestServer.CreateDatabaseAsync();
        _store = new PostgreSqlEventStore(_database.DataSource, Catalog);
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => _store.AppendAsync(Stream(i), ExpectedVersion.NoStream, Many(3)).AsTask()));
    }

    /// <summary>Where a group would begin a stream, its streams are claimed one by one; else at once.</summary>
    [Test]
    public async Task Each_append_of_a_group_has_its_own_outcome([Values] bool someBegin)
    {
        await _database.ExecuteAsync("UPDATE eventsourcing.streams SET state = 1 WHERE key IN ('40', '41', '42')");
        var appends = Enumerable.Range(0, Streams).Select(i => (Index: i, Task: AppendAsync(i))).ToArray();
        await ((Task)Task.WhenAll(appends.Select(a => a.Task))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.Multiple(() =>
        {
            foreach (var (index, task) in appends)
            {
                if (index is 40 or 41 or 42) Assert.That(task.Exception?.InnerException, Is.TypeOf<StreamClosedException>(), $"{index} is archived");
                else if (index % 6 is 1 or 2) Assert.That((task.Exception?.InnerException as ConcurrencyException)?.Actual, Is.EqualTo(index % 6 == 2 && someBegin ? 0 : 3), $"{index} conflicts");
                else Assert.That(task.IsCompletedSuccessfully ? task.Result.Version : -1, Is.EqualTo(index % 6 == 5 && someBegin ? 1 : 4), $"{index} is stored: {task.Exception?.InnerException?.ToString()}");
            }
        });
        await CheckAsync((Streams * 3) + appends.Count(a => a.Task.IsCompletedSuccessfully));

        Task<AppendResult> AppendAsync(int i) => (i % 6) switch
        {
            0 => _store.AppendAsync(Stream(i), ExpectedVersion.Exactly(3), Many(1)).AsTask(),
            1 => _store.AppendAsync(Stream(i), ExpectedVersion.Exactly(2), Many(1)).AsTask(),
            2 => _store.AppendAsync(Stream(i is 40 or 41 or 42 || !someBegin ? i : $"absent {i}"), someBegin ? ExpectedVersion.StreamExists : ExpectedVersion.Exactly(4), Many(1)).AsTask(),
            3 => _store.AppendAsync(Stream(i), ExpectedVersion.Any, Many(1)).AsTask(),
            4 => _store.AppendAsync(Stream(i), ExpectedVersion.StreamExists, Many(1)).AsTask(),
            _ => _store.AppendAsync(Stream(i is 40 or 41 or 42 || !someBegin ? i : $"new {i}"), ExpectedVersion.Any, Many(1)).AsTask(),
        };
    }

    /// <summary>Groups of several stores claim the same streams in the same order: they wait for each other, and never in a circle.</summary>
    [Test]
    public async Task Groups_that_meet_at_many_streams_all_get_through()
    {
        const int rounds = 10;
        await using var other = new PostgreSqlEventStore(_database.DataSource, Catalog);
        var before = await DeadlocksAsync();
        await Task.WhenAll(from store in new[] { _store, other } from i in Enumerable.Range(0, Streams) select Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++) await store.AppendAsync(Stream(i), ExpectedVersion.Any, Many(1));
        }));
        await CheckAsync(Streams * (3 + (2 * rounds)));
        Assert.That(await DeadlocksAsync(), Is.EqualTo(before));
    }

    /// <summary>Of two that expect the same version of a stream one wins, whichever groups they are in.</summary>
    [Test]
    public async Task Of_two_that_expect_the_same_one_wins()
    {
        await using var other = new PostgreSqlEventStore(_database.DataSource, Catalog);
        for (var version = 3; version < 8; version++)
        {
            var expected = ExpectedVersion.Exactly(version);
            var races = Enumerable.Range(0, Streams).Select(i => new[] { _store, other }.Select(store => Task.Run(() => store.AppendAsync(Stream(i), expected, Many(1)).AsTask())).ToArray()).ToArray();
            await Task.WhenAll(races.SelectMany(r => r)).ContinueWith(static _ => { }, TaskScheduler.Default);
            Assert.That(races.Select(r => r.Count(t => t.IsCompletedSuccessfully)), Is.All.EqualTo(1));
            Assert.That(races.Select(r => r.Single(t => t.IsFaulted).Exception!.InnerException), Is.All.TypeOf<ConcurrencyException>().With.Property("Actual").EqualTo(version + 1));
        }

        await CheckAsync(Streams * 8);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task CheckAsync(int events)
    {
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events"), Is.EqualTo(events));
        Assert.That(
            await _database.ScalarAsync<bool>("SELECT bool_and(version = n) FROM (SELECT version, row_number() OVER (PARTITION BY stream ORDER BY position) AS n FROM eventsourcing.events) e"),
            "versions are dense, and follow the positions");
        Assert.That(
            await _database.ScalarAsync<bool>("SELECT bool_and(s.version = (SELECT count(*) FROM eventsourcing.events e WHERE e.stream = s.id)) FROM eventsourcing.streams s"),
            "streams know their versions");
    }

    private Task<long> DeadlocksAsync() => _database.ScalarAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
}
