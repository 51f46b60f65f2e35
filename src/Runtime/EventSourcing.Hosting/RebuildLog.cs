using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting;

/// <summary>Logs how far rebuilds have come: each change of the phase, and now and then between.</summary>
internal sealed class RebuildLog(ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (RebuildPhase Phase, long At)> _told = new(StringComparer.Ordinal);

    public void OnProgressed(object? sender, RebuildProgressedEventArgs e)
    {
        var (name, progress) = (e.Projection.SubscriptionName, e.Progress);
        if (progress.Phase == RebuildPhase.Done)
        {
            _told.TryRemove(name, out _);
            HostLog.TakenOver(logger, name, progress.EventsHandled);
        }
        else if (!_told.TryGetValue(name, out var told) || told.Phase != progress.Phase || clock.GetElapsedTime(told.At) >= Interval)
        {
            _told[name] = (progress.Phase, clock.GetTimestamp());
            HostLog.Rebuilding(logger, name, progress.Phase, progress.EventsHandled, (long)progress.EventsPerSecond, (int)(progress.Fraction * 100), progress.TimeLeft);
        }
    }
}
