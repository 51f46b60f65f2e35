using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventSourcing.Hosting;

/// <summary>Whether the store answers.</summary>
internal sealed class StoreHealth(IEventStore store, EventSourcingHealthOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.StoreTimeLimit);
        try
        {
            var head = await store.GetHeadAsync(limited.Token).AsTask().WaitAsync(limited.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy(head is null ? "The store answers, and is empty." : "The store answers.", Data.Of(("head", head?.Value ?? 0)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, string.Create(CultureInfo.InvariantCulture, $"The store has not answered within {options.StoreTimeLimit.TotalSeconds:0.###} s."));
        }
        catch (Exception e) when (e is EventSourcingException or ObjectDisposedException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The store cannot be asked: {e.Message}", e);
        }
    }
}
