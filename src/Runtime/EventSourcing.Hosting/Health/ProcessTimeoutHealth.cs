using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventSourcing.Hosting;

/// <summary>Whether timeouts elapse when they are due, on whatever node.</summary>
internal sealed class ProcessTimeoutHealth(ProcessTimeouts timeouts, EventSourcingHealthOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.StoreTimeLimit);
        try
        {
            var status = await timeouts.GetStatusAsync(limited.Token).AsTask().WaitAsync(limited.Token).ConfigureAwait(false);
            var data = Data.Of(
                ("waiting", status.Waiting),
                ("overdue", status.Overdue),
                ("overdueSeconds", status.OverdueFor.TotalSeconds),
                ("failed", status.Failed),
                ("isActive", timeouts.IsActive));
            if (status.Failed > 0) return HealthCheckResult.Degraded($"{status.Failed} timeouts are due, and their events cannot be appended. ProcessInstances.ListTimeoutsAsync lists them with the errors.", data: data);
            var stands = string.Create(CultureInfo.InvariantCulture, $"{status.Overdue} timeouts are due and have not elapsed, the oldest for {status.OverdueFor.TotalSeconds:0.###} s");
            return status.OverdueFor > options.MaxTimeoutDelay
                ? HealthCheckResult.Degraded($"{stands}, which is longer than allowed: look whether a process runs that lets them elapse.", timeouts.LastError, data)
                : HealthCheckResult.Healthy($"{stands}.", data);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"How timeouts stand is not known: the store has not answered within {options.StoreTimeLimit.TotalSeconds:0.###} s."));
        }
        catch (Exception e) when (e is EventSourcingException or ObjectDisposedException)
        {
            return HealthCheckResult.Degraded($"How timeouts stand is not known: {e.Message}", e);
        }
    }
}
