using EventSourcing.CrashWriter;
using Npgsql;
using static EventSourcing.PostgreSql.Tests.Appending.Bookings;

namespace EventSourcing.PostgreSql.Tests.Transactions;

/// <summary>PR-2: what only PostgreSQL can do to a transaction.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TransactionTests
{
    private TestDatabase _database = null!;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task A_commit_after_an_error_of_own_SQL_that_nobody_minded_is_an_error_and_stores_nothing()
    {
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog);
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await transaction.AppendAsync(Stream("a"), ExpectedVersion.NoStream, Many(1));
            Assert.That(async () => await ExecuteAsync(transaction, "SELECT 1/0"), Throws.InstanceOf<PostgresException>());
            var error = Assert.ThrowsAsync<EventStoreException>(async () => await transaction.CommitAsync());
            Assert.That(error!.OutcomeUnknown, Is.False);
            Assert.That(async () => await transaction.AppendAsync(Stream("b"), ExpectedVersion.NoStream, Many(1)), Throws.InvalidOperationException.With.Message.Contains("lost"));
        }

        Assert.That(await store.GetHeadAsync(), Is.Null);
        await store.AppendAsync(Stream("a"), ExpectedVersion.NoStream, Many(1));
    }

    [TestCase(ProxyAction.CutBefore)]
    [TestCase(ProxyAction.CutAfter)]
    public async Task A_commit_whose_answer_is_lost_says_so_and_the_checkpoint_tells_whether_it_was_done(ProxyAction cut)
    {
        await using var scene = await FaultScene.CreateAsync(options: new PostgreSqlEventStoreOptions { NotifyInterval = Timeout.InfiniteTimeSpan });
        var (store, stream, batch) = (scene.Store, FaultScene.Piece("handled"), PieceWritten.BatchOf("handled", 2));
        var place = (await store.GetHeadAsync())!.Value;
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await transaction.AppendAsync(stream, ExpectedVersion.Any, batch);
            Assert.That(await transaction.MoveCheckpointAsync(new Checkpoint("reader", 0, place)), Is.EqualTo(CheckpointOutcome.Moved));
            scene.Proxy.Watch(new OneCut(new ProxyMessage(0, ToServer: true, 'Q', 1), cut).Decide);
            var error = Assert.ThrowsAsync<EventStoreException>(async () => await transaction.CommitAsync());
            Assert.That((error!.OutcomeUnknown, error.IsTransient), Is.EqualTo((true, true)));
            Assert.That(error.Message, Does.Contain("unknown").And.Contain("another transaction"));
        }

        scene.Proxy.Watch();
        scene.Disconnect();
        await scene.Invariants.SettledAsync();
        var done = await store.GetVersionAsync(stream) == 2;
        Assert.That(cut == ProxyAction.CutAfter || !done, "what did not reach the server is not done");
        await using var again = await store.BeginTransactionAsync();
        await again.AppendAsync(stream, ExpectedVersion.Any, PieceWritten.BatchOf("handled again", 2));
        var outcome = await again.MoveCheckpointAsync(new Checkpoint("reader", 0, place));
        Assert.That(outcome, Is.EqualTo(done ? CheckpointOutcome.Behind : CheckpointOutcome.Moved));
        if (outcome == CheckpointOutcome.Moved) await again.CommitAsync();
        else await again.DisposeAsync();
        Assert.That(await store.GetVersionAsync(stream), Is.EqualTo(2), "handled once in effect");
    }

    [Test]
    public async Task With_row_level_security_a_session_sees_its_own_tenant_and_appends_for_that_of_each_context()
    {
        var role = $"transactions_{_database.Name}";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        var schema = new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { RowLevelSecurity = true });
        await schema.ApplyAsync();
        await _database.ExecuteAsync(schema.Grants(role));
        await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role }))
        await using (var store = new PostgreSqlEventStore(source, Catalog, new PostgreSqlEventStoreOptions { SchemaCreation = PostgreSqlSchemaCreation.Never }))
        {
            using var red = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "red" });
            await using (var transaction = await store.BeginTransactionAsync())
            {
                await transaction.AppendAsync(Stream("red"), ExpectedVersion.NoStream, [New("red")]);
                using (EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "blue" })) await transaction.AppendAsync(Stream("blue"), ExpectedVersion.NoStream, [New("blue")]);
                Assert.That(await ScalarAsync(transaction, "SELECT string_agg(key, ',') FROM eventsourcing.streams"), Is.EqualTo("red"), "own SQL sees the tenant that the transaction was begun for");
                Assert.That((await transaction.TakeAppendedAsync()).Select(e => e.Metadata.Tenant), Is.EqualTo(new[] { "red", "blue" }));
                Assert.That(await ScalarAsync(transaction, "SELECT string_agg(key, ',') FROM eventsourcing.streams"), Is.EqualTo("red"), "and afterwards too");
                Assert.That(await transaction.MoveCheckpointAsync(new Checkpoint("readers", 0, (await transaction.AppendAsync(Stream("red"), ExpectedVersion.Exactly(1), [New("more")])).LastPosition)), Is.EqualTo(CheckpointOutcome.Moved));
                await transaction.CommitAsync();
            }

            Assert.That((await store.GetVersionAsync(Stream("red")), await store.GetVersionAsync(Stream("blue"))), Is.EqualTo((2L, 0L)));
            using var blue = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "blue" });
            Assert.That((await store.GetVersionAsync(Stream("red")), await store.GetVersionAsync(Stream("blue"))), Is.EqualTo((0L, 1L)));
            Assert.That((await store.Checkpoints.FindAsync("readers"))?.Position, Is.Not.Null, "checkpoints belong to no tenant");
        }

        await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Test]
    public async Task Members_that_overlap_are_refused_and_a_disposal_waits_for_the_one_at_work()
    {
        await using var store = new PostgreSqlEventStore(_database.DataSource, Catalog);
        await using var holder = await store.BeginTransactionAsync();
        await holder.AppendAsync(Stream("held"), ExpectedVersion.Any, Many(1));
        await using var transaction = await store.BeginTransactionAsync();
        var waiting = transaction.AppendAsync(Stream("held"), ExpectedVersion.Any, Many(1)).AsTask();
        Assert.That(async () => await transaction.AppendAsync(Stream("other"), ExpectedVersion.Any, Many(1)), Throws.InvalidOperationException.With.Message.Contains("await"));
        Assert.That(() => transaction.Connection, Throws.InvalidOperationException.With.Message.Contains("await"));
        var disposal = transaction.DisposeAsync().AsTask();
        Assert.That((waiting.IsCompleted, disposal.IsCompleted), Is.EqualTo((false, false)), "both wait for the one that holds the stream");
        await holder.CommitAsync();
        Assert.That((await waiting).Version, Is.EqualTo(2));
        await disposal;
        Assert.That(await store.GetVersionAsync(Stream("held")), Is.EqualTo(1), "it was undone");
        Assert.That(await store.GetHeadAsync(), Is.Not.Null);
    }

    private static async Task ExecuteAsync(IStoreTransaction transaction, string sql) => await ScalarAsync(transaction, sql);

    private static async Task<object?> ScalarAsync(IStoreTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
