using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventSourcing.Hosting;

/// <summary>Whether somebody holds the feed back for long.</summary>
internal sealed class FeedHealth(IEventStore store, EventSourcingHealthOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (store is not IFeedHolds feed) return HealthCheckResult.Healthy("Nothing can hold the feed of this store back.");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.StoreTimeLimit);
        try
        {
            var holds = await feed.GetFeedHoldsAsync(limited.Token).AsTask().WaitAsync(limited.Token).ConfigureAwait(false);
            var tooLong = holds.Where(hold => hold.HeldFor >= options.FeedHoldLimit).ToList();
            var data = Data.Of(("holds", holds.Count), ("heldForSeconds", holds.Max(hold => hold.HeldFor)?.TotalSeconds ?? 0));
            if (tooLong.Count == 0) return HealthCheckResult.Healthy("Nobody holds the feed back for long.", data);
            return HealthCheckResult.Degraded(
                $"Subscriptions see nothing that was appended after a transaction that is still open: {string.Join("; ", tooLong.Select(hold => hold.Holder))}. Commit it or roll it back, or end the process that holds it.",
                data: data);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"Who holds the feed back is not known: the store has not answered within {options.StoreTimeLimit.TotalSeconds:0.###} s."));
        }
        catch (Exception e) when (e is EventSourcingException or ObjectDisposedException)
        {
            return HealthCheckResult.Degraded($"Who holds the feed back is not known: {e.Message}", e);
        }
    }
}
