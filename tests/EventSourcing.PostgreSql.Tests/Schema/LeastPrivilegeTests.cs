using System.Diagnostics.CodeAnalysis;
using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Schema;

/// <summary>A role with the rights of <see cref="PostgreSqlSchema.Grants"/> and no others can do everything that a store offers, but for removing events, and nothing else.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LeastPrivilegeTests : FeedTestBase
{
    private const string Role = "least_privileged";

    [SetUp]
    public Task MakeRole() => Database.ExecuteAsync($"CREATE ROLE {Role} LOGIN");

    [TearDown]
    public Task DropRole() => Database.ExecuteAsync($"DROP OWNED BY {Role}; DROP ROLE {Role}");

    [Test]
    public async Task It_can_do_what_a_store_offers_and_nothing_else([Values(0, 3)] int partitions)
    {
        var options = new PostgreSqlEventStoreOptions { Schema = "least", Partitions = partitions };
        var schema = new PostgreSqlSchema(Database.DataSource, options);
        await schema.ApplyAsync();
        await Database.ExecuteAsync(schema.Grants(Role));
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = Role }.ConnectionString);
        await using var store = new PostgreSqlEventStore(source, Bookings.Catalog, options with { SchemaCreation = PostgreSqlSchemaCreation.Never });

        await UseAsync(store, source);
        var leases = new PostgreSqlLeaseStore(source, options with { SchemaCreation = PostgreSqlSchemaCreation.Never });
        var lease = await leases.TryAcquireAsync("job", "one", TimeSpan.FromMinutes(1));
        lease = await leases.ExtendAsync(lease!, TimeSpan.FromMinutes(2));
        Assert.That((await leases.TryAcquireAsync("job", "other", TimeSpan.FromMinutes(1)), await leases.ReleaseAsync(lease!)), Is.EqualTo(((Lease?)null, true)));
        Assert.That((await new PostgreSqlSchema(source, options).VerifyAsync()).Differences, Is.Empty);

        var removing = Assert.ThrowsAsync<EventStoreException>(async () => await store.TombstoneAsync(Bookings.Stream("a"), ExpectedVersion.Any));
        Assert.That(removing!.IsTransient, Is.False);
        Assert.That(removing.Message, Does.Contain("maintenance: true"));
        string[] refused =
        [
            "UPDATE least.events SET payload = '{}'", "DELETE FROM least.events", "TRUNCATE least.events", "DELETE FROM least.streams", "UPDATE least.event_types SET name = 'x'", "DELETE FROM least.event_tags",
            "DELETE FROM least.event_types", "UPDATE least.store SET fence = 2", "INSERT INTO least.schema_version VALUES (2, 'x', now())", "SELECT setval('least.positions', 1)", "CREATE TABLE least.own (id int)",
            "DROP TABLE least.events", "ALTER TABLE least.events ADD COLUMN x int", "CREATE SCHEMA other",
        ];
        foreach (var statement in refused) Assert.That(() => RunAsync(source, statement), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege), statement);
    }

    private static async Task UseAsync(PostgreSqlEventStore store, NpgsqlDataSource source)
    {
        var (a, b) = (Bookings.Stream("a"), Bookings.Stream("b"));
        var first = await store.AppendAsync(a, ExpectedVersion.NoStream, [Bookings.Tagged("t")]);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => store.AppendAsync(Bookings.Stream(i), ExpectedVersion.Any, Bookings.Many(1 + (i % 3))).AsTask()));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => store.AppendAsync(Bookings.Stream(i), ExpectedVersion.StreamExists, Bookings.Many(1)).AsTask()));
        await store.AppendAsync([new StreamAppend(a, ExpectedVersion.Exactly(1), Bookings.Many(1)), new StreamAppend(b, ExpectedVersion.NoStream, [Bookings.Tagged("u")])], new AppendCondition(TagQuery.AllTags("u")));
        await using (var connection = await source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await store.AppendAsync(transaction, b, ExpectedVersion.Exactly(1), Bookings.Many(2));
            await transaction.CommitAsync();
        }

        await store.ImportAsync(new ImportedEvent[] { new(b, new Booked("x")), new(Bookings.Stream("c"), new Refunded("x")) }.ToAsyncEnumerable());
        Assert.That(await store.ReadStreamAsync(b).CountAsync(), Is.EqualTo(4));
        Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(120 + 60 + 7));
        Assert.That(await store.ReadAllAsync(null, new FeedReadOptions { EventNames = [Bookings.OtherName] }).CountAsync(), Is.EqualTo(1));
        Assert.That(await store.ReadAllAsync(null, new FeedReadOptions { Tags = TagQuery.AllTags("t"), SkipArchived = true }).CountAsync(), Is.EqualTo(1));
        Assert.That(await store.ReadCategoryAsync("booking").CountAsync(), Is.EqualTo(187));
        Assert.That(await store.ListStreamsAsync("booking").CountAsync(), Is.EqualTo(63));
        Assert.That((await store.GetVersionAsync(a), await store.GetHeadAsync() is null), Is.EqualTo((2, false)));
        await store.WaitAsync(first.FirstPosition, TimeSpan.FromSeconds(30));
        Assert.That((await store.GetFeedStatusAsync()).Holders, Is.Empty);
        await store.ArchiveAsync(a);
        Assert.That(await store.GetStateAsync(a), Is.EqualTo(StreamState.Archived));
        await store.RestoreAsync(a);
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write their own SQL.")]
    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
