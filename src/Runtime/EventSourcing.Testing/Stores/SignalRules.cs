namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Waiting for news of the feed.</summary>
internal static class SignalRules
{
    // Longer than a rule is given: only the signal can end it.
    private static readonly TimeSpan Long = StoreScene.Patience * 5;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-4", "an append wakes who waits at the end of the feed", async s =>
        {
            GlobalPosition? end = null;
            foreach (var append in new Func<Task<AppendResult>>[]
            {
                () => s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()),
                () => s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(3)),
                () => s.AppendAsync(NewStream(), ExpectedVersion.Any, Note()),
            })
            {
                var waiting = s.Signal.WaitAsync(end, Long).AsTask();
                for (var i = 0; i < 20; i++) await Task.Yield();
                Expect.Equal(false, waiting.IsCompleted, "Whether the waiting has ended before there is anything");
                end = (await append().ConfigureAwait(false)).LastPosition;
                await waiting.ConfigureAwait(false);
            }
        });
        cases.Add("ST-4", "an append wakes all who wait", async s =>
        {
            var end = (await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()).ConfigureAwait(false)).LastPosition;
            var waiting = Enumerable.Range(0, 50).Select(_ => s.Signal.WaitAsync(end, Long).AsTask()).ToArray();
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
            await Task.WhenAll(waiting).ConfigureAwait(false);
        });
        cases.Add("ST-4", "what lies after the place already ends the waiting at once", async s =>
        {
            var first = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
            await s.Signal.WaitAsync(null, Long).ConfigureAwait(false);
            await s.Signal.WaitAsync(first.FirstPosition, Long).ConfigureAwait(false);
        });
        cases.Add("ST-4", "the waiting ends when its time is up", async s =>
        {
            await s.Signal.WaitAsync(null, Short).ConfigureAwait(false);
            var end = (await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()).ConfigureAwait(false)).LastPosition;
            await s.Signal.WaitAsync(end, Short).ConfigureAwait(false);
            await s.Signal.WaitAsync(end, TimeSpan.FromTicks(1)).ConfigureAwait(false);
        });
        cases.Add("ST-4", "the waiting can be cancelled, before and while", async s =>
        {
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Signal.WaitAsync(null, Long, new CancellationToken(canceled: true)).AsTask(), "Waiting with a cancelled token").ConfigureAwait(false);
            using var source = new CancellationTokenSource();
            var waiting = s.Signal.WaitAsync(null, Long, source.Token).AsTask();
            await Task.Yield();
            await source.CancelAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => waiting, "Waiting that is cancelled").ConfigureAwait(false);
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
            await s.Signal.WaitAsync(null, Long).ConfigureAwait(false);
        });
        cases.Add("ST-4", "a time that is not greater than zero is refused", async s =>
        {
            foreach (var time in new[] { TimeSpan.Zero, TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan })
                await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => s.Signal.WaitAsync(null, time).AsTask(), $"Waiting for {time}").ConfigureAwait(false);
        });
        cases.Add("ST-4", "the longest time that can be said is accepted", async s =>
        {
            var waiting = s.Signal.WaitAsync(null, TimeSpan.MaxValue).AsTask();
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
            await waiting.ConfigureAwait(false);
        });
        cases.Add("ST-4", "waiting after a position of another store is refused", async s =>
        {
            var other = await s.AnotherStoreAsync().ConfigureAwait(false);
            var foreign = (await other.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false)).LastPosition;
            await Expect.ThrowsAsync<PositionMismatchException>(() => s.Signal.WaitAsync(foreign, Long).AsTask(), "Waiting after a position of another store").ConfigureAwait(false);
        });
        cases.Add("ST-4", "who reads, waits and reads again follows the feed to its end", async s =>
        {
            const int Count = 300;
            var writing = AllAtOnce(3, async i =>
            {
                for (var n = 0; n < Count / 3; n++) await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note($"{i}/{n}")).ConfigureAwait(false);
                return true;
            });
            var (seen, scan, after) = (0, new FeedScan(), (GlobalPosition?)null);
            while (true)
            {
                seen += (await s.ReadAllAsync(after, new() { Scan = scan }).ConfigureAwait(false)).Count;
                after = scan.Position;
                if (seen >= Count) break;
                await s.Signal.WaitAsync(after, Long).ConfigureAwait(false);
            }

            await writing.ConfigureAwait(false);
            Expect.Equal(Count, seen, "How many events were seen");
        });
        cases.Add("ST-4", "the end of the store ends the waiting, and none begins after it", async s =>
        {
            var waiting = s.Signal.WaitAsync(null, Long).AsTask();
            await Task.Yield();
            await s.Store.DisposeAsync().ConfigureAwait(false);
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Expect.ThrowsAsync<ObjectDisposedException>(() => s.Signal.WaitAsync(null, Long).AsTask(), "Waiting after the store was disposed of").ConfigureAwait(false);
        });
    }
}
