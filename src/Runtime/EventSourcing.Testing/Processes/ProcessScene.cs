using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>A store with errands, as the rules use it again and again.</summary>
internal sealed class ProcessScene(StoreScene scene)
{
    public ITransactionalEventStore Store => scene.Transactional;

    public ManualClock Clock { get; } = new();

    public ProcessInstances Instances => new(Store);

    public ProcessTimeouts Timeouts => new(Store, new ProcessTimeoutsOptions { TimeProvider = Clock });

    public static StreamId StreamOf(string key) => new("orders", key);

    public async Task TellAsync(string key, params string[] texts)
    {
        foreach (var text in texts)
            await Store.AppendAsync(StreamOf(key), ExpectedVersion.Any, [StoreScene.Note(text, new EventMetadata { OccurredAt = Clock.Now })]).ConfigureAwait(false);
    }

    public SubscriptionManager NewManager(Action<string>? probe = null, bool restarts = false, int batchSize = 100, int partitions = 1) =>
        new SubscriptionManager(Store, new SubscriptionManagerOptions { Services = type => type == typeof(Action<string>) ? probe : null })
            .AddProcess(Errand.Descriptor(restarts), o => o with
            {
                BatchSize = batchSize, Partitions = partitions, PollInterval = TimeSpan.FromMilliseconds(20), Retry = new RetryPolicy { Delay = TimeSpan.Zero },
            });

    /// <summary>Handles all that is stored, as a process of its own does that is started and stopped.</summary>
    public async Task RunAsync(Action<string>? probe = null, bool restarts = false, int batchSize = 100, int partitions = 1)
    {
        var manager = NewManager(probe, restarts, batchSize, partitions);
        await using (manager.ConfigureAwait(false))
        {
            await manager.StartAllAsync().ConfigureAwait(false);
            await CaughtUpAsync(manager).ConfigureAwait(false);
        }
    }

    public async Task CaughtUpAsync(SubscriptionManager manager)
    {
        var head = await Store.GetHeadAsync().ConfigureAwait(false);
        Expect.True(head is null || await manager.WaitForAsync("errand@1", head.Value, StoreScene.Patience).ConfigureAwait(false), "The process comes to the end of the feed");
    }

    public async Task<string[]> SaidAsync(string key) => [.. StoreScene.TextsOf(await scene.ReadAsync(Errand.Said(key)).ConfigureAwait(false))];

    public async Task<string?> HeardAsync(string key) => (await Store.ReadModel(ErrandState.Mapping).FindAsync(key).ConfigureAwait(false))?.Heard;

    public Task<List<ProcessTimeout>> OpenTimeoutsAsync(string? key = null) => StoreScene.ListAsync(Instances.ListTimeoutsAsync(Errand.Name, key));
}
