using EventSourcing.Projections;
using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;

namespace EventSourcing;

/// <content>What subscriptions there are.</content>
public sealed partial class SubscriptionManager
{
    /// <summary>Adds a subscription. It begins with <see cref="StartAsync"/>.</summary>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <param name="handler">Handles the events.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">There is one of that name, the filter names what is in no catalog, or the options do not go together.</exception>
    public SubscriptionManager Add(SubscriptionOptions options, ISubscriptionHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(options, handler.HandleAsync);
    }

    /// <summary>Adds a subscription. It begins with <see cref="StartAsync"/>.</summary>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <param name="handler">Handles an event; an exception is a failed attempt.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">There is one of that name, the filter names what is in no catalog, or the options do not go together.</exception>
    public SubscriptionManager Add(SubscriptionOptions options, Func<EventContext, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(options, new HandlerSink(_ => new EventHandling(handler)), Nothing);
    }

    /// <summary>Adds a subscription that takes batches. It begins with <see cref="StartAsync"/>.</summary>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <param name="handler">Handles the batches.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">There is one of that name, the filter names what is in no catalog, or the options do not go together.</exception>
    public SubscriptionManager AddBatch(SubscriptionOptions options, IBatchHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddBatch(options, handler.HandleAsync);
    }

    /// <summary>Adds a subscription that takes batches. It begins with <see cref="StartAsync"/>.</summary>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <param name="handler">Handles a batch; an exception is a failure of one of its events, which are then handed over one by one.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">There is one of that name, the filter names what is in no catalog, or the options do not go together.</exception>
    public SubscriptionManager AddBatch(SubscriptionOptions options, Func<IReadOnlyList<EventContext>, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(options, new BatchSink(_ => handler), Nothing);
    }

    /// <summary>Adds a projection that runs asynchronously: an instance for each transaction, whose rows are committed with the checkpoint.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">It was added already, or handles what no event of the store's catalog is.</exception>
    public SubscriptionManager AddProjection<TProjection>()
        where TProjection : class, IProjection<TProjection> => AddProjection(TProjection.Descriptor);

    /// <summary>Adds a projection that runs asynchronously: an instance for each transaction, whose rows are committed with the checkpoint.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="configure">Changes what is taken by default: the projection's name, events and keys.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">It was added already, or handles what no event of the store's catalog is.</exception>
    public SubscriptionManager AddProjection<TProjection>(Func<SubscriptionOptions, SubscriptionOptions> configure)
        where TProjection : class, IProjection<TProjection> => AddProjection(TProjection.Descriptor, configure);

    /// <summary>Adds a projection by its descriptor: an instance for each transaction, whose rows are committed with the checkpoint.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="projection">What the program knows of the projection.</param>
    /// <param name="configure">Changes what is taken by default: the projection's name, events and keys; <see langword="null"/> changes nothing.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">It was added already, or handles what no event of the store's catalog is.</exception>
    public SubscriptionManager AddProjection<TProjection>(ProjectionDescriptor<TProjection> projection, Func<SubscriptionOptions, SubscriptionOptions>? configure = null)
        where TProjection : class, IProjection
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (typeof(ProcessManager).IsAssignableFrom(typeof(TProjection))) throw new ArgumentException($"{typeof(TProjection)} is a process manager, which has instances, and no projection. Add it by AddProcess.", nameof(projection));
        var options = new SubscriptionOptions { Name = projection.SubscriptionName, EventTypes = projection.EventTypes, KeyOf = projection.Key is null ? null : projection.KeyOf };
        if (configure is not null) options = configure(options) ?? throw new ArgumentException($"What configures '{projection.Name}' gave null.", nameof(configure));
        if (!options.UseTransaction) throw new ArgumentException($"The projection '{projection.Name}' writes rows, which are committed with its checkpoint: it cannot do without a transaction.", nameof(configure));
        var foresight = new RowForesight(projection.Key);
        EventSink sink = projection.HandlesRuns ? new BatchSink(delivery => Create(delivery).HandleAsync, "project") : new HandlerSink(Handling, "project");
        return Add(options, sink, PrepareAsync);

        async ValueTask PrepareAsync(CancellationToken cancellationToken)
        {
            // Else it would change, and write, the tables of another version.
            await ProjectionVersions.RequireServingAsync(_store, projection, cancellationToken).ConfigureAwait(false);
            await _store.ReadModelSchema.ApplyAsync(projection.ReadModels, cancellationToken).ConfigureAwait(false);
        }

        EventHandling Handling(Delivery delivery) =>
            new(Create(delivery).HandleAsync, ReadAhead.SessionOf(delivery.Transaction) is { } rows ? events => new ProjectionReadAhead(foresight, rows, events) : null);

        IProjection Create(Delivery delivery) => projection.Create(new ProjectionDependencies(projection, delivery.Transaction!, _options.Services));
    }

    private static ValueTask Nothing(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private SubscriptionManager Add(SubscriptionOptions options, EventSink sink, Func<CancellationToken, ValueTask> prepare)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.UseTransaction && options.Checkpoints.Interval is { } interval)
        {
            throw new ArgumentException(
                $"The subscription '{options.Name}' handles events in transactions, each of which moves the checkpoint; it cannot move it every {interval} only. Set UseTransaction to false for handlers that need none, or take another policy.",
                nameof(options));
        }

        var filter = FeedFilters.Of(options, _store.Catalog);

        // Refuses at once what the store would refuse at the first reading.
        Storage.FeedFilter.Of(_store.Catalog, filter);
        var subscription = new Subscription(new SubscriptionRegistration(options, filter, sink, prepare), _store, _node, _turns, _deadLetters, _options.TimeProvider, _options.Random, _notices);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_subscriptions.TryAdd(options.Name, subscription)) throw new ArgumentException($"There is a subscription '{options.Name}' already. Give each a name of its own.", nameof(options));
        }

        return this;
    }
}
