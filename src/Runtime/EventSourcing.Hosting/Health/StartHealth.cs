using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventSourcing.Hosting;

/// <summary>Whether the subscriptions that this process starts have read their checkpoints.</summary>
internal sealed class StartHealth(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var manager = services.GetRequiredService<SubscriptionManager>();
        var names = HostedNames.In(services);
        var starting = names.Where(name => manager.GetState(name) == SubscriptionState.Starting).ToList();
        return Task.FromResult(starting.Count == 0
            ? HealthCheckResult.Healthy($"{names.Count} subscriptions have started.")
            : new HealthCheckResult(context.Registration.FailureStatus, $"Not started yet: {string.Join(", ", starting)}."));
    }
}
