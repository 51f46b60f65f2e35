using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>A store, its subscriptions and projections, as a service uses them.</summary>
/// <param name="store">The store; this side's to dispose of.</param>
internal sealed class StoreDelivery(ITransactionalEventStore store) : IAsyncDisposable
{
    private const string Category = "account";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly ProjectionRebuilder _rebuilder = new(store);
    private GlobalPosition _head;
    private int _runs;

    public ITransactionalEventStore Store => store;

    /// <summary>Stores the bookings.</summary>
    public async Task OpenAsync(History history)
    {
        foreach (var chunk in history.Chunks())
            await ((IAtomicEventStore)store).AppendAsync([.. chunk.Select(a => new StreamAppend(new StreamId(Category, a.Account), ExpectedVersion.Any, [.. a.Bookings.Select(b => new NewEvent(b))]))]);
        _head = (await store.GetHeadAsync())!.Value;
        await store.ReadModelSchema.ApplyAsync(ProjectionDescriptor.Of<Turnovers>().ReadModels);
    }

    /// <summary>Begins anew: no checkpoint, no rows.</summary>
    public async Task ResetAsync()
    {
        await _rebuilder.ResetAsync(ProjectionDescriptor.Of<Turnovers>());
        await _rebuilder.ResetAsync(ProjectionDescriptor.Of<TurnoversByRuns>());
    }

    /// <summary>Handles everything.</summary>
    public async Task RunAsync(DeliveryWork work, Func<SubscriptionOptions, SubscriptionOptions> configure)
    {
        if (work == DeliveryWork.Rebuild)
        {
            await _rebuilder.RebuildAsync(ProjectionDescriptor.Of<Turnovers>());
            return;
        }

        // A name of its own has no checkpoint, and keys of its own no instances.
        var name = $"run-{++_runs}";
        BookingKeys.Run = _runs;
        await using var manager = new SubscriptionManager(store);
        Func<SubscriptionOptions, SubscriptionOptions> named = options => configure(options with { Name = name });
        _ = work switch
        {
            DeliveryWork.Nothing => manager.Add(configure(new SubscriptionOptions { Name = name }), static (_, _) => ValueTask.CompletedTask),
            DeliveryWork.EventByEvent => manager.AddProjection<Turnovers>(named),
            DeliveryWork.ByRuns => manager.AddProjection<TurnoversByRuns>(named),
            DeliveryWork.ProcessState => manager.AddProcess<BookingWatch>(named),
            _ => manager.AddProcess<BookingNotices>(named),
        };
        await manager.StartAsync(name);
        if (!await manager.WaitForAsync(name, _head, Limit)) throw new InvalidOperationException($"The subscription has not come to the end: {await manager.GetStatusAsync(name)}");
        await manager.StopAsync(name);
    }

    /// <summary>The sum of the rows, in hundredths.</summary>
    public async Task<long> CentsAsync() => await store.ReadModel(AccountTurnoverMapping.Instance).QueryAsync().SumAsync(row => row.Cents);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
