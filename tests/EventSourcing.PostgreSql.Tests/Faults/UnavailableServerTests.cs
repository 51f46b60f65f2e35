using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>There is no connection to be had, or it is taken away by the server, or nothing may be written.</summary>
[TestFixture]
public sealed class UnavailableServerTests
{
    [Test]
    public async Task An_exhausted_pool_is_a_transient_error_with_a_known_outcome()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Maximum Pool Size=2;Timeout=1");
        await using var store = new PostgreSqlEventStore(source, PieceCodec.Catalog);
        await store.AppendAsync(FaultScene.Piece("pool"), ExpectedVersion.NoStream, PieceWritten.BatchOf("first", 1));
        var batch = PieceWritten.BatchOf("second", 2);
        await using (await source.OpenConnectionAsync())
        await using (await source.OpenConnectionAsync())
        {
            var error = Assert.CatchAsync<EventStoreException>(async () => await store.AppendAsync(FaultScene.Piece("pool"), ExpectedVersion.Exactly(1), batch));
            Assert.That((error!.OutcomeUnknown, error.IsTransient), Is.EqualTo((false, true)), $"{error}");
            Assert.That(error.Message, Does.Contain("Maximum Pool Size"));
            Assert.That(async () => await store.ReadAllAsync().CountAsync(), Throws.InstanceOf<EventStoreException>().With.Property(nameof(EventStoreException.IsTransient)).True);
            Assert.That(async () => await store.GetVersionAsync(FaultScene.Piece("pool")), Throws.InstanceOf<EventStoreException>().With.Property(nameof(EventStoreException.IsTransient)).True);
        }

        Assert.That((await store.AppendAsync(FaultScene.Piece("pool"), ExpectedVersion.Exactly(1), batch)).Version, Is.EqualTo(3));
        Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task More_callers_than_connections_all_succeed()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Maximum Pool Size=2");
        await using var store = new PostgreSqlEventStore(source, PieceCodec.Catalog);
        var load = new MixedLoad(store, "many", 3);
        await load.RunAsync(64, LongRun.Or(5, 50));
        Assert.That(load.Failures, Is.Empty);
        await new StoreInvariants(database).CheckAsync(load.Acknowledged.Values, load.Refused, "two connections");
    }

    [Test]
    public async Task A_server_that_has_no_connection_left_is_a_transient_error_with_a_known_outcome()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var role = $"limited_{database.Name}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN CONNECTION LIMIT 2; ALTER DATABASE {database.Name} OWNER TO {role}; GRANT CREATE ON DATABASE {database.Name} TO {role}");
        var login = database.ConnectionString.Replace("Username=postgres", $"Username={role}", StringComparison.Ordinal);
        await using (var source = NpgsqlDataSource.Create(login))
        await using (var store = new PostgreSqlEventStore(source, PieceCodec.Catalog))
        {
            await store.AppendAsync(FaultScene.Piece("limited"), ExpectedVersion.NoStream, PieceWritten.BatchOf("first", 1));
            var batch = PieceWritten.BatchOf("second", 2);
            source.Clear();
            await Eventually.IsAsync(async () => await database.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE usename = '{role}'") == 0, "the store's connections are closed");
            await using (var one = new NpgsqlConnection($"{login};Pooling=false"))
            await using (var two = new NpgsqlConnection($"{login};Pooling=false"))
            {
                await one.OpenAsync();
                await two.OpenAsync();
                var error = Assert.CatchAsync<EventStoreException>(async () => await store.AppendAsync(FaultScene.Piece("limited"), ExpectedVersion.Exactly(1), batch));
                Assert.That((error!.OutcomeUnknown, error.IsTransient), Is.EqualTo((false, true)), $"{error}");
                Assert.That(error.Message, Does.Contain(PostgresErrorCodes.TooManyConnections));
            }

            await Eventually.IsAsync(async () => await database.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE usename = '{role}'") == 0, "the others are closed");
            Assert.That((await store.AppendAsync(FaultScene.Piece("limited"), ExpectedVersion.Exactly(1), batch)).Version, Is.EqualTo(3));
        }

        await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO postgres; DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Test]
    public async Task A_read_only_server_is_an_error_with_a_known_outcome_and_can_be_read()
    {
        await using var scene = await FaultScene.CreateAsync();
        var name = scene.Database.Name;
        foreach (var append in new[] { scene.One("one"), scene.Three() })
        {
            // A session takes a database's setting when it begins.
            await scene.Database.ExecuteAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on");
            scene.Disconnect();
            Assert.That(await scene.Store.ReadAllAsync().CountAsync(), Is.Positive);
            var error = await scene.SendAsync(append, async () =>
            {
                await scene.Database.ExecuteAsync($"SET default_transaction_read_only = off; ALTER DATABASE {name} RESET default_transaction_read_only");
                scene.Disconnect();
            });
            Assert.That((error?.OutcomeUnknown, error?.IsTransient), Is.EqualTo((false, true)), $"{error}");
            Assert.That(error!.Message, Does.Contain(PostgresErrorCodes.ReadOnlySqlTransaction));
        }

        await scene.EndAsync("read-only");
    }

    [Test]
    public async Task An_append_whose_session_is_terminated_is_stored_by_another()
    {
        await using var scene = await FaultScene.CreateAsync();
        await scene.SendAsync(scene.One("locked"));
        await scene.SendAsync(scene.Three());
        foreach (var (append, key) in new[] { (scene.One("locked"), "locked"), (scene.Three(), "of-three-2") })
        {
            await using var other = await scene.Database.DataSource.OpenConnectionAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await using (var claim = new NpgsqlCommand($"SELECT 1 FROM eventsourcing.streams WHERE key = '{key}' FOR UPDATE", other)) await claim.ExecuteScalarAsync();
            var sending = scene.SendAsync(append);
            var victim = await WaiterAsync(scene, 0);
            await scene.Database.ExecuteAsync($"SELECT pg_terminate_backend({victim})");
            Assert.That(await WaiterAsync(scene, victim), Is.Positive, "another session waits in its place");
            await transaction.RollbackAsync();
            Assert.That(await sending, Is.Null);
        }

        await scene.EndAsync("terminated");
    }

    [Test]
    public async Task Sessions_that_are_terminated_again_and_again_under_load_lose_and_double_nothing()
    {
        await using var scene = await FaultScene.CreateAsync();
        var load = new MixedLoad(scene.Store, "terminated", 11);
        var running = load.RunAsync(12, LongRun.Or(40, 400));
        var rounds = 0;
        while (!running.IsCompleted)
        {
            var before = load.Acknowledged.Count;
            await Eventually.IsAsync(() => running.IsCompleted || load.Acknowledged.Count > before + 5, "the load goes on");
            await scene.Database.Server.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{scene.Database.Name}' AND backend_type = 'client backend'");
            rounds++;
        }

        await running;

        // The test's own idle sessions were terminated with the others.
        scene.Database.DataSource.Clear();
        TestContext.Out.WriteLine($"terminated {rounds} times, {load.Acknowledged.Count} batches stored, {load.Refused.Count} refused, callers have seen {load.Failures.Count} failures");
        Assert.That(load.Failures.Where(e => !e.IsTransient), Is.Empty);
        await scene.Invariants.CheckAsync(load.Acknowledged.Values, load.Refused, "terminated");
        await scene.EndAsync("terminated");
    }

    private static async Task<int> WaiterAsync(FaultScene scene, int except)
    {
        var pid = 0;
        await Eventually.IsAsync(
            async () => (pid = await scene.Database.ScalarAsync<int>($"SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> {except}")) != 0,
            "the append waits for the lock");
        return pid;
    }
}
