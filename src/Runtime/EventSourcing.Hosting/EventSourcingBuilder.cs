using System.Diagnostics.CodeAnalysis;
using EventSourcing.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventSourcing;

/// <summary>Says what a program with event sourcing consists of. Made by <see cref="EventSourcingServiceCollectionExtensions.AddEventSourcing"/>; mistakes are refused at once, or else when the host starts.</summary>
public sealed class EventSourcingBuilder : IEventSourcingBuilder
{
    private readonly HostRegistrations _registrations;

    internal EventSourcingBuilder(IServiceCollection services, EventCatalog catalog, HostRegistrations registrations)
    {
        Services = services;
        Catalog = catalog;
        _registrations = registrations;
    }

    /// <summary>The services of the program.</summary>
    public IServiceCollection Services { get; }

    /// <inheritdoc/>
    public EventCatalog Catalog { get; }

    /// <summary>Uses a store in the memory of the process, for tests and trials: what it holds ends with the program.</summary>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public EventSourcingBuilder UseInMemory() => UseStore("in memory", services => new InMemoryEventStore(Catalog, services.GetService<TimeProvider>()));

    /// <summary>Uses a store of any kind. It is made when it is first asked for, and disposed of at the program's end.</summary>
    /// <param name="name">What errors and logs call it.</param>
    /// <param name="create">Makes the store, once, without I/O.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public EventSourcingBuilder UseStore(string name, Func<IServiceProvider, ITransactionalEventStore> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        _registrations.ChooseStore(name, create);
        return this;
    }

    void IEventSourcingBuilder.UseStore(string name, Func<IServiceProvider, ITransactionalEventStore> create) => UseStore(name, create);

    /// <summary>Adds the repository of an aggregate, as the service <see cref="AggregateRepository{TAggregate, TId}"/>.</summary>
    /// <typeparam name="TAggregate">The aggregate's class.</typeparam>
    /// <typeparam name="TId">The type of its ids.</typeparam>
    /// <param name="configure">Changes how events are stamped and conflicts met; <see langword="null"/> changes nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">It was added already.</exception>
    public EventSourcingBuilder AddAggregate<TAggregate, TId>(Func<AggregateRepositoryOptions, AggregateRepositoryOptions>? configure = null)
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId>
    {
        if (Services.Any(service => service.ServiceType == typeof(AggregateRepository<TAggregate, TId>))) throw new InvalidOperationException($"The aggregate {typeof(TAggregate)} was added already. Add each once.");
        Services.AddSingleton(services =>
        {
            var options = new AggregateRepositoryOptions { TimeProvider = services.GetService<TimeProvider>(), EventIds = services.GetService<IEventIdGenerator>() };
            return new AggregateRepository<TAggregate, TId>(services.GetRequiredService<IEventStore>(), configure is null ? options : configure(options));
        });
        return this;
    }

    /// <summary>
    /// Adds a projection that runs asynchronously, and the <see cref="IReadModel{TRow}"/> of its rows as services. Those read and write outside of the projection's transactions. Services that its
    /// constructor asks for beside read models are the program's; they are not scoped.
    /// </summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="configure">Changes what is taken by default: the projection's name, events and keys; <see langword="null"/> changes nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a subscription, projection or process of that name, or another one keeps rows of one type in another table.</exception>
    public EventSourcingBuilder AddProjection<TProjection>(Func<SubscriptionOptions, SubscriptionOptions>? configure = null)
        where TProjection : class, IProjection<TProjection>
    {
        var projection = TProjection.Descriptor;
        RequireNoProcess<TProjection>(nameof(AddProjection));

        // It is known by the name that it is given, which must be known before there is a manager.
        var defaults = new SubscriptionOptions { Name = projection.SubscriptionName, EventTypes = projection.EventTypes, KeyOf = projection.Key is null ? null : projection.KeyOf };
        var options = configure is null ? defaults : configure(defaults) ?? throw new ArgumentException($"What configures '{projection.Name}' gave null.", nameof(configure));
        _registrations.Add(new HostedSubscription(
            options.Name,
            projection.Name,
            (manager, _, settings) => manager.AddProjection(projection, _ => settings.Apply(options))));
        AddReadModels(projection);
        return this;
    }

    /// <summary>
    /// Adds a process manager, the <see cref="IReadModel{TRow}"/> of its state, and <see cref="ProcessInstances"/> as services. While the host runs, timeouts elapse, in one process of the program at a time.
    /// Services that its constructor asks for beside its state are the program's; they are not scoped.
    /// </summary>
    /// <typeparam name="TProcess">The class, with <see cref="ProcessManagerAttribute"/>.</typeparam>
    /// <param name="configure">Changes what is taken by default: the name and events of the process; <see langword="null"/> changes nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a subscription, projection or process of that name, or another one keeps rows of one type in another table.</exception>
    public EventSourcingBuilder AddProcess<TProcess>(Func<SubscriptionOptions, SubscriptionOptions>? configure = null)
        where TProcess : ProcessManager, IProjection<TProcess>
    {
        var process = TProcess.Descriptor;
        var defaults = new SubscriptionOptions { Name = process.SubscriptionName, EventTypes = process.EventTypes };
        var options = configure is null ? defaults : configure(defaults) ?? throw new ArgumentException($"What configures '{process.Name}' gave null.", nameof(configure));
        _registrations.AddProcess(new HostedSubscription(options.Name, process.Name, (manager, _, settings) => manager.AddProcess(process, _ => settings.Apply(options))));
        AddReadModels(process);
        Services.TryAddSingleton(HostRegistrations.CreateTimeouts);
        Services.TryAddSingleton(static services => new ProcessInstances(services.GetRequiredService<ITransactionalEventStore>()));

        // After the service that runs subscriptions, and so stopped before it. Once, however many processes there are.
        Services.AddHostedService<ProcessTimeoutService>();
        return this;
    }

    /// <summary>
    /// Adds a projection that runs inline, in the transaction of each append that concerns it, and the <see cref="IReadModel{TRow}"/> of its rows as services. When the host starts, it catches up with
    /// history first; until then nothing can be appended. Its services are as those of <see cref="AddProjection"/>.
    /// </summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The projection was added already, or another one keeps rows of one type in another table.</exception>
    public EventSourcingBuilder AddInlineProjection<TProjection>()
        where TProjection : class, IProjection<TProjection>
    {
        RequireNoProcess<TProjection>(nameof(AddInlineProjection));
        _registrations.AddInline(TProjection.Descriptor);
        AddReadModels(TProjection.Descriptor);
        return this;
    }

    /// <summary>Adds a subscription whose events a method handles.</summary>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <param name="handler">Handles an event; an exception is a failed attempt.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a subscription of that name.</exception>
    public EventSourcingBuilder AddSubscription(SubscriptionOptions options, Func<EventContext, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        return Add(options, (manager, _, settings) => manager.Add(settings.Apply(options), handler));
    }

    /// <summary>
    /// Adds a subscription whose events a service handles. Each event is handled in a scope of its own, so that the handler may be scoped, or ask for what is; where it is not registered, it is
    /// registered as scoped.
    /// </summary>
    /// <typeparam name="THandler">The handler's class.</typeparam>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a subscription of that name.</exception>
    public EventSourcingBuilder AddSubscription<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(SubscriptionOptions options)
        where THandler : class, ISubscriptionHandler
    {
        ArgumentNullException.ThrowIfNull(options);
        Services.TryAddScoped<THandler>();
        return Add(options, (manager, services, settings) => manager.Add(settings.Apply(options), async (context, cancellationToken) =>
        {
            var scope = services.CreateAsyncScope();
            await using var s = scope.ConfigureAwait(false);
            await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(context, cancellationToken).ConfigureAwait(false);
        }));
    }

    /// <summary>
    /// Adds a subscription whose events a service handles in batches, each in a scope of its own, so that the handler may be scoped, or ask for what is; where it is not registered, it is registered as
    /// scoped.
    /// </summary>
    /// <typeparam name="THandler">The handler's class.</typeparam>
    /// <param name="options">What it is to be given, and how it goes about it.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">There is a subscription of that name.</exception>
    public EventSourcingBuilder AddBatchSubscription<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(SubscriptionOptions options)
        where THandler : class, IBatchHandler
    {
        ArgumentNullException.ThrowIfNull(options);
        Services.TryAddScoped<THandler>();
        return Add(options, (manager, services, settings) => manager.AddBatch(settings.Apply(options), async (events, cancellationToken) =>
        {
            var scope = services.CreateAsyncScope();
            await using var s = scope.ConfigureAwait(false);
            await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(events, cancellationToken).ConfigureAwait(false);
        }));
    }

    /// <summary>Changes how the host runs what was added.</summary>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public EventSourcingBuilder Configure(Action<EventSourcingHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>
    /// Takes from a section of the configuration how the host runs what was added: the names of <see cref="EventSourcingHostOptions"/> and of <see cref="SubscriptionSettings"/>, as in
    /// <c>EventSourcing:Subscriptions:account-balances:BatchSize</c>. It is read when the host starts.
    /// </summary>
    /// <param name="section">The section, mostly <c>configuration.GetSection("EventSourcing")</c>; an absent one changes nothing.</param>
    /// <returns>The builder. A name that is none, and a value that cannot be read, keep the host from starting.</returns>
    public EventSourcingBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Services.Configure<EventSourcingHostOptions>(options => HostConfiguration.Read(section, options));
        return this;
    }

    private EventSourcingBuilder Add(SubscriptionOptions options, Action<SubscriptionManager, IServiceProvider, SubscriptionSettings> add)
    {
        _registrations.Add(new HostedSubscription(options.Name, Alias: null, add));
        return this;
    }

    private static void RequireNoProcess<TProjection>(string called)
    {
        if (typeof(ProcessManager).IsAssignableFrom(typeof(TProjection)))
            throw new InvalidOperationException($"{typeof(TProjection)} is a process manager, which has instances, and no projection: {called} cannot run it. Add it by AddProcess.");
    }

    private void AddReadModels(ProjectionDescriptor projection)
    {
        foreach (var mapping in projection.ReadModels)
        {
            if (_registrations.AddReadModel(mapping)) Services.Add(ServiceDescriptor.Singleton(mapping.ReadModelType, services => mapping.OpenIn(services.GetRequiredService<ITransactionalEventStore>())));
        }
    }
}
