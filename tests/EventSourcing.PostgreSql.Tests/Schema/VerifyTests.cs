using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

public sealed class VerifyTests
{
    private TestDatabase _database;
    private int _number;

    [OneTimeSetUp]
    public async Task MakeDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [OneTimeTearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task A_schema_as_it_was_made_has_no_differences([Values] PostgreSqlPayloadType payloadType, [Values(0, 2)] int partitions, [Values] bool rowLevelSecurity)
    {
        var options = await MakeAsync(new PostgreSqlEventStoreOptions { PayloadType = payloadType, Partitions = partitions, RowLevelSecurity = rowLevelSecurity });
        var report = await new PostgreSqlSchema(_database.DataSource, options).VerifyAsync();
        Assert.That(report.Differences, Is.Empty);
        Assert.That(report.IsValid, Is.True);
        Assert.That(report.Version, Is.EqualTo(PostgreSqlSchema.CurrentVersion));
    }

    [Test]
    public async Task Nothing_in_a_new_schema_escapes_the_comparison([Values(0, 2)] int partitions, [Values] bool rowLevelSecurity)
    {
        var options = await MakeAsync(new PostgreSqlEventStoreOptions { Partitions = partitions, RowLevelSecurity = rowLevelSecurity });
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        var found = await PostgreSqlSchemaCatalog.ReadAsync(connection, options.Schema, CancellationToken.None);
        var layout = new PostgreSqlLayout(new PostgreSqlNames(options.Schema), PostgreSqlPayloadType.Json, partitions, rowLevelSecurity);
        var ofStore = found.Where(p => !p.Name.StartsWith("event_log.", StringComparison.Ordinal) && !p.Name.StartsWith("store.store_fence_", StringComparison.Ordinal));
        Assert.That(ofStore, Is.EquivalentTo(PostgreSqlExpectation.Of(layout, PostgreSqlSchemaSteps.All)));
    }

    [TestCase("ALTER TABLE {0}.events DROP COLUMN details CASCADE", "column {0}.events.details (json) is missing")]
    [TestCase("ALTER TABLE {0}.streams ALTER COLUMN version TYPE int", "column {0}.streams.version is 'integer NOT NULL' and should be 'bigint NOT NULL'")]
    [TestCase("DROP VIEW {0}.event_log; ALTER TABLE {0}.streams ALTER COLUMN key TYPE text COLLATE \"POSIX\"", "column {0}.streams.key is 'text COLLATE \"POSIX\" NOT NULL'")]
    [TestCase("ALTER TABLE {0}.events ADD COLUMN colour text NOT NULL", "column {0}.events.colour (text NOT NULL) is not the store's")]
    [TestCase("ALTER TABLE {0}.events DROP CONSTRAINT events_by_id", "constraint {0}.events.events_by_id is missing")]
    [TestCase("ALTER TABLE {0}.events ADD CHECK (version < 10)", "events_version_check (CHECK ((version < 10))) is not the store's")]
    [TestCase("DROP INDEX {0}.events_by_type", "index {0}.events.events_by_type is missing")]
    [TestCase("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{0}.events_by_tenant'::regclass", "index {0}.events.events_by_tenant is not valid")]
    [TestCase("ALTER SEQUENCE {0}.positions CACHE 20", "sequence {0}.positions is 'bigint, increment 1, minimum 0, maximum 281474976710655, cache 20, no cycle'")]
    [TestCase("DROP SEQUENCE {0}.positions", "sequence {0}.positions is missing")]
    [TestCase("DROP VIEW {0}.event_log", "view {0}.event_log is missing")]
    [TestCase("DROP TABLE {0}.leases", "column {0}.leases.token (bigint NOT NULL) is missing")]
    [TestCase("ALTER TABLE {0}.checkpoints DROP COLUMN token", "column {0}.checkpoints.token (bigint NOT NULL) is missing")]
    [TestCase("ALTER TABLE {0}.events ENABLE ROW LEVEL SECURITY", "Row-level security of {0}.events is on")]
    [TestCase("ALTER TABLE {0}.event_tags ADD COLUMN extra int", null)]
    [TestCase("CREATE INDEX mine ON {0}.events ((payload ->> 'id'))", null)]
    public async Task A_difference_is_named_with_what_to_do(string damage, string? difference) => await FindsAsync(new PostgreSqlEventStoreOptions(), damage, difference);

    [TestCase("ALTER TABLE {0}.events DISABLE ROW LEVEL SECURITY", "Row-level security of {0}.events is turned off")]
    [TestCase("ALTER TABLE {0}.streams NO FORCE ROW LEVEL SECURITY", "Row-level security of {0}.streams does not bind the owner")]
    [TestCase("DROP POLICY events_of_tenant ON {0}.events", "policy {0}.events.events_of_tenant is missing")]
    [TestCase("CREATE OR REPLACE VIEW {0}.event_log AS SELECT e.position, s.category, s.key, e.version, t.name, t.schema_version, e.event_id, e.tenant, e.occurred_at, e.recorded_at, e.details, e.payload FROM {0}.events e JOIN {0}.streams s ON s.id = e.stream JOIN {0}.event_types t ON t.id = e.type", "view {0}.event_log shows the rows of everyone")]
    public async Task So_is_one_of_row_level_security(string damage, string difference) => await FindsAsync(new PostgreSqlEventStoreOptions { RowLevelSecurity = true }, damage, difference);

    [TestCase("ALTER TABLE {0}.events DETACH PARTITION {0}.events_p1", "partition {0}.events_p1 of {0}.events is missing")]
    [TestCase("ALTER TABLE {0}.event_ids DROP CONSTRAINT event_ids_by_id", "constraint {0}.event_ids.event_ids_by_id is missing")]
    public async Task And_one_of_partitions(string damage, string difference) => await FindsAsync(new PostgreSqlEventStoreOptions { Partitions = 2 }, damage, difference);

    [Test]
    public async Task A_sequence_that_would_give_positions_again_is_found()
    {
        var options = await MakeAsync(new PostgreSqlEventStoreOptions());
        await _database.ExecuteAsync($"INSERT INTO {options.Schema}.events VALUES (7, 1, 1, 1, gen_random_uuid(), NULL, now(), now(), NULL, '{{}}')");
        var report = await new PostgreSqlSchema(_database.DataSource, options).VerifyAsync();
        Assert.That(report.Differences, Has.One.Contains($"stands at 0, and the highest position of an event is 7").And.One.Contains("setval("));
        await _database.ExecuteAsync($"SELECT setval('{options.Schema}.positions', 7, true)");
        Assert.That((await new PostgreSqlSchema(_database.DataSource, options).VerifyAsync()).Differences, Is.Empty);
    }

    [Test]
    public async Task Two_stores_with_one_fence_are_found()
    {
        var (first, second) = (await MakeAsync(new PostgreSqlEventStoreOptions()), await MakeAsync(new PostgreSqlEventStoreOptions()));
        var fence = await _database.ScalarAsync<short>($"SELECT fence FROM {first.Schema}.store");
        var old = await _database.ScalarAsync<short>($"SELECT fence FROM {second.Schema}.store");
        await _database.ExecuteAsync(
            $"ALTER TABLE {second.Schema}.store DROP CONSTRAINT store_fence_{old}; UPDATE {second.Schema}.store SET fence = {fence}; ALTER TABLE {second.Schema}.store ADD CONSTRAINT store_fence_{fence} CHECK (fence = {fence})");
        Assert.That((await new PostgreSqlSchema(_database.DataSource, second).VerifyAsync()).Differences, Has.One.Contains($"has the fence {fence} too"));
        await _database.ExecuteAsync($"DROP SCHEMA {second.Schema} CASCADE");
    }

    [Test]
    public async Task Options_that_are_not_the_store_s_are_among_the_differences()
    {
        var options = await MakeAsync(new PostgreSqlEventStoreOptions());
        var report = await new PostgreSqlSchema(_database.DataSource, options with { PayloadType = PostgreSqlPayloadType.Jsonb }).VerifyAsync();
        Assert.That(report.Differences, Has.One.Contains("PayloadType is Jsonb, and the store has Json"));
        Assert.That(report.ToString(), Does.Contain("\n- The options do not fit"));
    }

    [Test]
    public async Task An_absent_schema_is_one_difference_and_no_error()
    {
        var report = await new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = "nowhere" }).VerifyAsync();
        Assert.That((report.Version, report.IsValid), Is.EqualTo((0, false)));
        Assert.That(report.Differences, Has.One.Contains("no event store in the schema 'nowhere'"));
    }

    private async Task FindsAsync(PostgreSqlEventStoreOptions options, string damage, string? difference)
    {
        options = await MakeAsync(options);
        await using (var connection = new NpgsqlConnection(_database.ConnectionString + ";Options=-c allow_system_table_mods=on"))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(string.Format(null, damage, options.Schema), connection);
            await command.ExecuteNonQueryAsync();
        }

        var differences = (await new PostgreSqlSchema(_database.DataSource, options).VerifyAsync()).Differences;
        if (difference is null) Assert.That(differences, Is.Empty);
        else Assert.That(differences, Has.Some.Contains(string.Format(null, difference, options.Schema)));
    }

    private async Task<PostgreSqlEventStoreOptions> MakeAsync(PostgreSqlEventStoreOptions options)
    {
        options = options with { Schema = $"verify{Interlocked.Increment(ref _number)}" };
        await new PostgreSqlSchema(_database.DataSource, options).ApplyAsync();
        return options;
    }
}
