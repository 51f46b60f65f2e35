namespace EventSourcing.PostgreSql.Tests;

/// <summary>An append whose connection was lost is sent again, and the server refuses that: the first sending may be stored all the same, and the error says so.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class RefusedAfterLossTests
{
    private static readonly PostgreSqlEventStoreOptions Options = new() { NotifyInterval = Timeout.InfiniteTimeSpan, MaxFlushers = 1 };

    [Test]
    public async Task A_group_that_is_stored_by_the_lost_sending_and_refused_one_by_one_after_it_has_an_unknown_outcome()
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        await scene.SendAsync(scene.One("refused"));
        await scene.Database.ExecuteAsync(
            """
            CREATE SEQUENCE passed MINVALUE 0 START 0;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT FROM eventsourcing.streams s WHERE s.id = NEW.stream AND s.key = 'refused') AND nextval('passed') >= 2 THEN
                    RAISE EXCEPTION 'refused by the test' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON eventsourcing.events FOR EACH ROW EXECUTE FUNCTION refuse()
            """);

        // While the first is held back, the two others come together; they are cut off after the second execution is complete. What only prepares a statement executes nothing.
        var (held, released, executed, cut) = (new TaskCompletionSource(), new TaskCompletionSource(), 0, 0);
        scene.Proxy.Watch(async message =>
        {
            if (message is { ToServer: true, Type: 'E' }) Interlocked.Increment(ref executed);
            if (message is not { ToServer: true, Type: 'S' }) return ProxyAction.Forward;
            if (Volatile.Read(ref executed) == 1)
            {
                held.TrySetResult();
                await released.Task;
            }

            return Volatile.Read(ref executed) == 2 && Interlocked.Exchange(ref cut, 1) == 0 ? ProxyAction.CutAfter : ProxyAction.Forward;
        });
        var first = scene.SendAsync(scene.One("held"));
        await held.Task;
        Task<EventStoreException?>[] group = [SendAsync(), SendAsync()];
        released.SetResult();
        Assert.That(await first, Is.Null);
        var errors = await Task.WhenAll(group);
        Assert.That(errors.Select(e => e?.OutcomeUnknown), Is.All.True, $"{errors[0]}");
        Assert.That(errors.Select(e => e!.Message), Is.All.Contains("refused by the test"));
        await scene.EndAsync("a group");

        Task<EventStoreException?> SendAsync() => scene.SendAsync(scene.One("refused"), () => scene.Database.ExecuteAsync("ALTER TABLE eventsourcing.events DISABLE TRIGGER refuse"));
    }

    [TestCase("one")]
    [TestCase("three")]
    public async Task What_is_sent_a_third_time_and_refused_has_the_unknown_outcome_of_the_first(string form)
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        await scene.Database.ExecuteAsync(
            """
            CREATE SEQUENCE refusals MINVALUE 0 START 0;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('refusals') = 0 THEN
                    RAISE EXCEPTION 'taken, says the test' USING ERRCODE = 'unique_violation', CONSTRAINT = 'events_by_id';
                END IF;
                RAISE EXCEPTION 'refused by the test' USING ERRCODE = 'check_violation';
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON eventsourcing.events FOR EACH ROW EXECUTE FUNCTION refuse()
            """);
        scene.Proxy.Watch(new OneCut(new ProxyMessage(0, true, ' ', 1), ProxyAction.CutBefore, scene.Proxy.Connections).Decide);
        var append = form == "one" ? scene.One("refused") : scene.Three();
        var error = await scene.SendAsync(append, () => scene.Database.ExecuteAsync("ALTER TABLE eventsourcing.events DISABLE TRIGGER refuse"));
        Assert.That(error?.OutcomeUnknown, Is.True, $"{error}");
        Assert.That(error!.Message, Does.Contain("refused by the test"));
        await scene.EndAsync(form);
    }
}
