using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace EventSourcing.Hosting;

/// <summary>Registers the health checks of what was added: one for each subscription, projection and process, and one for timeouts.</summary>
internal sealed class SubscriptionHealthRegistrations(HostRegistrations? registrations, EventSourcingHealthOptions health) : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        if (registrations is { HasProcesses: true })
            options.Registrations.Add(new HealthCheckRegistration("process-timeouts", services => new ProcessTimeoutHealth(services.GetRequiredService<ProcessTimeouts>(), health), failureStatus: null, [EventSourcingHealthTags.All]));
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
