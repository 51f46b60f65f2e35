using EventSourcing.Serialization;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

/// <summary>What later versions rely on, with steps that only these tests know.</summary>
public sealed class UpgradeTests
{
    private static readonly int Current = PostgreSqlSchemaSteps.All.Count;
    private static readonly PostgreSqlSchemaStep Second = PostgreSqlSchemaStep.InTransaction(Current + 1, "a place for notes", l => $"CREATE TABLE {l.Names.Of("notes")} (id int); ALTER TABLE {l.Names.Streams} ADD COLUMN note int;");
    private static readonly PostgreSqlSchemaStep Third = PostgreSqlSchemaStep.BuildIndex(Current + 2, "notes by id", "notes_by_id", l => $"ON {l.Names.Of("notes")} (id)");
    private static readonly IReadOnlyList<PostgreSqlSchemaStep> Later = [.. PostgreSqlSchemaSteps.All, Second, Third];

    private TestDatabase _database;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task An_older_schema_gets_what_it_lacks_in_order()
    {
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        Assert.That(await new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync(), Is.EqualTo(2));
        Assert.That(await new PostgreSqlSchema(_database.DataSource).GetVersionAsync(), Is.EqualTo(Current + 2));
        Assert.That(await _database.ScalarAsync<string>($"SELECT string_agg(description, '; ' ORDER BY version) FROM eventsourcing.schema_version WHERE version > {Current}"), Is.EqualTo("a place for notes; notes by id"));
        Assert.That(await _database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'eventsourcing.notes_by_id'::regclass"), Is.True);
    }

    [Test]
    public async Task Nodes_that_upgrade_at_once_all_go_on()
    {
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
            using var database = Open(source, PostgreSqlSchemaCreation.Upgrade, Later);
            return (await database.OpenAsync(CancellationToken.None)).StoreId;
        }));
        Assert.That(stores.Distinct(), Has.One.Items);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.schema_version"), Is.EqualTo(Current + 2));
    }

    [TestCase(PostgreSqlSchemaCreation.Never)]
    [TestCase(PostgreSqlSchemaCreation.WhenAbsent)]
    public async Task Unless_it_may_upgrade_a_store_refuses_an_older_schema_and_says_how_to_apply(PostgreSqlSchemaCreation creation)
    {
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        using var database = Open(_database.DataSource, creation, Later);
        var error = Assert.ThrowsAsync<PostgreSqlSchemaException>(async () => await database.OpenAsync(CancellationToken.None));
        Assert.That((error!.StoredVersion, error.RequiredVersion, error.Schema), Is.EqualTo((Current, Current + 2, "eventsourcing")));
        Assert.That(error.Message, Does.Contain("PostgreSqlSchema.ApplyAsync").And.Contain($"Script({Current})"));
        Assert.That(await new PostgreSqlSchema(_database.DataSource).GetVersionAsync(), Is.EqualTo(Current));
    }

    [Test]
    public async Task A_later_schema_is_refused_by_everything_and_left_alone()
    {
        await new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync();
        var schema = new PostgreSqlSchema(_database.DataSource);
        using var database = Open(_database.DataSource, PostgreSqlSchemaCreation.Upgrade, PostgreSqlSchemaSteps.All);
        foreach (var refused in (Func<Task>[])[async () => await schema.ApplyAsync(), async () => await schema.VerifyAsync(), async () => await database.OpenAsync(CancellationToken.None)])
        {
            var error = Assert.ThrowsAsync<PostgreSqlSchemaException>(() => refused());
            Assert.That((error!.StoredVersion, error.RequiredVersion), Is.EqualTo((Current + 2, Current)));
        }
    }

    [Test]
    public async Task With_Never_an_absent_schema_is_refused_and_not_made()
    {
        using var database = Open(_database.DataSource, PostgreSqlSchemaCreation.Never, PostgreSqlSchemaSteps.All);
        Assert.That(async () => await database.OpenAsync(CancellationToken.None), Throws.TypeOf<PostgreSqlSchemaException>().With.Message.Contains("Script"));
        Assert.That(await new PostgreSqlSchema(_database.DataSource).GetVersionAsync(), Is.Zero);

        // The failure is not kept.
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        Assert.That((await database.OpenAsync(CancellationToken.None)).Fence, Is.EqualTo(1));
    }

    [Test]
    public async Task A_step_that_fails_leaves_nothing_and_can_be_run_again()
    {
        var broken = PostgreSqlSchemaStep.InTransaction(Current + 1, "half", l => $"CREATE TABLE {l.Names.Of("notes")} (id int); SELECT 1/0;");
        var schema = new PostgreSqlSchema(_database.DataSource, null, [.. PostgreSqlSchemaSteps.All, broken]);
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        Assert.That(async () => await schema.ApplyAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("22012"));
        Assert.That(await schema.GetVersionAsync(), Is.EqualTo(Current));
        Assert.That(await new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_new_store_is_made_at_once_and_nobody_finds_an_earlier_version_of_it()
    {
        var broken = PostgreSqlSchemaStep.InTransaction(Current + 1, "half", _ => "SELECT 1/0;");
        var schema = new PostgreSqlSchema(_database.DataSource, null, [.. PostgreSqlSchemaSteps.All, broken]);
        Assert.That(async () => await schema.ApplyAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("22012"));
        Assert.That(await schema.GetVersionAsync(), Is.Zero);
        Assert.That(await new PostgreSqlSchema(_database.DataSource).ApplyAsync(), Is.EqualTo(Current));
    }

    [Test]
    public async Task An_index_whose_building_was_broken_off_is_built_anew()
    {
        await new PostgreSqlSchema(_database.DataSource, null, [.. PostgreSqlSchemaSteps.All, Second]).ApplyAsync();

        // Two equal values break off the building of a unique index, and leave it behind.
        await _database.ExecuteAsync("INSERT INTO eventsourcing.notes VALUES (1), (1)");
        var unique = PostgreSqlSchemaStep.BuildIndex(Current + 2, "notes by id", "notes_by_id", l => $"ON {l.Names.Of("notes")} (id)");
        Assert.That(async () => await _database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY notes_by_id ON eventsourcing.notes (id)"), Throws.InstanceOf<PostgresException>());
        Assert.That(await ValidAsync(), Is.False);
        Assert.That(await new PostgreSqlSchema(_database.DataSource, null, [.. PostgreSqlSchemaSteps.All, Second, unique]).ApplyAsync(), Is.EqualTo(1));
        Assert.That(await ValidAsync(), Is.True);
        Assert.That(await _database.ScalarAsync<bool>("SELECT indisunique FROM pg_index WHERE indexrelid = 'eventsourcing.notes_by_id'::regclass"), Is.False);
    }

    [Test]
    public async Task An_index_that_was_built_but_not_recorded_is_not_built_again()
    {
        await new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync();
        await _database.ExecuteAsync($"DELETE FROM eventsourcing.schema_version WHERE version = {Current + 2}");
        var before = await _database.ScalarAsync<uint>("SELECT 'eventsourcing.notes_by_id'::regclass::oid");
        Assert.That(await new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync(), Is.EqualTo(1));
        Assert.That(await _database.ScalarAsync<uint>("SELECT 'eventsourcing.notes_by_id'::regclass::oid"), Is.EqualTo(before));
    }

    [Test]
    public async Task An_index_is_built_beside_writers_and_beside_nodes_that_wait_for_it()
    {
        await new PostgreSqlSchema(_database.DataSource, null, [.. PostgreSqlSchemaSteps.All, Second]).ApplyAsync();

        // A writer with an open transaction on the table holds the building back, and nobody else.
        await using var writer = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand("INSERT INTO eventsourcing.notes VALUES (1)", writer)) await insert.ExecuteNonQueryAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync().AsTask()).ToArray();
        await Eventually.IsAsync(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock'") == 1, "the index waits for the writer");
        await _database.ExecuteAsync("INSERT INTO eventsourcing.notes VALUES (2)");
        Assert.That(nodes.Any(n => n.IsCompleted), Is.False);
        await transaction.CommitAsync();
        Assert.That((await Task.WhenAll(nodes)).Sum(), Is.EqualTo(1));
        Assert.That(await ValidAsync(), Is.True);
    }

    [Test]
    public async Task A_step_that_takes_away_is_not_run()
    {
        var schema = new PostgreSqlSchema(_database.DataSource, null, [.. PostgreSqlSchemaSteps.All, PostgreSqlSchemaStep.InTransaction(Current + 1, "less", l => $"SELECT 1; DROP TABLE {l.Names.Leases};")]);
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        Assert.That(async () => await schema.ApplyAsync(), Throws.InvalidOperationException.With.Message.Contains("'DROP'").And.Message.Contains("leases"));
        Assert.That(await schema.GetVersionAsync(), Is.EqualTo(Current));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.leases"), Is.Zero);
    }

    [Test]
    public async Task Options_that_an_existing_store_does_not_have_are_refused_and_left_open_ones_taken_from_it()
    {
        await new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { PayloadType = PostgreSqlPayloadType.Jsonb, Partitions = 2, RowLevelSecurity = true }).ApplyAsync();
        foreach (var (options, word) in ((PostgreSqlEventStoreOptions, string)[])
            [(new() { PayloadType = PostgreSqlPayloadType.Json }, "PayloadType"), (new() { Partitions = 3 }, "Partitions"), (new() { RowLevelSecurity = false }, "RowLevelSecurity")])
        {
            using var refused = new PostgreSqlDatabase(_database.DataSource, new EventSerializer(new EventCatalog([], [])), options);
            Assert.That(async () => await refused.OpenAsync(CancellationToken.None), Throws.TypeOf<PostgreSqlSchemaException>().With.Message.Contains(word));
        }

        using var database = Open(_database.DataSource, PostgreSqlSchemaCreation.Never, PostgreSqlSchemaSteps.All);
        var info = await database.OpenAsync(CancellationToken.None);
        Assert.That((info.PayloadType, info.Partitions, info.RowLevelSecurity), Is.EqualTo((PostgreSqlPayloadType.Jsonb, 2, true)));
    }

    private static PostgreSqlDatabase Open(NpgsqlDataSource source, PostgreSqlSchemaCreation creation, IReadOnlyList<PostgreSqlSchemaStep> steps) =>
        new(source, new EventSerializer(new EventCatalog([], [])), new PostgreSqlEventStoreOptions { SchemaCreation = creation }, steps);

    private Task<bool> ValidAsync() => _database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'eventsourcing.notes_by_id'::regclass");
}
