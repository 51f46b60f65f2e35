using EventSourcing.Sqlite;

namespace EventSourcing.Storage.Tests;

/// <summary>Databases in memory.</summary>
[TestFixture]
public sealed class SqliteMemoryTests
{
    [TestCase("Data Source=:memory:")]
    [TestCase("Data Source=")]
    [TestCase("Data Source=x;Mode=Memory")]
    [TestCase("Data Source=file::memory:")]
    public async Task A_private_database_belongs_to_its_store(string connectionString)
    {
        await using var first = new SqliteEventStore(connectionString, TestEvents.Catalog);
        await using var second = new SqliteEventStore(connectionString, TestEvents.Catalog);
        await first.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3));
        Assert.That(await first.ReadAllAsync().CountAsync(), Is.EqualTo(3));
        Assert.That(await second.ReadAllAsync().CountAsync(), Is.Zero);
    }

    [TestCase("Data Source={0};Mode=Memory;Cache=Shared")]
    [TestCase("Data Source=file:{0}?mode=memory&cache=shared")]
    public async Task A_shared_database_is_one_for_all_stores_that_name_it(string template)
    {
        var connectionString = string.Format(System.Globalization.CultureInfo.InvariantCulture, template, Guid.NewGuid().ToString("N"));
        await using var first = new SqliteEventStore(connectionString, TestEvents.Catalog);
        await using var second = new SqliteEventStore(connectionString, TestEvents.Catalog);
        var appends = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var store = i % 2 == 0 ? first : second;
            await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(i)]);
            return await store.ReadStreamAsync(TestEvents.Stream(), new() { Limit = 3 }).CountAsync();
        }));
        await Task.WhenAll(appends);
        Assert.That(await first.GetHeadAsync(), Is.EqualTo(await second.GetHeadAsync()), "one store id, one feed");
        Assert.That((await second.ReadStreamAsync(TestEvents.Stream()).ToListAsync()).Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, 200).Select(v => (long)v)));
    }

    [Test]
    public async Task A_store_on_a_shared_database_waits_while_somebody_changes_the_schema()
    {
        var connectionString = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection(connectionString);
        await other.OpenAsync();
        await using var change = (Microsoft.Data.Sqlite.SqliteTransaction)await other.BeginTransactionAsync();
        await using (var command = other.CreateCommand())
        {
            command.Transaction = change;
            command.CommandText = "CREATE TABLE others(a)";
            await command.ExecuteNonQueryAsync();
        }

        // Not even a statement can be prepared while the schema is locked.
        await using var impatient = new SqliteEventStore(connectionString, TestEvents.Catalog, new SqliteEventStoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        Assert.That(async () => await impatient.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(1)]), Throws.TypeOf<EventStoreException>().With.Property(nameof(EventStoreException.IsTransient)).True);

        await using var store = new SqliteEventStore(connectionString, TestEvents.Catalog);
        var append = Task.Run(async () => await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(1)]));
        await change.CommitAsync();
        Assert.That((await append).Version, Is.EqualTo(1));
    }
}
