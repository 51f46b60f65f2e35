namespace EventSourcing.PostgreSql.Tests;

/// <summary>A token is cancelled at each message that goes by, and while the store waits: what was asked for is done whole or not at all, and the store works on with all of its connections.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class CancellationTests
{
    private const int MostMessages = 200;

    // Nothing but what is cancelled goes by.
    private static readonly PostgreSqlEventStoreOptions Silent = new() { NotifyInterval = Timeout.InfiniteTimeSpan };

    [TestCase(1)]
    [TestCase(3)]
    public async Task An_append_that_is_cancelled_at_any_message_is_stored_whole_or_not_at_all(int streams)
    {
        await using var scene = await FaultScene.CreateAsync(options: Silent);
        var reached = 0;
        for (var number = 1; number <= MostMessages; number++)
        {
            using var cancellation = new CancellationTokenSource();
            if (!await CancelAtAsync(scene, number, cancellation, () => scene.SendAsync(streams == 1 ? scene.One("cancelled", 2) : scene.Three(), cancellationToken: cancellation.Token))) break;
            reached = number;
        }

        Assert.That(reached, Is.InRange(4, MostMessages - 1), "every message of an append was reached");
        await scene.EndAsync("cancelled");
    }

    [Test]
    public async Task A_reading_that_is_cancelled_at_any_message_ends_so_and_gives_its_connection_back()
    {
        await using var scene = await FaultScene.CreateAsync(options: Silent with { ReadPageSize = 2 });
        await scene.SendAsync(scene.One("read", 5));
        Func<CancellationToken, ValueTask<int>>[] readings =
        [
            token => scene.Store.ReadStreamAsync(FaultScene.Piece("read"), cancellationToken: token).CountAsync(token),
            token => scene.Store.ReadAllAsync(cancellationToken: token).CountAsync(token),
            token => scene.Store.ReadCategoryAsync("piece", cancellationToken: token).CountAsync(token),
            async token => (int)await scene.Store.GetVersionAsync(FaultScene.Piece("read"), token),
            async token => await scene.Store.GetHeadAsync(token) is null ? 0 : 1,
            async token => await scene.Store.ExistsAsync(Guid.NewGuid(), token) ? 1 : 0,
        ];
        foreach (var reading in readings)
        {
            var reached = 0;
            for (var number = 1; number <= MostMessages; number++)
            {
                using var cancellation = new CancellationTokenSource();
                if (!await CancelAtAsync(scene, number, cancellation, () => ReadAsync(reading, cancellation.Token))) break;
                reached = number;
            }

            Assert.That(reached, Is.InRange(4, MostMessages - 1), "every message of the reading was reached");
        }

        await scene.EndAsync("cancelled");
    }

    [Test]
    public async Task Whatever_waits_for_a_connection_can_be_cancelled()
    {
        await using var scene = await FaultScene.CreateAsync(settings: "Timeout=60");
        var connections = new List<Npgsql.NpgsqlConnection>();
        for (var i = 0; i < FaultScene.PoolSize; i++) connections.Add(await scene.Source.OpenConnectionAsync());
        using var cancellation = new CancellationTokenSource();
        var append = scene.Store.AppendAsync(FaultScene.Piece("waiting"), ExpectedVersion.NoStream, CrashWriter.PieceWritten.BatchOf("never", 1), cancellation.Token).AsTask();
        var reading = scene.Store.ReadAllAsync(cancellationToken: cancellation.Token).CountAsync(cancellation.Token).AsTask();
        Assert.That(append.IsCompleted || reading.IsCompleted, Is.False);
        await cancellation.CancelAsync();
        Assert.That(async () => await reading.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await append.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>());
        foreach (var connection in connections) await connection.DisposeAsync();
        Assert.That(await scene.Store.GetVersionAsync(FaultScene.Piece("waiting")), Is.Zero);
        await scene.EndAsync("waiting");
    }

    [Test]
    public async Task An_append_that_waits_in_the_queue_is_withdrawn()
    {
        await using var scene = await FaultScene.CreateAsync(options: Silent);
        var hold = new TaskCompletionSource();
        scene.Proxy.Watch(async m =>
        {
            await hold.Task;
            return ProxyAction.Forward;
        });

        // More than can be under way at once: the others wait.
        var before = Enumerable.Range(0, 20).Select(_ => scene.SendAsync(scene.One("queued"))).ToArray();
        await Eventually.IsAsync(() => scene.Proxy.Seen.Count > 0, "the first is under way");
        using var cancellation = new CancellationTokenSource();
        var withdrawn = scene.Store.AppendAsync(FaultScene.Piece("queued"), ExpectedVersion.Any, CrashWriter.PieceWritten.BatchOf("withdrawn", 1), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        Assert.That(async () => await withdrawn.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>(), "it does not wait for the one under way");
        hold.SetResult();
        Assert.That(await Task.WhenAll(before), Is.All.Null);
        Assert.That(await scene.Invariants.CountAsync(["withdrawn"]), Is.Zero);
        await scene.EndAsync("withdrawn");
    }

    /// <summary>Cancels at that message of what is done; false when it has fewer.</summary>
    private static async Task<bool> CancelAtAsync(FaultScene scene, int number, CancellationTokenSource cancellation, Func<Task> work)
    {
        var count = 0;
        scene.Proxy.Watch(async _ =>
        {
            if (Interlocked.Increment(ref count) == number) await cancellation.CancelAsync();
            return ProxyAction.Forward;
        });
        await work();
        scene.Proxy.Watch();
        return cancellation.IsCancellationRequested;
    }

    private static async Task ReadAsync(Func<CancellationToken, ValueTask<int>> reading, CancellationToken cancellationToken)
    {
        try
        {
            await reading(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As it should be; at the last messages it may have all it needs.
        }
    }
}
