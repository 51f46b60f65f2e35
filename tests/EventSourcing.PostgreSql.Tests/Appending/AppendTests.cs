namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>What an append leaves in the tables; the rest is said by the contract.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AppendTests
{
    private TestDatabase _database = null!;
    private PostgreSqlEventStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _database = await TestServer.CreateDatabaseAsync();
        _store = new PostgreSqlEventStore(_database.DataSource, Catalog);
    }

    [Test]
    public async Task One_event_is_one_row_with_all_that_belongs_to_it()
    {
        var metadata = new EventMetadata { Tenant = "acme", Actor = "alice", OccurredAt = new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(7) };
        var @event = New("äöü \"€\" 🗒", metadata);
        var result = await _store.AppendAsync(Stream("1"), ExpectedVersion.NoStream, [@event]);
        Assert.That((result.Version, result.FirstPosition.Value, result.LastPosition.Value), Is.EqualTo((1, 1, 1)));
        var row = await _database.ScalarAsync<string>("""
            SELECT concat_ws('|', position, category, key, version, name, schema_version, event_id, tenant, occurred_at AT TIME ZONE 'UTC', details, payload::json ->> 'text',
                (recorded_at BETWEEN now() - interval '1 minute' AND now())::text) FROM eventsourcing.event_log
            """);
        Assert.That(row, Is.EqualTo($$"""1|booking|1|1|booked|1|{{@event.Metadata.EventId}}|acme|1969-12-31 23:59:59.000007|{"actor":"alice"}|äöü "€" 🗒|true"""));
    }

    [Test]
    public async Task What_is_refused_leaves_nothing_not_even_a_row_for_its_stream()
    {
        foreach (var events in new[] { Many(1), Many(3) })
        {
            foreach (var expected in new[] { ExpectedVersion.Exactly(1), ExpectedVersion.StreamExists })
                Assert.That(async () => await _store.AppendAsync(Stream(), expected, events), Throws.TypeOf<ConcurrencyException>().With.Property("Actual").EqualTo(0));
        }

        Assert.That(await CountAsync("streams") + await CountAsync("events"), Is.Zero);
        Assert.That(await _database.ScalarAsync<long>("SELECT last_value FROM eventsourcing.positions"), Is.Zero);
    }

    [Test]
    public async Task Appends_that_came_together_are_written_by_one_statement()
    {
        await _store.AppendAsync(Stream("busy"), ExpectedVersion.NoStream, Many(1));
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => _store.AppendAsync(Stream(i), ExpectedVersion.NoStream, Many(2)).AsTask()));
        Assert.That(await CountAsync("events"), Is.EqualTo(601));

        // An append leaves the transaction's number in its rows.
        Assert.That(await _database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM eventsourcing.events"), Is.LessThan(100));
    }

    [Test]
    public async Task Appends_to_one_stream_in_one_group_are_decided_one_after_the_other()
    {
        var stream = Stream();
        var appends = Enumerable.Range(0, 64).Select(i => _store.AppendAsync(stream, i % 2 == 0 ? ExpectedVersion.Any : ExpectedVersion.Exactly(9), Many(2)).AsTask()).ToArray();
        await ((Task)Task.WhenAll(appends)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var stored = appends.Where(a => a.IsCompletedSuccessfully).Select(a => a.Result).OrderBy(r => r.Version).ToArray();
        Assert.That(appends.Where((_, i) => i % 2 == 0), Has.All.Property("IsCompletedSuccessfully").True);
        Assert.That(appends.Where(a => a.IsFaulted).Select(a => a.Exception!.InnerException), Has.All.TypeOf<ConcurrencyException>());
        Assert.That(stored.Select(r => r.Version), Is.EqualTo(Enumerable.Range(1, stored.Length).Select(i => i * 2L)));
        Assert.That(stored.Select(r => r.LastPosition), Is.Ordered.And.Unique);
        Assert.That(
            await _database.ScalarAsync<bool>("SELECT bool_and(ok) FROM (SELECT version = row_number() OVER (ORDER BY position) AS ok FROM eventsourcing.events) x"),
            "versions follow positions without gaps");
        Assert.That(await _database.ScalarAsync<long>("SELECT version FROM eventsourcing.streams"), Is.EqualTo(stored.Length * 2));
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<long> CountAsync(string table) => _database.ScalarAsync<long>($"SELECT count(*) FROM eventsourcing.{table}");
}
