using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Storage.Tests;

/// <summary>PR-2: what the contract cannot see of transactions in memory and on SQLite.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class TransactionTests
{
    [Test]
    public async Task Checkpoints_say_by_the_stores_clock_when_they_were_moved([Values] bool sqlite)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using ITransactionalEventStore store = sqlite
            ? new SqliteEventStore("Data Source=:memory:", TestEvents.Catalog, new() { TimeProvider = clock })
            : new InMemoryEventStore(TestEvents.Catalog, clock);
        for (var i = 0; i < 2; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await using var transaction = await store.BeginTransactionAsync();
            var result = await transaction.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, TestEvents.Many(1));
            await transaction.MoveCheckpointAsync(new Checkpoint("readers", 0, result.LastPosition));
            await transaction.CommitAsync();
            Assert.That((await store.Checkpoints.FindAsync("readers"))!.MovedAt, Is.EqualTo(clock.GetUtcNow()));
        }
    }

    [Test]
    public async Task A_transaction_that_own_SQL_has_ended_is_not_taken_for_committed([Values("COMMIT", "ROLLBACK")] string sql)
    {
        await using var store = new SqliteEventStore("Data Source=:memory:", TestEvents.Catalog);
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await transaction.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, TestEvents.Many(1));
            await using (var command = transaction.Connection!.CreateCommand())
            {
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }

            Assert.That(async () => await transaction.CommitAsync(), Throws.InvalidOperationException.With.Message.Contains("SQL"));
        }

        Assert.That((await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, TestEvents.Many(1))).Version, Is.EqualTo(sql == "COMMIT" ? 2 : 1), "the store goes on");
    }

    [Test]
    public async Task Who_appends_beside_a_transaction_waits_for_its_end_and_can_give_up([Values] bool sqlite)
    {
        using var folder = new TemporaryFolder();
        await using ITransactionalEventStore store = sqlite ? new SqliteEventStore(folder.DataSource(), TestEvents.Catalog) : new InMemoryEventStore(TestEvents.Catalog);
        await using var transaction = await store.BeginTransactionAsync();
        await transaction.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(1));
        using var giveUp = new CancellationTokenSource();
        var given = store.AppendAsync(TestEvents.Stream("2"), ExpectedVersion.NoStream, TestEvents.Many(1), giveUp.Token).AsTask();
        Assert.That(given.IsCompleted, Is.False);
        await giveUp.CancelAsync();
        Assert.That(async () => await given, Throws.InstanceOf<OperationCanceledException>());
        var waiting = store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Exactly(1), TestEvents.Many(1)).AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        await transaction.CommitAsync();
        Assert.That((await waiting).Version, Is.EqualTo(2));
        Assert.That(await store.GetVersionAsync(TestEvents.Stream("2")), Is.Zero);
    }

    [Test]
    public async Task A_transaction_of_another_store_on_the_file_is_waited_for_no_longer_than_the_busy_timeout()
    {
        using var folder = new TemporaryFolder();
        await using var first = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        await using var second = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { BusyTimeout = TimeSpan.FromMilliseconds(40) });
        Assert.That(await second.GetHeadAsync(), Is.Null);
        await using (var transaction = await first.BeginTransactionAsync())
        {
            await transaction.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, TestEvents.Many(1));
            var error = Assert.ThrowsAsync<EventStoreException>(async () => await second.BeginTransactionAsync());
            Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)));
            await transaction.CommitAsync();
        }

        await using var next = await second.BeginTransactionAsync();
        Assert.That((await next.AppendAsync(TestEvents.Stream(), ExpectedVersion.Exactly(1), TestEvents.Many(1))).Version, Is.EqualTo(2));
        await next.CommitAsync();
    }

    [Test]
    public async Task A_store_that_is_disposed_of_waits_for_its_transaction()
    {
        using var folder = new TemporaryFolder();
        var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        var transaction = await store.BeginTransactionAsync();
        await transaction.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, TestEvents.Many(1));
        var disposal = store.DisposeAsync().AsTask();
        Assert.That(disposal.IsCompleted, Is.False);
        await transaction.CommitAsync();
        await disposal;
        await using var again = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        Assert.That(await again.GetVersionAsync(TestEvents.Stream()), Is.EqualTo(1));
    }
}
