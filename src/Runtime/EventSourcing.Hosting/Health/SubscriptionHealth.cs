using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventSourcing.Hosting;

/// <summary>What a subscription is doing, and how far behind the end of the feed it is.</summary>
internal sealed class SubscriptionHealth(string name, bool isHosted, SubscriptionManager manager, EventSourcingHealthOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        SubscriptionStatus status;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.StoreTimeLimit);
        try
        {
            status = await manager.GetStatusAsync(name, limited.Token).AsTask().WaitAsync(limited.Token).ConfigureAwait(false);
        }
        catch (Exception e) when ((e is OperationCanceledException && !cancellationToken.IsCancellationRequested) || e is EventSourcingException or ObjectDisposedException)
        {
            // The store's own check tells that it is out of reach; this one tells what is known without it.
            return OfState(context, manager.GetState(name), null, Data.Of(("state", manager.GetState(name).ToString()))) ?? HealthCheckResult.Degraded($"'{name}' cannot be compared with the end of the feed: {e.Message}", e);
        }

        var data = Data.Of(
            ("state", status.State.ToString()),
            ("position", status.Position?.Value),
            ("lag", status.Lag),
            ("lagSeconds", status.LagTime.TotalSeconds),
            ("eventsPerSecond", status.EventsPerSecond),
            ("handled", status.Handled),
            ("failed", status.Failed),
            ("parked", status.Parked),
            ("parkedKeys", status.ParkedKeys),
            ("skipped", status.Skipped),
            ("ignored", status.Ignored),
            ("outages", status.Outages));
        return OfState(context, status.State, status.Fault, data) ?? OfLag(status, data);
    }

    private HealthCheckResult? OfState(HealthCheckContext context, SubscriptionState state, Exception? fault, IReadOnlyDictionary<string, object> data) => state switch
    {
        SubscriptionState.Faulted => new HealthCheckResult(context.Registration.FailureStatus, $"'{name}' has ended with an error: {fault?.Message}", fault, data),
        SubscriptionState.Paused when fault is not null => HealthCheckResult.Degraded($"'{name}' pauses, since one failure followed the other: {fault.Message}", fault, data),
        SubscriptionState.Paused => HealthCheckResult.Degraded($"'{name}' is paused.", data: data),
        SubscriptionState.Starting => HealthCheckResult.Degraded($"'{name}' has not read its checkpoints yet.", data: data),
        SubscriptionState.Standby when fault is not null => HealthCheckResult.Degraded($"'{name}' stands by, and cannot reach its leases: {fault.Message}", fault, data),
        SubscriptionState.Standby => HealthCheckResult.Healthy($"'{name}' stands by: other processes handle it, and this one takes over when they end.", data),
        SubscriptionState.Stopped when isHosted => HealthCheckResult.Degraded($"'{name}' is stopped.", data: data),
        SubscriptionState.Stopped => HealthCheckResult.Healthy($"'{name}' does not run in this process.", data),
        _ => null,
    };

    private HealthCheckResult OfLag(SubscriptionStatus status, IReadOnlyDictionary<string, object> data)
    {
        var stands = string.Create(CultureInfo.InvariantCulture, $"'{name}' is {(status.State == SubscriptionState.Live ? "live" : "catching up")}, {status.Lag} places and {status.LagTime.TotalSeconds:0.###} s behind the end of the feed");
        if (status.Lag > options.MaxLag || status.LagTime > options.MaxLagTime) return HealthCheckResult.Degraded($"{stands}, which is more than allowed.", data: data);
        return HealthCheckResult.Healthy($"{stands}.", data);
    }
}
