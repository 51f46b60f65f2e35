using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Connections;

/// <summary>Data sources that lead nowhere, or cannot do what the store needs: the error says which, and the same store works once that is mended.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RefusedConnectionTests : FeedTestBase
{
    [Test]
    public async Task A_wrong_password_is_named_and_the_right_one_works_afterwards()
    {
        // This role alone has to show a password; the others of the test server need none.
        await Database.ExecuteAsync(
            """
            CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'right';
            COPY (SELECT 1) TO PROGRAM 'sed -i "1i host all guarded 127.0.0.1/32 scram-sha-256" pg_hba.conf';
            SELECT pg_reload_conf()
            """);
        try
        {
            await Eventually.IsAsync(async () => await Database.ScalarAsync<long>("SELECT count(*) FROM pg_hba_file_rules WHERE 'guarded' = ANY (user_name)") == 1, "the rule is there");
            var password = "wrong";
            var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = "guarded", Pooling = false }.ConnectionString);
            builder.UsePasswordProvider(_ => password, (_, _) => ValueTask.FromResult(password));
            await using var source = builder.Build();
            await using var store = new PostgreSqlEventStore(source, Bookings.Catalog);
            EventStoreException? error = null;
            await Eventually.IsAsync(async () => (error = await RefusedAsync(store)) is not null, "the server asks for the password");
            Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)), $"{error}");
            Assert.That(error.Message, Does.Contain("refuses the user or the password").And.Contain("28P01"));

            password = "right";
            Assert.That(await RefusedAsync(store), Is.Null);
        }
        finally
        {
            await Database.ExecuteAsync("COPY (SELECT 1) TO PROGRAM 'sed -i \"/host all guarded/d\" pg_hba.conf'; SELECT pg_reload_conf(); DROP OWNED BY guarded CASCADE; DROP ROLE guarded");
        }
    }

    [Test]
    public async Task A_database_that_is_not_there_is_named_and_found_once_it_is()
    {
        const string Absent = "made_later";
        await using var source = NpgsqlDataSource.Create(Database.Server.ConnectionString(Absent) + ";Pooling=false");
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog);
        var error = await RefusedAsync(store);
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)), $"{error}");
        Assert.That(error.Message, Does.Contain("no such database").And.Contain(Absent));
        await Database.Server.ExecuteAsync($"CREATE DATABASE {Absent}");
        Assert.That(await RefusedAsync(store), Is.Null);
        await Database.Server.ExecuteAsync($"DROP DATABASE {Absent} WITH (FORCE)");
    }

    [Test]
    public async Task A_slim_data_source_without_arrays_is_refused_with_the_way_out_and_one_with_them_works([Values] bool arrays)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(Database.ConnectionString);
        if (arrays) builder.EnableArrays();
        await using var source = builder.Build();
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog);
        var error = await RefusedAsync(store);
        if (arrays)
        {
            Assert.That(error, Is.Null);
            await store.ImportAsync(new ImportedEvent[] { new(Bookings.Stream(), new Booked("x")) }.ToAsyncEnumerable());
            Assert.That(await store.ReadAllAsync(null, new FeedReadOptions { Tags = TagQuery.AllTags("slim") }).CountAsync(), Is.EqualTo(1));
            return;
        }

        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)), $"{error}");
        Assert.That(error.Message, Does.Contain("EnableArrays()"));
        Assert.That(async () => await store.ReadAllAsync().CountAsync(), Throws.TypeOf<EventStoreException>().With.Message.Contains("EnableArrays()"));
        Assert.That(async () => await new PostgreSqlLeaseStore(source).TryAcquireAsync("name", "owner", TimeSpan.FromMinutes(1)), Throws.TypeOf<EventStoreException>().With.Message.Contains("EnableArrays()"));
    }

    private static async Task<EventStoreException?> RefusedAsync(PostgreSqlEventStore store)
    {
        try
        {
            await store.AppendAsync(Bookings.Stream(), ExpectedVersion.NoStream, [Bookings.Tagged("slim")]);
            return null;
        }
        catch (EventStoreException e)
        {
            return e;
        }
    }
}
