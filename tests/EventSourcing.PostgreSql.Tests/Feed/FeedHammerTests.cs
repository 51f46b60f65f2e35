using System.Diagnostics.CodeAnalysis;
using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>The hammer on the feed as it is, which must find nothing, and on three mutants, which it must refute.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FeedHammerTests : FeedTestBase
{
    private const string FenceLine = "PERFORM pg_advisory_xact_lock_shared(p_fence | last_value) FROM \"eventsourcing\".positions;";

    private static bool IsLong => Environment.GetEnvironmentVariable("LONG") == "1";

    [Test]
    public async Task Every_follower_is_given_exactly_what_is_stored([Values(1, 2, 3, 4, 5)] int seed)
    {
        await using var small = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = 3 });
        var hammer = new FeedHammer(Database, Store, seed, writers: 12, appends: IsLong ? 2_000 : 60);
        FeedFollower[] followers =
        [
            Follow("by scan", "true", Store, new FeedReadOptions()),
            Follow("in small pages", "true", small, new FeedReadOptions()),
            Follow("with a limit", "true", Store, new FeedReadOptions { Limit = 7 }),
            Follow("by name", "name = 'refunded'", small, new FeedReadOptions { EventNames = ["refunded"] }),
            Follow("by category", "category = 'hot'", Store, new FeedReadOptions { Categories = ["hot"] }),
        ];
        Assert.That(await hammer.RunAsync(followers), Is.Empty);
    }

    [Test]
    public async Task Locking_after_drawing_is_refuted()
    {
        await Store.GetHeadAsync();
        foreach (var function in new[] { "append_one_1", "append_group_1" })
        {
            var text = await Database.ScalarAsync<string>($"SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = '{function}' AND pronamespace = 'eventsourcing'::regnamespace");
            Assert.That(text, Does.Contain(FenceLine), "the function has changed: so must its mutant");
            var end = text.LastIndexOf(function == "append_one_1" ? "END" : "o_elapsed :=", StringComparison.Ordinal);
            var mutant = text.Insert(end, $"PERFORM pg_sleep(random() * 0.005); {FenceLine}\n").Replace($"    {FenceLine}\n", "", StringComparison.Ordinal);
            Assert.That(mutant, Has.Length.Not.EqualTo(text.Length));
            await Database.ExecuteAsync(mutant);
        }

        await RefuteAsync(() => Follow("by scan", "true", Store, new FeedReadOptions()));
    }

    [Test]
    public async Task Rows_of_an_older_snapshot_are_refuted() => await RefuteAsync(() => Follow(async (connection, fence, after) =>
    {
        // One transaction with one snapshot, taken before the look at the fences.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var drawn = (long)(await ScalarAsync(connection, fence.DrawnSql))!;
        await PauseAsync(connection);
        var lowest = await ScalarAsync(connection, fence.LowestSql);
        return await RowsAsync(connection, after, Math.Min(drawn, lowest as long? ?? long.MaxValue));
    }));

    [Test]
    public async Task Looking_at_the_fences_before_the_last_position_is_refuted() => await RefuteAsync(() => Follow(async (connection, fence, after) =>
    {
        var lowest = await ScalarAsync(connection, fence.LowestSql);
        await PauseAsync(connection);
        var drawn = (long)(await ScalarAsync(connection, fence.DrawnSql))!;
        return await RowsAsync(connection, after, Math.Min(drawn, lowest as long? ?? long.MaxValue));
    }));

    [Test]
    public async Task The_same_reader_without_a_flaw_is_not_refuted()
    {
        var hammer = new FeedHammer(Database, Store, seed: 1, writers: 12, appends: 60);
        Assert.That(await hammer.RunAsync([Right()]), Is.Empty);
    }

    private FeedFollower Right() => Follow(async (connection, fence, after) =>
    {
        var drawn = (long)(await ScalarAsync(connection, fence.DrawnSql))!;
        await PauseAsync(connection);
        var lowest = await ScalarAsync(connection, fence.LowestSql);
        await PauseAsync(connection);
        return await RowsAsync(connection, after, Math.Min(drawn, lowest as long? ?? long.MaxValue));
    });

    private async Task RefuteAsync(Func<FeedFollower> follower)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var faults = await new FeedHammer(Database, Store, seed, writers: 12, appends: 30).RunAsync([follower(), follower()]);
            if (faults.Count == 0) continue;
            TestContext.Out.WriteLine($"seed {seed}: {string.Join(Environment.NewLine, faults)}");
            return;
        }

        Assert.Fail("The hammer has not found what is wrong with the mutant.");
    }

    private static FeedFollower Follow(string name, string expected, PostgreSqlEventStore store, FeedReadOptions options) => new(name, expected, async after =>
    {
        var (scan, positions) = (new FeedScan(), new List<long>());
        var from = after == 0 ? (GlobalPosition?)null : new GlobalPosition((await store.ReadersAsync(default)).Info.StoreId, after);
        await foreach (var @event in store.ReadAllAsync(from, options with { Scan = scan })) positions.Add(@event.Position.Value);
        return (positions, scan.Position?.Value ?? 0);
    });

    private FeedFollower Follow(Func<NpgsqlConnection, PostgreSqlFence, long, Task<IReadOnlyList<long>>> read) => new("the mutant", "true", async after =>
    {
        var fence = (await Store.ReadersAsync(default)).Fence;
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        var positions = await read(connection, fence, after);
        return (positions, positions is [.., var last] ? last : after);
    });

    private static Task PauseAsync(NpgsqlConnection connection) => ScalarAsync(connection, "SELECT 1 FROM pg_sleep(random() * 0.005)");

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write their own SQL.")]
    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<IReadOnlyList<long>> RowsAsync(NpgsqlConnection connection, long after, long ceiling)
    {
        await using var command = new NpgsqlCommand("SELECT position FROM eventsourcing.events WHERE position > $1 AND position <= $2 ORDER BY position", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = after }, new NpgsqlParameter<long> { TypedValue = ceiling } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var positions = new List<long>();
        while (await reader.ReadAsync()) positions.Add(reader.GetInt64(0));
        return positions;
    }
}
