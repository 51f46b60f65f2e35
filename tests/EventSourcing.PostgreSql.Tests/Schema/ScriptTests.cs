using System.Diagnostics;
using EventSourcing.Serialization;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

public sealed class ScriptTests
{
    private static readonly int Current = PostgreSqlSchemaSteps.All.Count;

    private static readonly PostgreSqlSchemaStep[] Later =
    [
        .. PostgreSqlSchemaSteps.All,
        PostgreSqlSchemaStep.InTransaction(Current + 1, "somebody's notes", l => $"CREATE TABLE {l.Names.Of("notes")} (id int);"),
        PostgreSqlSchemaStep.BuildIndex(Current + 2, "notes by id", "notes_by_id", l => $"ON {l.Names.Of("notes")} (id)"),
    ];

    private TestDatabase _database;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Psql_makes_of_it_what_apply_makes_and_a_second_run_does_nothing([Values(0, 2)] int partitions, [Values] bool rowLevelSecurity)
    {
        var schema = new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = "scripted", Partitions = partitions, RowLevelSecurity = rowLevelSecurity });
        for (var run = 0; run < 2; run++)
        {
            await PsqlAsync(schema.Script());
            Assert.That((await schema.VerifyAsync()).Differences, Is.Empty);
            Assert.That(await schema.ApplyAsync(), Is.Zero);
        }

        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"), Is.Zero);
    }

    [Test]
    public async Task From_a_version_on_it_has_the_later_steps_alone()
    {
        await new PostgreSqlSchema(_database.DataSource).ApplyAsync();
        var schema = new PostgreSqlSchema(_database.DataSource, null, Later);
        var script = schema.Script(Current);
        Assert.That(script, Does.Not.Contain("CREATE TABLE \"eventsourcing\".streams"));
        await PsqlAsync(script);
        await PsqlAsync(script);
        Assert.That(await schema.GetVersionAsync(), Is.EqualTo(Current + 2));
        Assert.That(await _database.ScalarAsync<string>($"SELECT string_agg(description, '; ' ORDER BY version) FROM eventsourcing.schema_version WHERE version > {Current}"), Is.EqualTo("somebody's notes; notes by id"));
    }

    [Test]
    public async Task It_builds_an_index_anew_that_was_left_invalid()
    {
        var schema = new PostgreSqlSchema(_database.DataSource, null, Later);
        await new PostgreSqlSchema(_database.DataSource, null, Later[..^1]).ApplyAsync();
        await _database.ExecuteAsync("INSERT INTO eventsourcing.notes VALUES (1), (1)");
        Assert.That(async () => await _database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY notes_by_id ON eventsourcing.notes (id)"), Throws.InstanceOf<PostgresException>());
        await PsqlAsync(schema.Script());
        Assert.That(await _database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'eventsourcing.notes_by_id'::regclass"), Is.True);
    }

    [Test]
    public async Task It_refuses_a_later_schema_and_one_that_it_does_not_begin_at()
    {
        await new PostgreSqlSchema(_database.DataSource, null, Later).ApplyAsync();
        Assert.That(async () => await PsqlAsync(new PostgreSqlSchema(_database.DataSource).Script()), Throws.InvalidOperationException.With.Message.Contains($"has version {Current + 2}"));
        var other = new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = "other" }, Later);
        Assert.That(async () => await PsqlAsync(other.Script(Current + 1)), Throws.InvalidOperationException.With.Message.Contains($"begins after version {Current + 1}"));
        Assert.That(() => other.Script(Current + 3), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => other.Script(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_role_that_may_not_create_is_told_to_have_the_script_and_the_grants_run_and_then_works([Values(0, 2)] int partitions)
    {
        var role = $"clerk \"{_database.Name}\"";
        await _database.ExecuteAsync($"CREATE ROLE {Quote(role)} LOGIN");
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role });
            var options = new PostgreSqlEventStoreOptions { Partitions = partitions };
            using var database = new PostgreSqlDatabase(source, new EventSerializer(new EventCatalog([], [])), options);
            var mayNotCreate = Assert.ThrowsAsync<PostgreSqlSchemaException>(async () => await database.OpenAsync(CancellationToken.None));
            Assert.That(mayNotCreate!.Message, Does.Contain("Script(0)").And.Contain("Grants"));

            var schema = new PostgreSqlSchema(_database.DataSource, options);
            await PsqlAsync(schema.Script());
            var mayNotRead = Assert.ThrowsAsync<PostgreSqlSchemaException>(async () => await database.OpenAsync(CancellationToken.None));
            Assert.That(mayNotRead!.Message, Does.Contain("Grants"));

            await PsqlAsync(schema.Grants(role));
            Assert.That((await database.OpenAsync(CancellationToken.None)).Fence, Is.EqualTo(1));
            await using var delete = source.CreateCommand("DELETE FROM eventsourcing.events");
            Assert.That(async () => await delete.ExecuteNonQueryAsync(), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
            await PsqlAsync(schema.Grants(role, maintenance: true));
            Assert.That(await delete.ExecuteNonQueryAsync(), Is.Zero);
            await using var update = source.CreateCommand("UPDATE eventsourcing.events SET tenant = NULL");
            Assert.That(async () => await update.ExecuteNonQueryAsync(), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
        }
        finally
        {
            await _database.ExecuteAsync($"DROP OWNED BY {Quote(role)}; DROP ROLE {Quote(role)}");
        }
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task PsqlAsync(string script)
    {
        var server = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        string[] arguments = ["-X", "-q", "-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-d", server.Database!, "-f", "-"];
        using var psql = Process.Start(new ProcessStartInfo(PostgreSqlBinaries.Default.PathOf("psql"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (psql.StandardOutput.ReadToEndAsync(), psql.StandardError.ReadToEndAsync());
        await psql.StandardInput.WriteAsync(script);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync();
        await output;
        if (psql.ExitCode != 0) throw new InvalidOperationException(await errors);
        Assert.That(await errors, Is.Empty);
    }
}
