using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

public sealed class ApplyTests
{
    private TestDatabase _database;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task An_empty_database_gets_the_schema_once(
        [Values] PostgreSqlPayloadType payloadType, [Values(0, 3)] int partitions, [Values] bool rowLevelSecurity)
    {
        var schema = new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { PayloadType = payloadType, Partitions = partitions, RowLevelSecurity = rowLevelSecurity });
        Assert.That(await schema.GetVersionAsync(), Is.Zero);
        Assert.That(await schema.ApplyAsync(), Is.EqualTo(PostgreSqlSchema.CurrentVersion));
        Assert.That(await schema.ApplyAsync(), Is.Zero);
        Assert.That(await schema.GetVersionAsync(), Is.EqualTo(PostgreSqlSchema.CurrentVersion));
        Assert.That(await _database.ScalarAsync<string>("SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 'eventsourcing.events'::regclass AND attname = 'payload'"), Is.EqualTo(payloadType.ToString().ToLowerInvariant()));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM pg_inherits WHERE inhparent = 'eventsourcing.events'::regclass"), Is.EqualTo(partitions));
        Assert.That(await _database.ScalarAsync<bool>("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = 'eventsourcing.events'::regclass"), Is.EqualTo(rowLevelSecurity));
    }

    [Test]
    public async Task The_first_position_is_1_and_before_it_the_sequence_shows_0()
    {
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        Assert.That(await _database.ScalarAsync<long>("SELECT last_value FROM eventsourcing.positions"), Is.Zero);
        Assert.That(await _database.ScalarAsync<long>("SELECT nextval('eventsourcing.positions')"), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_nodes_that_start_at_once_on_an_empty_database_one_makes_the_schema_and_all_go_on()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
            return await new PostgreSqlSchema(source).ApplyAsync();
        }));
        Assert.That(applied.Sum(), Is.EqualTo(PostgreSqlSchema.CurrentVersion));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.store"), Is.EqualTo(1));
    }

    [Test]
    public async Task Stores_of_one_database_have_fences_of_their_own_whatever_they_may_read_of_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => await new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = $"store{i}" }).ApplyAsync()));
        var fences = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _database.ScalarAsync<short>($"SELECT fence FROM store{i}.store")));
        Assert.That(fences, Is.EquivalentTo(new short[] { 1, 2, 3, 4, 5 }));
    }

    [Test]
    public async Task A_word_of_SQL_can_name_the_schema()
    {
        await new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = "select" }).ApplyAsync();
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM \"select\".store"), Is.EqualTo(1));
    }
}
