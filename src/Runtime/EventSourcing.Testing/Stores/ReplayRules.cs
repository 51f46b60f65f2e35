using EventSourcing.Storage;

namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>A stream applied to a fold is the stream that reading gives.</summary>
internal static class ReplayRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var count in new[] { 1, 255, 256, 257, 2_500 })
        {
            cases.Add("RP-1", $"a replay applies the {count} events that reading gives, in their order, with their metadata", async s =>
            {
                var stream = await s.StreamOfAsync(count).ConfigureAwait(false);
                await s.StreamOfAsync(3).ConfigureAwait(false);
                var fold = new RecordingFold();
                await Source(s).ReplayAsync(stream, fold).ConfigureAwait(false);
                Expect.Sequence(
                    (await s.ReadAsync(stream).ConfigureAwait(false)).Select(e => (e.Version, e.Data, (EventMetadata?)e.Metadata)),
                    fold.Applied,
                    "What was applied");
            });
        }

        cases.Add("RP-1", "a replay for a fold that does not use metadata applies the same events", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            var fold = new RecordingFold(usesMetadata: false);
            await Source(s).ReplayAsync(stream, fold).ConfigureAwait(false);
            Expect.Sequence(
                (await s.ReadAsync(stream).ConfigureAwait(false)).Select(e => (e.Version, e.Data)),
                fold.Applied.Select(a => (a.Version, a.Event)),
                "What was applied");
        });
        cases.Add("RP-1", "a replay keeps to the range that the fold wants, inclusive", async s =>
        {
            var stream = await s.StreamOfAsync(600).ConfigureAwait(false);
            var fold = new RecordingFold(from: 299, to: 301);
            await Source(s).ReplayAsync(stream, fold).ConfigureAwait(false);
            Expect.Sequence([299L, 300L, 301L], fold.Applied.Select(a => a.Version), "The versions that were applied");
        });
        cases.Add("RP-1", "a replay ends before the event that the fold does not take", async s =>
        {
            var stream = await s.StreamOfAsync(600).ConfigureAwait(false);
            var fold = new RecordingFold(takes: version => version < 300);
            await Source(s).ReplayAsync(stream, fold).ConfigureAwait(false);
            Expect.Equal(299, fold.Applied.Count, "How many events were applied");
        });
        cases.Add("RP-1", "a replay of an absent stream, or beyond the end of one, applies nothing", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            foreach (var (sought, fold) in new[] { (NewStream(), new RecordingFold()), (stream, new RecordingFold(from: 4)) })
            {
                await Source(s).ReplayAsync(sought, fold).ConfigureAwait(false);
                Expect.Equal(0, fold.Applied.Count, "How many events were applied");
            }
        });
        cases.Add("RP-1", "what a fold throws reaches the caller, and the store goes on", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            var fold = new RecordingFold(takes: version => version == 2 ? throw new DomainException("no") : true);
            await Expect.ThrowsAsync<DomainException>(() => Source(s).ReplayAsync(stream, fold).AsTask(), "A replay whose fold throws").ConfigureAwait(false);
            Expect.Equal(1, fold.Applied.Count, "How many events were applied");
            Expect.Equal(4, (await s.AppendAsync(stream, ExpectedVersion.Exactly(3), Note()).ConfigureAwait(false)).Version, "The version after another append");
        });
        cases.Add("RP-1", "a replay can be cancelled, refuses default(StreamId), and ends with the store", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            var cancelled = new CancellationToken(canceled: true);
            await Expect.ThrowsAsync<OperationCanceledException>(() => Source(s).ReplayAsync(stream, new RecordingFold(), cancelled).AsTask(), "A replay with a cancelled token").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => Source(s).ReplayAsync(default, new RecordingFold()).AsTask(), "A replay of default(StreamId)").ConfigureAwait(false);
            await s.Store.DisposeAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<ObjectDisposedException>(() => Source(s).ReplayAsync(stream, new RecordingFold()).AsTask(), "A replay after the store was disposed of").ConfigureAwait(false);
        });
    }

    private static IEventReplaySource Source(StoreScene scene) => scene.Store as IEventReplaySource
        ?? throw new ContractViolationException("The store is asked to replay a stream", nameof(IEventReplaySource), scene.Store.GetType().Name);
}
