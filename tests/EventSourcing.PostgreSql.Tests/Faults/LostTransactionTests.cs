using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.PostgreSql.Tests.Feed;

namespace EventSourcing.PostgreSql.Tests.Faults;

/// <summary>The session of a transaction is ended in the middle of an append or a commit.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LostTransactionTests : FeedTestBase
{
    [Test]
    public async Task An_append_that_joins_a_transaction_fails_with_the_stores_error_and_the_transaction_has_ended()
    {
        var (first, second) = (await BeginAsync(), await BeginAsync());
        await AppendAsync(first, "same");
        var append = AppendAsync(second, "same");
        await EndWaitingAsync();
        var error = Assert.ThrowsAsync<EventStoreException>(() => append);
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)), $"{error}");
        Assert.That(() => AppendAsync(second), Throws.TypeOf<InvalidOperationException>().With.Message.Contains("connection was lost"));
        await first.CommitAsync();
        Assert.That(await Store.GetVersionAsync(Bookings.Stream("same")), Is.EqualTo(1));
    }

    [Test]
    public async Task An_import_whose_session_is_ended_in_its_commit_has_an_unknown_outcome()
    {
        await AppendAsync();
        await Database.ExecuteAsync(
            """
            CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$;
            CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON eventsourcing.streams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold()
            """);
        var holder = await BeginAsync();
        await using (var command = holder.Connection!.CreateCommand())
        {
            command.CommandText = "SELECT pg_advisory_xact_lock(4711)";
            await command.ExecuteNonQueryAsync();
        }

        ImportedEvent[] events = [new(Bookings.Stream("imported"), new Booked("x"))];
        var import = Store.ImportAsync(events.ToAsyncEnumerable()).AsTask();
        await EndWaitingAsync();
        var error = Assert.ThrowsAsync<EventStoreException>(() => import);
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, true)), $"{error}");
        await holder.RollbackAsync();
        var again = await Store.ImportAsync(events.ToAsyncEnumerable(), new PostgreSqlImportOptions { SkipExisting = true });
        Assert.That(again.Imported + again.Skipped, Is.EqualTo(1));
    }

    // Ends the one session that waits for a lock.
    private Task EndWaitingAsync() => Eventually.IsAsync(
        async () => await Database.ScalarAsync<long>("SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') ended") == 1,
        "a session waits for a lock, and is ended");
}
