using System.Globalization;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>What the other tests rely on in the servers that they use.</summary>
[TestFixture]
public sealed class ServerTests
{
    [Test]
    public async Task Databases_are_apart_and_go_when_disposed()
    {
        string name;
        await using (var one = await TestServer.CreateDatabaseAsync())
        await using (var other = await TestServer.CreateDatabaseAsync())
        {
            name = one.Name;
            await one.ExecuteAsync("CREATE TABLE here (id int)");
            Assert.That(await other.ScalarAsync<bool>("SELECT to_regclass('here') IS NULL"));
        }

        await using var left = await TestServer.CreateDatabaseAsync();
        Assert.That(await left.ScalarAsync<long>($"SELECT count(*) FROM pg_database WHERE datname = '{name}'"), Is.Zero);
    }

    [Test]
    public async Task A_killed_server_starts_again_with_what_was_committed()
    {
        await using var server = await PostgreSqlServer.CreateAsync(settings: new Dictionary<string, string> { ["work_mem"] = "5MB" });
        var database = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using (var create = source.CreateCommand("CREATE TABLE kept (value text); INSERT INTO kept SELECT current_setting('work_mem') || current_setting('fsync')")) await create.ExecuteNonQueryAsync();
        await server.KillAsync();
        var error = Assert.CatchAsync(async () =>
        {
            await using var refused = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("SELECT 1", refused);
            await command.ExecuteScalarAsync();
        });
        Assert.That(error, Is.InstanceOf<NpgsqlException>());

        await server.StartAsync();
        Assert.That(await ReadAsync(), Is.EqualTo("5MBon"));
        await server.StopAsync();
        await server.StartAsync();
        Assert.That(await ReadAsync(), Is.EqualTo("5MBon"));
        await server.StopAsync(immediate: true);
        await server.StartAsync();
        Assert.That(await ReadAsync(), Is.EqualTo("5MBon"));

        async Task<string> ReadAsync()
        {
            source.Clear();
            await using var command = source.CreateCommand("SELECT value FROM kept");
            return (string)(await command.ExecuteScalarAsync())!;
        }
    }

    [Test]
    public async Task It_is_the_version_of_the_programs_that_were_chosen()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var number = int.Parse(await database.ScalarAsync<string>("SHOW server_version_num"), CultureInfo.InvariantCulture);
        TestContext.Out.WriteLine($"PostgreSQL {number}");
        Assert.That(number / 10_000, Is.EqualTo(PostgreSqlBinaries.Default.MajorVersion).And.GreaterThanOrEqualTo(13));
    }
}
