using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>ST-6 and ST-9: the server is killed or stopped under load and starts again; the store goes on by itself, with nothing lost, halved or doubled.</summary>
[TestFixture]
public sealed class RestartTests
{
    [Test]
    public async Task A_server_that_is_killed_under_load_has_every_acknowledged_batch_once_and_no_half_ones()
    {
        await using var server = await PostgreSqlServer.CreateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using (var store = new PostgreSqlEventStore(database.DataSource, PieceCodec.Catalog))
        {
            var load = new MixedLoad(store, "killed", Random.Shared.Next());
            using var end = new CancellationTokenSource();
            var running = load.RunAsync(24, int.MaxValue, end.Token);
            var rounds = LongRun.Or(4, 20);
            for (var round = 0; round < rounds; round++)
            {
                await ProgressAsync(load, running, 60 + Random.Shared.Next(100));
                if (round % 4 == 3) await server.StopAsync(immediate: true);
                else await server.KillAsync();
                await server.StartAsync();
            }

            await ProgressAsync(load, running, 60);
            await end.CancelAsync();
            await running.WaitAsync(TimeSpan.FromSeconds(60));
            TestContext.Out.WriteLine($"{rounds} kills, {load.Acknowledged.Count} batches stored, {load.Refused.Count} refused, {load.Failures.Count} failures seen, {load.Failures.Count(f => f.OutcomeUnknown)} of them with an unknown outcome");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(load.Failures, Is.Not.Empty, "callers have noticed");
                Assert.That(load.Failures.Where(f => !f.IsTransient), Is.Empty, "and were told to try again");
            }

            await new StoreInvariants(database).CheckAsync(load.Acknowledged.Values, load.Refused, "after the kills");
            Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(await database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.events")), "nothing holds the feed back");
        }

        await Eventually.IsAsync(async () => await BusyAsync(database) <= 1, "no session is busy but the one that asks");
    }

    [Test]
    public async Task An_orderly_restart_is_not_noticed_by_the_next_append_and_reading()
    {
        await using var server = await PostgreSqlServer.CreateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgreSqlEventStore(source, PieceCodec.Catalog);
        var load = new MixedLoad(store, "before", 1);
        await load.RunAsync(8, 5);
        for (var round = 0; round < 2; round++)
        {
            // Many connections wait in the pool, none of which the server knows afterwards.
            var connections = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => source.OpenConnectionAsync().AsTask()));
            foreach (var connection in connections) await connection.DisposeAsync();
            await server.StopAsync();
            await server.StartAsync();
            if (round == 0) await store.AppendAsync(FaultScene.Piece("after"), ExpectedVersion.Any, PieceWritten.BatchOf($"after-{round}", 2));
            Assert.That(await store.ReadAllAsync().CountAsync(), Is.Positive);
            if (round == 1) await store.AppendAsync(FaultScene.Piece("after"), ExpectedVersion.Any, PieceWritten.BatchOf($"after-{round}", 2));
        }

        // And one that has to ask for its event types first, and a store that has to look at the schema first.
        await store.AppendAsync(new StreamId("other", "1"), ExpectedVersion.Any, PieceWritten.BatchOf("other", 2));
        await server.StopAsync();
        await server.StartAsync();
        await store.AppendAsync(new StreamId("another", "1"), ExpectedVersion.Any, PieceWritten.BatchOf("another", 2));
        await server.StopAsync();
        await server.StartAsync();
        await using (var second = new PostgreSqlEventStore(source, PieceCodec.Catalog)) Assert.That(await second.ReadAllAsync().CountAsync(), Is.Positive);

        await new StoreInvariants(database).CheckAsync(load.Acknowledged.Values, load.Refused, "after the restarts");
    }

    [Test]
    public async Task A_server_that_is_down_is_a_transient_error_with_a_known_outcome_even_for_a_store_that_has_never_reached_it()
    {
        await using var server = await PostgreSqlServer.CreateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgreSqlEventStore(source, PieceCodec.Catalog);
        var batch = PieceWritten.BatchOf("patient", 2);
        await server.StopAsync();
        var error = Assert.CatchAsync<EventStoreException>(async () => await store.AppendAsync(FaultScene.Piece("down"), ExpectedVersion.NoStream, batch));
        Assert.That((error!.OutcomeUnknown, error.IsTransient), Is.EqualTo((false, true)), $"{error}");
        Assert.That(async () => await store.ReadAllAsync().CountAsync(), Throws.InstanceOf<EventStoreException>().With.Property(nameof(EventStoreException.IsTransient)).True);
        await server.StartAsync();
        Assert.That((await store.AppendAsync(FaultScene.Piece("down"), ExpectedVersion.NoStream, batch)).Version, Is.EqualTo(2), "the first failure is not remembered");
    }

    private static async Task ProgressAsync(MixedLoad load, Task running, int batches)
    {
        var before = load.Acknowledged.Count;
        await Eventually.IsAsync(() => running.IsFaulted || load.Acknowledged.Count >= before + batches, "the load goes on");
        if (running.IsFaulted) await running;
    }

    private static async Task<long> BusyAsync(TestDatabase database) =>
        await database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND state <> 'idle'");
}
