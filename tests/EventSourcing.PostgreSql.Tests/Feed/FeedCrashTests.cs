using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>A crash gives positions again that only transactions had drawn which were never committed: no checkpoint may have passed them.</summary>
[TestFixture]
public sealed class FeedCrashTests
{
    [Test]
    public async Task A_crash_puts_no_event_behind_a_checkpoint()
    {
        // The log of what is never committed stays in memory for as long as the writer of the log sleeps.
        await using var server = await PostgreSqlServer.CreateAsync(durable: true, new Dictionary<string, string> { ["wal_writer_delay"] = "10s", ["bgwriter_delay"] = "10s", ["autovacuum"] = "off" });
        await using var source = NpgsqlDataSource.Create(server.ConnectionString() + ";Pooling=false");
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog);
        await store.AppendAsync(Bookings.Stream("1"), ExpectedVersion.Any, Bookings.Many(1));
        var fence = (await store.ReadersAsync(default)).Info.Fence;
        await using (var connection = await source.OpenConnectionAsync())
        await using (var undone = await connection.BeginTransactionAsync())
        {
            // An append of many events that fails before its first row: the log of it is so short that nothing else moves it to the disk.
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock_shared(({fence}::bigint << 48) | last_value) FROM eventsourcing.positions; SELECT nextval('eventsourcing.positions') FROM generate_series(1, 100)", connection, undone);
            await command.ExecuteNonQueryAsync();
            await undone.RollbackAsync();
        }

        var scan = new FeedScan();
        await foreach (var _ in store.ReadAllAsync(null, new FeedReadOptions { Scan = scan }))
        {
        }

        var drawn = (await store.GetFeedStatusAsync()).Drawn;
        await server.KillAsync();
        await server.StartAsync();
        var again = await store.AppendAsync(Bookings.Stream("3"), ExpectedVersion.Any, Bookings.Many(1));
        Assert.That(again.FirstPosition.Value, Is.LessThanOrEqualTo(drawn), "The server has given a position again; where it does not, this test shows nothing.");
        var read = new List<long>();
        await foreach (var @event in store.ReadAllAsync(scan.Position)) read.Add(@event.Position.Value);
        Assert.That(read, Is.EqualTo(new[] { again.FirstPosition.Value }));
    }
}
