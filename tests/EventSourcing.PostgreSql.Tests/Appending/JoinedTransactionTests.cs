using System.Data;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>Appends within a caller's transaction.</summary>
[TestFixture]
public sealed class JoinedTransactionTests
{
    private TestDatabase _database = null!;
    private PostgreSqlEventStore _store = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _database = await TestServer.CreateDatabaseAsync();
        await _database.ExecuteAsync("CREATE TABLE orders (id int PRIMARY KEY)");
        _store = new PostgreSqlEventStore(_database.DataSource, Catalog);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Events_and_rows_are_stored_together_or_not_at_all([Values] bool commit)
    {
        var (stream, id) = (Stream(), commit ? 1 : 2);
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, $"INSERT INTO orders VALUES ({id})");
            var result = await _store.AppendAsync(transaction, stream, ExpectedVersion.NoStream, Many(2));
            Assert.That(result.Version, Is.EqualTo(2));
            Assert.That(await _store.GetVersionAsync(stream), Is.Zero, "nobody else sees it yet");
            if (commit) await transaction.CommitAsync();
            else await transaction.RollbackAsync();
        }

        Assert.That(await _store.GetVersionAsync(stream), Is.EqualTo(commit ? 2 : 0));
        Assert.That(await _database.ScalarAsync<long>($"SELECT count(*) FROM orders WHERE id = {id}"), Is.EqualTo(commit ? 1 : 0));
    }

    [Test]
    public async Task A_refused_append_leaves_the_transaction_usable_and_nothing_in_it()
    {
        var (stream, taken) = (Stream(), New());
        await _store.AppendAsync(stream, ExpectedVersion.NoStream, [taken]);
        var streams = await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.streams");
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "INSERT INTO orders VALUES (3)");
        Assert.That(async () => await _store.AppendAsync(transaction, stream, ExpectedVersion.NoStream, Many(1)), Throws.TypeOf<ConcurrencyException>());
        Assert.That(async () => await _store.AppendAsync(transaction, Stream(), ExpectedVersion.NoStream, [New(), taken]), Throws.TypeOf<DuplicateEventException>());
        Assert.That(
            async () => await _store.AppendAsync(transaction, [new(Stream(), ExpectedVersion.NoStream, Many(1)), new(stream, ExpectedVersion.Exactly(7), Many(1))]), Throws.TypeOf<ConcurrencyException>());
        Assert.That((await _store.AppendAsync(transaction, stream, ExpectedVersion.Any, [taken])).Version, Is.EqualTo(1), "a repetition is found");
        Assert.That((await _store.AppendAsync(transaction, stream, ExpectedVersion.Exactly(1), Many(1))).Version, Is.EqualTo(2));
        await transaction.CommitAsync();
        Assert.That(await _store.GetVersionAsync(stream), Is.EqualTo(2));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM eventsourcing.streams"), Is.EqualTo(streams));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM orders WHERE id = 3"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_append_is_known_again_within_its_transaction()
    {
        var (stream, events) = (Stream(), Many(2));
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var first = await _store.AppendAsync(transaction, stream, ExpectedVersion.NoStream, events);
        Assert.That(await _store.AppendAsync(transaction, stream, ExpectedVersion.NoStream, events), Is.EqualTo(first));
        await transaction.CommitAsync();
        Assert.That(await _store.AppendAsync(stream, ExpectedVersion.NoStream, events), Is.EqualTo(first));
    }

    [Test]
    public async Task Higher_isolation_levels_and_ended_transactions_are_refused([Values(IsolationLevel.RepeatableRead, IsolationLevel.Serializable, IsolationLevel.Snapshot)] IsolationLevel level)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(level);
        Assert.That(async () => await _store.AppendAsync(transaction, Stream(), ExpectedVersion.Any, Many(1)), Throws.ArgumentException.With.Message.Contains("ReadCommitted"));
        await transaction.CommitAsync();
        Assert.That(async () => await _store.AppendAsync(transaction, Stream(), ExpectedVersion.Any, Many(1)), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_raised_default_isolation_changes_nothing_for_the_stores_own_transactions([Values("repeatable read", "serializable")] string level)
    {
        await using var source = NpgsqlDataSource.Create($"{_database.ConnectionString};Options=-c default_transaction_isolation={level.Replace(" ", "\\ ", StringComparison.Ordinal)}");
        await using var store = new PostgreSqlEventStore(source, Catalog);
        var stream = Stream();
        var appends = Enumerable.Range(0, 40).Select(i => store.AppendAsync(stream, ExpectedVersion.Any, Many(1 + (i % 2))).AsTask());
        Assert.That((await Task.WhenAll(appends)).Max(r => r.Version), Is.EqualTo(60));
        Assert.That(await store.AppendAsync([new(stream, ExpectedVersion.Exactly(60), Many(1)), new(Stream(), ExpectedVersion.NoStream, Many(1))]), Has.Count.EqualTo(2));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
