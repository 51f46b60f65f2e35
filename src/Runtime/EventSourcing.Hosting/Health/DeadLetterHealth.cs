using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventSourcing.Hosting;

/// <summary>How many dead letters wait for somebody.</summary>
internal sealed class DeadLetterHealth(IDeadLetterStore letters, EventSourcingHealthOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.StoreTimeLimit);
        try
        {
            var open = await letters.CountAsync(cancellationToken: limited.Token).AsTask().WaitAsync(limited.Token).ConfigureAwait(false);
            var data = Data.Of(("open", open));
            return open <= options.MaxDeadLetters
                ? HealthCheckResult.Healthy($"{open} dead letters are open.", data)
                : HealthCheckResult.Degraded($"{open} dead letters are open: events that were refused, and what waits behind them. List them, repair the cause, and replay or resolve them.", data: data);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("The dead letters cannot be counted: the store has not answered in time.");
        }
        catch (Exception e) when (e is EventSourcingException or ObjectDisposedException)
        {
            return HealthCheckResult.Degraded($"The dead letters cannot be counted: {e.Message}", e);
        }
    }
}
