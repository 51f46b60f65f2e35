using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>ST-7: hundreds of callers in one process append in all ways at once, to streams that all share and to their own.</summary>
[TestFixture]
public sealed class HammerTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Hundreds_of_callers_break_no_rule(int seed)
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Maximum Pool Size=20");
        await using var store = new PostgreSqlEventStore(source, PieceCodec.Catalog, new PostgreSqlEventStoreOptions { Partitions = seed == 3 ? 4 : 0 });
        var load = new MixedLoad(store, "hammer", seed);
        await load.RunAsync(300, LongRun.Or(8, 100));
        TestContext.Out.WriteLine($"{load.Acknowledged.Count} batches stored, {load.Refused.Count} refused");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(load.Failures, Is.Empty);
            Assert.That(load.Refused, Is.Not.Empty, "they have met");
        }

        await new StoreInvariants(database).CheckAsync(load.Acknowledged.Values, load.Refused, $"seed {seed}");
        Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(await database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events")));
    }

    [Test]
    public async Task Of_many_callers_that_append_with_one_Exactly_one_wins_each_version()
    {
        const int Callers = 40;
        const int Versions = 25;
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var store = new PostgreSqlEventStore(database.DataSource, PieceCodec.Catalog);
        for (var version = 0; version < Versions; version++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => TryAsync(caller, version))));
            Assert.That(results.Count(won => won), Is.EqualTo(1), $"version {version}");
        }

        await new StoreInvariants(database).CheckAsync([], [], "exactly");

        async Task<bool> TryAsync(int caller, int version)
        {
            try
            {
                await store.AppendAsync(FaultScene.Piece("contended"), ExpectedVersion.Exactly(version), PieceWritten.BatchOf($"{caller}-{version}", 1));
                return true;
            }
            catch (ConcurrencyException e)
            {
                Assert.That(e.Actual, Is.EqualTo(version + 1));
                return false;
            }
        }
    }
}
