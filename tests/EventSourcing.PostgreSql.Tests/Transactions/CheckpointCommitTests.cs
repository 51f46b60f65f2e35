using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests.Transactions;

/// <summary>PR-2: a commit that moves a checkpoint goes to the server with it, and what breaks it off leaves both or neither.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CheckpointCommitTests
{
    private const int MostMessages = 200;

    // Nothing but the commit goes by.
    private static readonly PostgreSqlEventStoreOptions Silent = new() { NotifyInterval = Timeout.InfiniteTimeSpan };

    [TestCase(true, 2)]
    [TestCase(false, 2)]
    public async Task Cut_at_any_message_it_is_done_whole_or_not_at_all_and_its_error_is_true(bool toServer, int atLeast)
    {
        await using var scene = await FaultScene.CreateAsync(options: Silent);
        await CommitAsync(scene, "before", CancellationToken.None);
        var reached = 0;
        for (var number = 1; number <= MostMessages; number++)
        {
            var isReached = false;
            foreach (var cut in new[] { ProxyAction.CutBefore, ProxyAction.CutInside, ProxyAction.CutAfter })
            {
                var name = $"{(toServer ? "to" : "from")} {number} {cut}";
                var rule = new OneCut(new ProxyMessage(0, toServer, 'Q', number), cut);
                var (outcome, error) = await CommitAsync(scene, name, CancellationToken.None, () => scene.Proxy.Watch(rule.Decide));
                scene.Proxy.Watch();
                scene.Disconnect();
                await scene.Invariants.SettledAsync();
                var done = await RequireWholeAsync(scene, name);
                if (error is EventStoreException { OutcomeUnknown: false }) Assert.That(done, Is.False, $"{name}: {error}");
                if (outcome is not null) Assert.That((outcome, done), Is.EqualTo((CheckpointOutcome.Moved, true)), name);
                isReached |= rule.HasCut;
            }

            if (!isReached) break;
            reached = number;
        }

        Assert.That(reached, Is.InRange(atLeast, MostMessages - 1), "every message was reached");
        await scene.EndAsync("cut");
    }

    [Test]
    public async Task Cancelled_at_any_message_it_is_done_whole_or_not_at_all_and_its_error_is_true()
    {
        await using var scene = await FaultScene.CreateAsync(options: Silent);
        await CommitAsync(scene, "before", CancellationToken.None);
        var reached = 0;
        for (var number = 1; number <= MostMessages; number++)
        {
            using var cancellation = new CancellationTokenSource();
            var (name, count) = ($"cancelled {number}", 0);
            var (outcome, error) = await CommitAsync(scene, name, cancellation.Token, () => scene.Proxy.Watch(async _ =>
            {
                if (Interlocked.Increment(ref count) == number) await cancellation.CancelAsync();
                return ProxyAction.Forward;
            }));
            scene.Proxy.Watch();
            await scene.Invariants.SettledAsync();
            var done = await RequireWholeAsync(scene, name);
            if (error is OperationCanceledException or EventStoreException { OutcomeUnknown: false }) Assert.That(done, Is.False, $"{name}: {error}");
            if (outcome is not null) Assert.That((outcome, done), Is.EqualTo((CheckpointOutcome.Moved, true)), name);
            if (!cancellation.IsCancellationRequested) break;
            reached = number;
        }

        Assert.That(reached, Is.InRange(4, MostMessages - 1), "every message was reached");
        await scene.EndAsync("cancelled");
    }

    [Test]
    public async Task Cancelled_while_another_transaction_has_the_checkpoint_it_is_not_done()
    {
        await using var scene = await FaultScene.CreateAsync(options: Silent);
        await CommitAsync(scene, "held", CancellationToken.None);
        var place = (await scene.Store.GetHeadAsync())!.Value;
        await using var holder = await scene.Store.BeginTransactionAsync();
        await holder.LockCheckpointAsync("held");
        using var cancellation = new CancellationTokenSource();
        await using (var transaction = await scene.Store.BeginTransactionAsync())
        {
            await transaction.AppendAsync(FaultScene.Piece("waiting"), ExpectedVersion.NoStream, PieceWritten.BatchOf("waiting", 1));
            var commit = transaction.CommitAsync(new Checkpoint("held", 0, place, 9), cancellation.Token).AsTask();
            await Eventually.IsAsync(async () => await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") > 0, "it waits for the checkpoint");
            await cancellation.CancelAsync();
            Assert.That(async () => await commit.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>());
        }

        await holder.DisposeAsync();
        Assert.That(await scene.Store.GetVersionAsync(FaultScene.Piece("waiting")), Is.Zero);
        Assert.That((await scene.Store.Checkpoints.FindAsync("held"))!.Token, Is.Zero);
        await scene.EndAsync("waiting");
    }

    /// <summary>Appends to a stream of that name, and commits with a checkpoint of that name at the feed's end.</summary>
    private static async Task<(CheckpointOutcome? Outcome, Exception? Error)> CommitAsync(FaultScene scene, string name, CancellationToken cancellationToken, Action? watch = null)
    {
        var place = (await scene.Store.GetHeadAsync(CancellationToken.None))!.Value;
        await using var transaction = await scene.Store.BeginTransactionAsync(CancellationToken.None);
        await transaction.AppendAsync(FaultScene.Piece(name), ExpectedVersion.NoStream, PieceWritten.BatchOf(name, 1), CancellationToken.None);
        watch?.Invoke();
        try
        {
            return (await transaction.CommitAsync(new Checkpoint(name, 0, place), cancellationToken), null);
        }
        catch (Exception e) when (e is EventStoreException or OperationCanceledException)
        {
            return (null, e);
        }
    }

    private static async Task<bool> RequireWholeAsync(FaultScene scene, string name)
    {
        var (version, checkpoint) = (await scene.Store.GetVersionAsync(FaultScene.Piece(name)), await scene.Store.Checkpoints.FindAsync(name));
        Assert.That(checkpoint is not null, Is.EqualTo(version == 1), $"{name}: the event and the checkpoint are there, or neither is");
        return checkpoint is not null;
    }
}
