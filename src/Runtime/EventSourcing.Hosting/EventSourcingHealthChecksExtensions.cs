using EventSourcing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace EventSourcing;

/// <summary>Adds health checks of event sourcing.</summary>
public static class EventSourcingHealthChecksExtensions
{
    /// <summary>
    /// Adds the checks <c>event-store</c> (it answers), <c>event-feed</c> (nobody holds it back for long), <c>subscriptions</c> (all that this process runs have started), <c>dead-letters</c> (how many are open),
    /// for each subscription, projection and process <c>subscription:</c> with its name (state and lag), and with process managers <c>process-timeouts</c> (they elapse in time). <see cref="EventSourcingHealthTags"/> has their tags.
    /// </summary>
    /// <param name="checks">The checks of the program, from <c>AddHealthChecks</c>.</param>
    /// <param name="options">What they take for unhealthy; <see langword="null"/> for the defaults.</param>
    /// <returns>The checks of the program.</returns>
    public static IHealthChecksBuilder AddEventSourcing(this IHealthChecksBuilder checks, EventSourcingHealthOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        options ??= EventSourcingHealthOptions.Default;
        Add(checks, "event-store", services => new StoreHealth(services.GetRequiredService<IEventStore>(), options), EventSourcingHealthTags.Ready);
        Add(checks, "event-feed", services => new FeedHealth(services.GetRequiredService<HostedStore>().Within, options));
        Add(checks, "subscriptions", services => new StartHealth(services), EventSourcingHealthTags.Ready);
        Add(checks, "dead-letters", services => new DeadLetterHealth(services.GetRequiredService<IDeadLetterStore>(), options));

        // Which subscriptions there are is known when all of the program is put together.
        checks.Services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(services => new SubscriptionHealthRegistrations(services.GetService<HostRegistrations>(), options));
        return checks;
    }

    private static void Add(IHealthChecksBuilder checks, string name, Func<IServiceProvider, IHealthCheck> create, params string[] tags) =>
        checks.Add(new HealthCheckRegistration(name, create, failureStatus: null, [EventSourcingHealthTags.All, .. tags]));
}
