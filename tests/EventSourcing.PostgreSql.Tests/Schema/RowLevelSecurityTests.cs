using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;
using static EventSourcing.PostgreSql.Tests.Appending.Bookings;

namespace EventSourcing.PostgreSql.Tests.Schema;

/// <summary>Tenants kept apart by the database, seen by a role that its policies bind.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RowLevelSecurityTests
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private PostgreSqlEventStore _store = null!;

    private string Role => $"tenant_{_database.Name}";

    [SetUp]
    public async Task Open()
    {
        _database = await TestServer.CreateDatabaseAsync();
        await _database.ExecuteAsync($"CREATE ROLE {Role} LOGIN");
        var schema = new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { RowLevelSecurity = true });
        await schema.ApplyAsync();
        await _database.ExecuteAsync(schema.Grants(Role));
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = Role });
        _store = new PostgreSqlEventStore(_source, Catalog, new PostgreSqlEventStoreOptions { SchemaCreation = PostgreSqlSchemaCreation.Never });
        foreach (var tenant in (string?[])["red", "blue", null])
        {
            using var context = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = tenant });
            await _store.AppendAsync(Stream(tenant ?? "nobody"), ExpectedVersion.NoStream, [New(tenant ?? "nobody", null, "shared")]);
        }
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        await _source.DisposeAsync();
        await _database.ExecuteAsync($"DROP OWNED BY {Role}; DROP ROLE {Role}");
        await _database.DisposeAsync();
    }

    [TestCase("red", "red")]
    [TestCase("blue", "blue")]
    [TestCase("green", "")]
    [TestCase("", "nobody")]
    [TestCase(null, "nobody")]
    [TestCase("*", "blue,nobody,red")]
    public async Task A_session_sees_the_rows_of_its_tenant(string? tenant, string seen)
    {
        foreach (var sql in (string[])
        [
            "SELECT coalesce(string_agg(key, ',' ORDER BY key), '') FROM eventsourcing.streams",
            "SELECT coalesce(string_agg(payload ->> 'text', ',' ORDER BY payload ->> 'text'), '') FROM eventsourcing.events",
            "SELECT coalesce(string_agg(key, ',' ORDER BY key), '') FROM eventsourcing.event_log",
            "SELECT coalesce(string_agg(e.payload ->> 'text', ',' ORDER BY e.payload ->> 'text'), '') FROM eventsourcing.event_tags t JOIN eventsourcing.events e USING (position)",
        ])
        {
            Assert.That(await AskAsync<string>(tenant, sql), Is.EqualTo(seen), sql);
        }

        Assert.That(await AskAsync<long>(tenant, "SELECT count(*) FROM eventsourcing.event_tags"), Is.EqualTo(seen.Length == 0 ? 0 : seen.Split(',').Length));
    }

    [Test]
    public async Task Nothing_can_be_written_for_another_tenant()
    {
        using var context = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = "red" });
        var foreign = New("x", new EventMetadata { Tenant = "blue" });
        Assert.That(async () => await _store.AppendAsync(Stream("new"), ExpectedVersion.Any, [foreign]), Throws.TypeOf<EventStoreException>().With.Message.Contains("row-level security"));
        Assert.That(await AskAsync<long>("*", "SELECT count(*) FROM eventsourcing.events"), Is.EqualTo(3));
    }

    [Test]
    public async Task Appends_of_several_tenants_at_once_each_see_their_own()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            using var context = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = i % 2 == 0 ? "red" : "blue" });
            return await _store.AppendAsync(Stream(i % 2 == 0 ? "red" : "blue"), ExpectedVersion.Any, [New()]);
        })));
        Assert.That(results.Max(r => r.Version), Is.EqualTo(31));
        Assert.That(await AskAsync<long>("red", "SELECT count(*) FROM eventsourcing.events"), Is.EqualTo(31));
    }

    [TestCase("*")]
    [TestCase("")]
    public void A_tenant_whose_name_opens_other_rows_is_refused(string tenant)
    {
        using var context = EventSourcingContext.Use(EventSourcingContext.Current with { Tenant = tenant });
        Assert.That(async () => await _store.AppendAsync(Stream("s"), ExpectedVersion.Any, [New()]), Throws.InvalidOperationException.With.Message.Contains("row-level security"));
    }

    [Test]
    public async Task An_import_needs_a_role_that_policies_do_not_bind()
    {
        static async IAsyncEnumerable<ImportedEvent> Events()
        {
            yield return new ImportedEvent(Stream("old"), new Booked("x"), new EventMetadata { Tenant = "green" });
            await Task.CompletedTask;
        }

        Assert.That(async () => await _store.ImportAsync(Events()), Throws.TypeOf<PostgreSqlImportException>().With.Message.Contains("BYPASSRLS"));
        await using var owner = new PostgreSqlEventStore(_database.DataSource, Catalog);
        Assert.That((await owner.ImportAsync(Events())).Imported, Is.EqualTo(1));
        Assert.That(await AskAsync<long>("green", "SELECT count(*) FROM eventsourcing.events"), Is.EqualTo(1));
    }

    private async Task<T> AskAsync<T>(string? tenant, string sql)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (tenant is not null)
        {
            await using var set = new NpgsqlCommand("SELECT set_config('eventsourcing.tenant', $1, true)", connection) { Parameters = { new() { Value = tenant } } };
            await set.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
