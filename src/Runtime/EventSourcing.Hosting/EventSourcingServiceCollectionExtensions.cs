using EventSourcing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EventSourcing;

/// <summary>Puts event sourcing into a program by dependency injection.</summary>
public static class EventSourcingServiceCollectionExtensions
{
    /// <summary>
    /// Adds event sourcing to a program: the store that <c>UsePostgreSql</c>, <c>UseSqlite</c> or <see cref="EventSourcingBuilder.UseInMemory"/> chooses, repositories, read models, and a hosted service that runs
    /// subscriptions and projections from the host's start to its end.
    /// </summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="catalog">The events that it knows, mostly <c>DomainEvents.Catalog</c>; <see cref="EventCatalog.Compose"/> makes one of several.</param>
    /// <returns>What the rest is said to. The host checks at its start that it fits together.</returns>
    /// <remarks>
    /// As services there are <see cref="EventCatalog"/>, <see cref="IEventStore"/> and <see cref="ITransactionalEventStore"/>, <see cref="SubscriptionManager"/>, <see cref="IDeadLetterStore"/>,
    /// <see cref="LiveProjections"/>, <see cref="ProjectionRebuilder"/>, and for each use a <see cref="UnitOfWork"/>; with each aggregate its <see cref="AggregateRepository{TAggregate, TId}"/>, and with each projection the
    /// <see cref="IReadModel{TRow}"/> of its rows. Dispose of a container that no host disposes of by <c>DisposeAsync</c>. Where the program has a <see cref="TimeProvider"/> or an <see cref="IEventIdGenerator"/> among its services, they are used.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It was called before for these services.</exception>
    public static EventSourcingBuilder AddEventSourcing(this IServiceCollection services, EventCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(catalog);
        if (services.Any(service => service.ServiceType == typeof(HostRegistrations)))
            throw new InvalidOperationException("AddEventSourcing was called twice. A host has one store: call it once, with one catalog (EventCatalog.Compose makes one of several), and go on with what it returned.");
        var registrations = new HostRegistrations();
        services.AddSingleton(registrations);
        services.AddSingleton(catalog);
        services.AddSingleton(registrations.CreateStore);
        services.AddSingleton(static provider => provider.GetRequiredService<HostedStore>().Store);
        services.AddSingleton<IEventStore>(static provider => provider.GetRequiredService<ITransactionalEventStore>());
        services.AddTransient(static provider => new UnitOfWork(provider.GetRequiredService<IEventStore>()));
        services.AddSingleton(registrations.CreateManager);
        services.AddSingleton(static provider => provider.GetRequiredService<SubscriptionManager>().DeadLetters);
        services.AddSingleton(static provider => new LiveProjections(provider.GetRequiredService<ITransactionalEventStore>(), provider.GetService));
        services.AddSingleton(HostRegistrations.CreateRebuilder);
        services.AddOptions<EventSourcingHostOptions>().ValidateOnStart();
        services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<EventSourcingHostOptions>>(new HostOptionsCheck(registrations));
        services.AddHostedService<SubscriptionService>();
        return new EventSourcingBuilder(services, catalog, registrations);
    }
}
