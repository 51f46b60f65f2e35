using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;
using EventSourcing.Serialization;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Reading;

/// <summary>What becomes of the connections of readings: a setting of a session shows whether the pool has reset it since.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KeptConnectionTests : FeedTestBase
{
    [Test]
    public async Task A_connection_is_kept_for_the_next_reading_and_reset_after_one_that_failed()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=4;Application Name=pool");
        using var database = new PostgreSqlDatabase(source, new EventSerializer(Bookings.Catalog), new PostgreSqlEventStoreOptions());
        await AskAsync(database, "SET application_name = 'kept'; SELECT 1");
        Assert.That(await AskAsync(database, "SELECT current_setting('application_name')"), Is.EqualTo("kept"));

        Assert.That(async () => await AskAsync(database, "SELECT 1 / 0"), Throws.TypeOf<EventStoreException>());
        Assert.That(await AskAsync(database, "SELECT current_setting('application_name')"), Is.EqualTo("pool"));
    }

    [Test]
    public async Task None_is_kept_from_a_small_pool()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=3;Application Name=pool");
        using var database = new PostgreSqlDatabase(source, new EventSerializer(Bookings.Catalog), new PostgreSqlEventStoreOptions());
        await AskAsync(database, "SET application_name = 'kept'; SELECT 1");
        Assert.That(await AskAsync(database, "SELECT current_setting('application_name')"), Is.EqualTo("pool"));
    }

    // A batch with error barriers: what is set is committed by the first statement.
    private static Task<string?> AskAsync(PostgreSqlDatabase database, string sql) => database.AskAsync(
        "A test",
        tenant: null,
        sql,
        static (batch, q) =>
        {
            foreach (var statement in q.Split(';')) batch.Add(statement);
        },
        static async (reader, _, ct) => await reader.ReadAsync(ct) ? reader.GetValue(0).ToString() : null,
        CancellationToken.None);
}
