using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>Registers a health check for each subscription and projection.</summary>
internal sealed class SubscriptionHealthRegistrations(HostRegistrations? registrations, EventSourcingHealthOptions health) : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        foreach (var subscription in registrations?.Subscriptions ?? [])
        {
            options.Registrations.Add(new HealthCheckRegistration(
                $"subscription:{subscription.Name}",
                services => new SubscriptionHealth(subscription.Name, HostedNames.In(services).Contains(subscription.Name), services.GetRequiredService<SubscriptionManager>(), health),
                failureStatus: null,
                [EventSourcingHealthTags.All, EventSourcingHealthTags.Live]));
        }
    }
}
