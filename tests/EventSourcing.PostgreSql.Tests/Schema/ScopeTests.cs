using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

public sealed class ScopeTests
{
    private static readonly PostgreSqlStoreInfo Secured = new(Guid.NewGuid(), 1, PostgreSqlPayloadType.Json, 0, RowLevelSecurity: true);

    private TestDatabase _database;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        _database = await TestServer.CreateDatabaseAsync();
        await _database.ExecuteAsync("CREATE TABLE marks (id int)");
    }

    [OneTimeTearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Statements_see_what_is_committed_before_each_whatever_the_default_isolation([Values] bool pinned)
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString + ";Options=-c default_transaction_isolation=serializable");
        await using var connection = await source.OpenConnectionAsync();
        await _database.ExecuteAsync("DELETE FROM marks");
        await using var batch = new NpgsqlBatch(connection);
        PostgreSqlScope.Begin(batch, tenant: null, pinned);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT count(*) FROM marks"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock(4711)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT count(*) FROM marks"));

        // The batch stands at the lock while a row is committed.
        await using var blocker = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await RunAsync(blocker, "SELECT pg_advisory_xact_lock(4711)");
        var counting = CountsAsync(batch);
        await Eventually.IsAsync(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == 1, "the batch waits for the lock");
        await _database.ExecuteAsync("INSERT INTO marks VALUES (1)");
        await transaction.CommitAsync();
        Assert.That(await counting, Is.EqualTo(pinned ? (0L, 1L) : (0L, 0L)));
        Assert.That(await ScalarAsync(connection, "SHOW transaction_isolation"), Is.EqualTo("serializable"), "the next transaction has the default again");
    }

    [Test]
    public async Task The_tenant_holds_for_the_batch_and_no_longer()
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        using var context = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "blue" });
        await using var batch = new NpgsqlBatch(connection);
        var leading = PostgreSqlScope.Begin(batch, PostgreSqlScope.TenantOf(Secured), pinIsolation: true);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT current_setting('eventsourcing.tenant')"));
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            await PostgreSqlScope.SkipAsync(reader, leading, CancellationToken.None);
            Assert.That(await reader.ReadAsync(), Is.True);
            Assert.That(reader.GetString(0), Is.EqualTo("blue"));
        }

        Assert.That(await ScalarAsync(connection, "SELECT current_setting('eventsourcing.tenant', true)"), Is.Empty.Or.Null);
    }

    [Test]
    public void Without_a_tenant_everything_is_seen_and_without_policies_nothing_is_sent()
    {
        Assert.That(PostgreSqlScope.TenantOf(Secured), Is.EqualTo("*"));
        Assert.That(PostgreSqlScope.TenantOf(Secured with { RowLevelSecurity = false }), Is.Null);
        using var batch = new NpgsqlBatch();
        Assert.That(PostgreSqlScope.Begin(batch, tenant: null, pinIsolation: false), Is.Zero);
        Assert.That(batch.BatchCommands, Is.Empty);
    }

    [TestCase("*")]
    [TestCase("")]
    public void A_tenant_whose_name_would_open_other_tenants_rows_is_refused(string tenant)
    {
        using var context = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = tenant });
        Assert.That(() => PostgreSqlScope.TenantOf(Secured), Throws.InvalidOperationException.With.Message.Contains($"'{tenant}'"));
    }

    private static async Task<(long First, long Last)> CountsAsync(NpgsqlBatch batch)
    {
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        var first = reader.GetInt64(0);
        await reader.NextResultAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return (first, reader.GetInt64(0));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
