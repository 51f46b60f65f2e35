using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>What was said to the builder.</summary>
internal sealed class HostRegistrations
{
    private readonly Dictionary<Type, ReadModelMapping> _readModels = [];
    private readonly List<HostedSubscription> _subscriptions = [];
    private readonly List<ProjectionDescriptor> _inline = [];
    private Func<IServiceProvider, ITransactionalEventStore>? _createStore;
    private string? _storeName;

    /// <summary>The subscriptions and projections, in the order in which they were added.</summary>
    public IReadOnlyList<HostedSubscription> Subscriptions => _subscriptions;

    /// <summary>Whether there are process managers.</summary>
    public bool HasProcesses { get; private set; }

    public void ChooseStore(string name, Func<IServiceProvider, ITransactionalEventStore> create)
    {
        if (_storeName is not null)
            throw new InvalidOperationException($"The store was chosen twice: '{_storeName}', and then '{name}'. A host has one store; take one of the calls out, or choose by an if between them.");
        (_storeName, _createStore) = (name, create);
    }

    public void Add(HostedSubscription subscription)
    {
        if (_subscriptions.Exists(s => s.Name == subscription.Name) || _inline.Exists(p => p.SubscriptionName == subscription.Name))
            throw new InvalidOperationException($"There is a subscription, projection or process '{subscription.Name}' already. Their checkpoints are kept under their names: give each one of its own, or add it once.");
        _subscriptions.Add(subscription);
    }

    /// <summary>Takes in a process manager.</summary>
    public void AddProcess(HostedSubscription process)
    {
        Add(process);
        HasProcesses = true;
    }

    /// <summary>Takes a read model in.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="InvalidOperationException">Rows of its type are in another table.</exception>
    public bool AddReadModel(ReadModelMapping mapping)
    {
        if (_readModels.TryAdd(mapping.RowType, mapping)) return true;
        if (_readModels[mapping.RowType] is var known && known.Table != mapping.Table)
            throw new InvalidOperationException($"Rows of {mapping.RowType} are in two tables, '{known.Table}' and '{mapping.Table}', so IReadModel<{mapping.RowType.Name}> could mean either. Give each table a type of row of its own.");
        return false;
    }

    /// <summary>The settings of a subscription: those under its own name, else those under its other one.</summary>
    public static SubscriptionSettings SettingsOf(HostedSubscription subscription, EventSourcingHostOptions options) =>
        options.Subscriptions.TryGetValue(subscription.Name, out var settings) || (subscription.Alias is { } alias && options.Subscriptions.TryGetValue(alias, out settings))
            ? settings
            : new SubscriptionSettings();

    /// <summary>Takes in a projection that runs inline.</summary>
    public void AddInline(ProjectionDescriptor projection)
    {
        if (_inline.Contains(projection) || _subscriptions.Exists(s => s.Name == projection.SubscriptionName))
            throw new InvalidOperationException($"There is a projection '{projection.SubscriptionName}' already. It runs either inline or asynchronously: add it once.");
        _inline.Add(projection);
    }

    public HostedStore CreateStore(IServiceProvider services)
    {
        var store = Create(services);
        return new HostedStore(store, _inline.Count == 0 ? null : InlineProjections.Prepare(store, _inline, new InlineProjectionOptions { Services = services.GetService }));
    }

    public SubscriptionManager CreateManager(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EventSourcingHostOptions>>().Value;
        var shared = options.Apply(new SubscriptionManagerOptions { TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System, Services = services.GetService });
        var manager = new SubscriptionManager(services.GetRequiredService<ITransactionalEventStore>(), shared);
        foreach (var subscription in _subscriptions) subscription.Add(manager, services, SettingsOf(subscription, options));
        return manager;
    }

    public static ProjectionRebuilder CreateRebuilder(IServiceProvider services)
    {
        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var rebuilder = new ProjectionRebuilder(services.GetRequiredService<HostedStore>().Within, services.GetService, clock);
        rebuilder.Progressed += new RebuildLog((services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("EventSourcing.Rebuilds"), clock).OnProgressed;
        return rebuilder;
    }

    public static ProcessTimeouts CreateTimeouts(IServiceProvider services)
    {
        var options = new ProcessTimeoutsOptions { TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System };
        return new ProcessTimeouts(services.GetRequiredService<ITransactionalEventStore>(), services.GetRequiredService<IOptions<EventSourcingHostOptions>>().Value.ProcessTimeouts.Apply(options));
    }

    private ITransactionalEventStore Create(IServiceProvider services) => _createStore is { } create
        ? create(services) ?? throw new InvalidOperationException($"What was to make the store '{_storeName}' gave null.")
        : throw new InvalidOperationException("No store was chosen. Call UsePostgreSql, UseSqlite, UseInMemory or UseStore on what AddEventSourcing returned.");
}
