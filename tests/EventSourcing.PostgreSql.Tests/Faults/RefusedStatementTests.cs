using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>The server refuses what an append asks: each time the error is typed, right about the outcome, and gone with its cause.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class RefusedStatementTests
{
    // Events of a batch to the stream 'refused' raise an error: as often as the sequence says. A sequence goes on where a transaction is rolled back.
    private const string Trigger =
        """
        CREATE SEQUENCE refusals MINVALUE 0 START 0;
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM eventsourcing.streams s WHERE s.id = NEW.stream AND s.key = 'refused') AND nextval('refusals') < {1} THEN
                RAISE EXCEPTION 'refused by the test' USING ERRCODE = '{0}';
            END IF;
            RETURN NEW;
        END $$;
        """;

    private const string AtInsert = "CREATE TRIGGER refuse BEFORE INSERT ON eventsourcing.events FOR EACH ROW EXECUTE FUNCTION refuse()";
    private const string AtCommit = "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON eventsourcing.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()";

    [TestCase(PostgresErrorCodes.SerializationFailure, AtInsert)]
    [TestCase(PostgresErrorCodes.DeadlockDetected, AtInsert)]
    [TestCase(PostgresErrorCodes.SerializationFailure, AtCommit)]
    public async Task Contention_that_passes_is_not_noticed(string state, string when)
    {
        await using var scene = await FaultScene.CreateAsync();
        await RefuseAsync(scene, state, 2, when);
        Assert.That(await scene.SendAsync(scene.One("refused")), Is.Null);
        Assert.That(await scene.Database.ScalarAsync<long>("SELECT last_value FROM refusals"), Is.EqualTo(2), "it was refused twice");
        await scene.EndAsync(state);
    }

    [TestCase(PostgresErrorCodes.SerializationFailure, AtInsert, true)]
    [TestCase(PostgresErrorCodes.DeadlockDetected, AtCommit, true)]
    [TestCase(PostgresErrorCodes.DiskFull, AtInsert, true)]
    [TestCase(PostgresErrorCodes.DiskFull, AtCommit, true)]
    [TestCase(PostgresErrorCodes.OutOfMemory, AtInsert, true)]
    [TestCase(PostgresErrorCodes.CheckViolation, AtInsert, false)]
    [TestCase(PostgresErrorCodes.CheckViolation, AtCommit, false)]
    [TestCase(PostgresErrorCodes.UniqueViolation, AtInsert, false)]
    public async Task What_stays_refused_is_an_error_with_a_known_outcome(string state, string when, bool transient)
    {
        await using var scene = await FaultScene.CreateAsync();
        await RefuseAsync(scene, state, 1_000_000, when);
        foreach (var append in new[] { scene.One("refused", expected: ExpectedVersion.NoStream), scene.One("refused"), scene.One("refused", 5), scene.One("refused", expected: ExpectedVersion.Exactly(7)) })
        {
            var error = await scene.SendAsync(append, () => scene.Database.ExecuteAsync("ALTER TABLE eventsourcing.events DISABLE TRIGGER refuse"));
            Assert.That(error, Is.Not.Null);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(error!.OutcomeUnknown, Is.False, $"{error}");
                Assert.That(error.IsTransient, Is.EqualTo(transient), $"{error}");
                Assert.That(error.Message, Does.Contain(state).And.Contain("refused by the test"));
            }

            await scene.Database.ExecuteAsync("ALTER TABLE eventsourcing.events ENABLE TRIGGER refuse");
        }

        await scene.EndAsync(state);
    }

    [TestCase(AtInsert)]
    [TestCase(AtCommit)]
    public async Task Of_appends_that_are_grouped_with_a_refused_one_each_has_an_outcome_that_is_true(string when)
    {
        await using var scene = await FaultScene.CreateAsync();
        await RefuseAsync(scene, PostgresErrorCodes.CheckViolation, 1_000_000, when);
        var appends = Enumerable.Range(0, 20).Select(i => scene.One(i % 7 == 3 ? "refused" : $"other-{i % 3}")).ToArray();
        var errors = await Task.WhenAll(appends.Select((a, i) => scene.SendAsync(a, i % 7 == 3 ? () => scene.Database.ExecuteAsync("ALTER TABLE eventsourcing.events DISABLE TRIGGER refuse") : null)));
        Assert.That(errors.OfType<EventStoreException>().Select(e => e.OutcomeUnknown), Is.All.False);
        await scene.EndAsync(when);
    }

    [Test]
    public async Task A_statement_timeout_is_a_transient_error_with_a_known_outcome()
    {
        await using var scene = await FaultScene.CreateAsync(settings: "Options=-c statement_timeout=300");
        await scene.Database.ExecuteAsync(
            """
            CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$;
            CREATE TRIGGER linger BEFORE INSERT ON eventsourcing.events FOR EACH ROW EXECUTE FUNCTION linger()
            """);
        var error = await scene.SendAsync(scene.One("slow"), () => scene.Database.ExecuteAsync("DROP TRIGGER linger ON eventsourcing.events"));
        Assert.That((error?.OutcomeUnknown, error?.IsTransient), Is.EqualTo((false, true)), $"{error}");
        Assert.That(error!.Message, Does.Contain(PostgresErrorCodes.QueryCanceled));
        await scene.EndAsync("statement timeout");
    }

    [Test]
    public async Task A_lock_timeout_is_a_transient_error_with_a_known_outcome()
    {
        await using var scene = await FaultScene.CreateAsync(settings: "Options=-c lock_timeout=200");
        await scene.SendAsync(scene.One("locked"));
        await using var other = await scene.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var claim = new NpgsqlCommand("SELECT 1 FROM eventsourcing.streams WHERE key = 'locked' FOR UPDATE", other)) await claim.ExecuteScalarAsync();

        // The repair lets the second sending through.
        var error = await scene.SendAsync(scene.One("locked"), () => transaction.RollbackAsync());
        Assert.That((error?.OutcomeUnknown, error?.IsTransient), Is.EqualTo((false, true)), $"{error}");
        Assert.That(error!.Message, Does.Contain(PostgresErrorCodes.LockNotAvailable));
        await scene.EndAsync("lock timeout");
    }

    [Test]
    public async Task The_driver_s_own_time_limit_is_an_error_that_is_true_and_leaves_nothing_behind()
    {
        await using var scene = await FaultScene.CreateAsync(settings: "Command Timeout=1");
        await scene.SendAsync(scene.One("locked"));
        await using var other = await scene.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var claim = new NpgsqlCommand("SELECT 1 FROM eventsourcing.streams WHERE key = 'locked' FOR UPDATE", other)) await claim.ExecuteScalarAsync();
        var append = scene.One("locked");
        var error = await scene.SendAsync(append, () => transaction.RollbackAsync());
        Assert.That(error?.IsTransient, Is.True, $"{error}");
        await scene.EndAsync("command timeout");
    }

    [Test]
    public async Task A_real_deadlock_is_resolved_by_sending_again()
    {
        await using var scene = await FaultScene.CreateAsync(settings: "Options=-c deadlock_timeout=100");
        await scene.SendAsync(scene.Three());
        await using var other = await scene.Database.DataSource.OpenConnectionAsync();
        await using (var patience = new NpgsqlCommand("SET deadlock_timeout = '30s'", other)) await patience.ExecuteNonQueryAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ClaimAsync("of-three-3");
        var sending = scene.SendAsync(scene.Three());
        await Eventually.IsAsync(async () => await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, "the append waits for the other transaction");

        // Now the other waits for what the append holds; the append's session looks for deadlocks first, and is the victim.
        await ClaimAsync("of-three-1");
        await transaction.CommitAsync();
        Assert.That(await sending, Is.Null);
        await scene.EndAsync("deadlock");

        async Task ClaimAsync(string key)
        {
            await using var claim = new NpgsqlCommand("SELECT 1 FROM eventsourcing.streams WHERE key = $1 FOR UPDATE", other) { Parameters = { new NpgsqlParameter<string> { TypedValue = key } } };
            await claim.ExecuteScalarAsync();
        }
    }

    [TestCase("serializable")]
    [TestCase("repeatable read")]
    public async Task A_higher_default_isolation_changes_nothing(string level)
    {
        await using var scene = await FaultScene.CreateAsync(settings: $"Options=-c default_transaction_isolation={level.Replace(" ", "\\ ", StringComparison.Ordinal)}");
        var load = new MixedLoad(scene.Store, "isolated", 5);
        await load.RunAsync(8, LongRun.Or(12, 100));
        Assert.That(load.Failures, Is.Empty);
        await scene.Invariants.CheckAsync(load.Acknowledged.Values, load.Refused, level);
        await scene.EndAsync(level);
    }

    private static async Task RefuseAsync(FaultScene scene, string state, int times, string when)
    {
        await scene.Database.ExecuteAsync(Trigger.Replace("{0}", state, StringComparison.Ordinal).Replace("{1}", FormattableString.Invariant($"{times}"), StringComparison.Ordinal));
        await scene.Database.ExecuteAsync(when);
    }
}
