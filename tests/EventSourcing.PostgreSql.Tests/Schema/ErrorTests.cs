using System.Net.Sockets;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

/// <summary>What becomes of the errors of the server and of the connection.</summary>
public sealed class ErrorTests
{
    private TestDatabase _database;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        _database = await TestServer.CreateDatabaseAsync();
        await new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = "plain" }).ApplyAsync();
        await new PostgreSqlSchema(_database.DataSource, new PostgreSqlEventStoreOptions { Schema = "divided", Partitions = 3 }).ApplyAsync();
    }

    [OneTimeTearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [TestCase("plain")]
    [TestCase("divided")]
    public async Task Violations_are_told_apart_by_their_constraints(string schema)
    {
        await _database.ExecuteAsync($"INSERT INTO {schema}.streams (category, key, version) VALUES ('a', '1', 1)");
        Assert.That(PostgreSqlErrors.IsStreamTaken(await FailAsync($"INSERT INTO {schema}.streams (category, key, version) VALUES ('a', '1', 1)")), Is.True);

        for (var stream = 1; stream <= 12; stream++)
        {
            string Insert(int position, Guid id) => $"INSERT INTO {schema}.events VALUES ({position}, {stream}, 1, 1, '{id}', NULL, now(), now(), NULL, '{{}}')";
            var id = Guid.NewGuid();
            await _database.ExecuteAsync(Insert(stream, id));
            var version = await FailAsync(Insert(100 + stream, Guid.NewGuid()));
            Assert.That((PostgreSqlErrors.IsVersionTaken(version), PostgreSqlErrors.IsEventIdTaken(version)), Is.EqualTo((true, false)), version.ConstraintName);
            string InsertId(int s) => schema == "divided"
                ? $"INSERT INTO divided.event_ids VALUES ('{id}', {s}, 1)"
                : $"INSERT INTO plain.events VALUES ({s}, {s}, 1, 1, '{id}', NULL, now(), now(), NULL, '{{}}')";
            if (schema == "divided") await _database.ExecuteAsync(InsertId(stream));
            var taken = await FailAsync(InsertId(200 + stream));
            Assert.That((PostgreSqlErrors.IsVersionTaken(taken), PostgreSqlErrors.IsEventIdTaken(taken)), Is.EqualTo((false, true)), taken.ConstraintName);
        }
    }

    [TestCase("08006", true)]
    [TestCase("40001", true)]
    [TestCase("40P01", true)]
    [TestCase("53100", true)]
    [TestCase("53300", true)]
    [TestCase("55P03", true)]
    [TestCase("57014", true)]
    [TestCase("57P01", true)]
    [TestCase("57P03", true)]
    [TestCase("25006", true)]
    [TestCase("25P03", true)]
    [TestCase("42501", false)]
    [TestCase("42P01", false)]
    [TestCase("23505", false)]
    [TestCase("22012", false)]
    public async Task What_may_pass_is_transient(string state, bool transient)
    {
        var cause = await FailAsync($"DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '{state}'; END $$");
        var error = PostgreSqlErrors.Translate(cause, "The work", outcomeUnknown: false);
        Assert.That(error.IsTransient, Is.EqualTo(transient));
        Assert.That(error.Message, Does.StartWith("The work failed: ").And.Contains($"({state}: so it is)"));
        Assert.That((error.OutcomeUnknown, error.InnerException), Is.EqualTo((false, cause)));
    }

    [Test]
    public void So_is_a_lost_connection_and_an_unknown_outcome_says_what_to_do()
    {
        foreach (var cause in (Exception[])[new NpgsqlException("x", new IOException("y")), new NpgsqlException("x", new TimeoutException("y")), new SocketException(), new TimeoutException(), new IOException()])
        {
            var error = PostgreSqlErrors.Translate(cause, "The work", outcomeUnknown: true);
            Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, true)), cause.ToString());
            Assert.That(error.Message, Does.Contain("send the same append again"));
        }
    }

    [Test]
    public async Task A_server_that_cannot_be_reached_is_named_as_such()
    {
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Timeout=5");
        var error = Assert.ThrowsAsync<EventStoreException>(async () => await new PostgreSqlSchema(source).GetVersionAsync());
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)));
        Assert.That(error.Message, Does.Contain("cannot be reached"));
    }

    private Task<PostgresException> FailAsync(string sql) => Task.FromResult(Assert.ThrowsAsync<PostgresException>(async () => await _database.ExecuteAsync(sql))!);
}
