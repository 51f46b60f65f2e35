using EventSourcing.Processes;
using EventSourcing.Projections;
using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;

namespace EventSourcing;

/// <content>Process managers: subscriptions whose handlers have instances.</content>
public sealed partial class SubscriptionManager
{
    /// <summary>
    /// Adds a process manager. State, appended events, timeouts and the checkpoint are committed together. Its timeouts elapse while a <see cref="ProcessTimeouts"/> runs, in this process or another.
    /// </summary>
    /// <typeparam name="TProcess">The class, with <see cref="ProcessManagerAttribute"/>.</typeparam>
    /// <param name="configure">Changes what is taken by default: the name and events of the process; <see langword="null"/> changes nothing.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">It was added already or handles what no event of the store's catalog is.</exception>
    public SubscriptionManager AddProcess<TProcess>(Func<SubscriptionOptions, SubscriptionOptions>? configure = null)
        where TProcess : ProcessManager, IProjection<TProcess> => AddProcess(TProcess.Descriptor, configure);

    /// <summary>Adds a process manager by its descriptor.</summary>
    /// <typeparam name="TProcess">The class.</typeparam>
    /// <param name="process">What the program knows of the process.</param>
    /// <param name="configure">Changes what is taken by default: the name and events of the process; <see langword="null"/> changes nothing.</param>
    /// <returns>The manager.</returns>
    /// <exception cref="ArgumentException">It was added already or handles what no event of the store's catalog is.</exception>
    public SubscriptionManager AddProcess<TProcess>(ProjectionDescriptor<TProcess> process, Func<SubscriptionOptions, SubscriptionOptions>? configure = null)
        where TProcess : ProcessManager, IProjection
    {
        ArgumentNullException.ThrowIfNull(process);
        var identity = new ProcessIdentity(process.Name, process.Key);
        var options = new SubscriptionOptions { Name = process.SubscriptionName, EventTypes = process.EventTypes };
        if (configure is not null) options = configure(options) ?? throw new ArgumentException($"What configures '{process.Name}' gave null.", nameof(configure));
        options = options with { KeyOf = identity.KeyOf };
        if (!options.UseTransaction) throw new ArgumentException($"The process '{process.Name}' writes its state, which is committed with its checkpoint: it cannot do without a transaction.", nameof(configure));
        return Add(options, new HandlerSink(Handling), PrepareAsync);

        EventHandling Handling(Delivery delivery)
        {
            var manager = Create(delivery.Transaction!);
            var run = new ProcessRun(_store, identity, manager, delivery);
            return new EventHandling(run.HandleAsync, ReadAhead.SessionOf(delivery.Transaction) is { } rows ? events => new ProcessReadAhead(identity, manager, rows, events) : null);
        }

        ProcessManager Create(IStoreTransaction transaction) => process.Create(new ProjectionDependencies(process, transaction, _options.Services));

        async ValueTask PrepareAsync(CancellationToken cancellationToken)
        {
            await _store.ReadModelSchema.ApplyAsync([ProcessInstanceMapping.Instance, ProcessTimeoutMapping.Instance, .. process.ReadModels], cancellationToken).ConfigureAwait(false);

            // What keeps the class from being made is no failure of the first event that comes.
            var transaction = await _store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false)) Create(transaction);
        }
    }
}
