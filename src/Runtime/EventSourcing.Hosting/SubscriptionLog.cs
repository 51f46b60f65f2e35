using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting;

/// <summary>Logs what happens to the subscriptions of a manager.</summary>
internal sealed class SubscriptionLog(SubscriptionManager manager, ILogger logger)
{
    // Those whose circuit is open.
    private readonly ConcurrentDictionary<string, bool> _open = new(StringComparer.Ordinal);

    public void Begin()
    {
        manager.StateChanged += OnStateChanged;
        manager.EventParked += OnParked;
        manager.PartitionsChanged += OnPartitionsChanged;
    }

    public void End()
    {
        manager.StateChanged -= OnStateChanged;
        manager.EventParked -= OnParked;
        manager.PartitionsChanged -= OnPartitionsChanged;
    }

    private void OnStateChanged(object? sender, SubscriptionStateChangedEventArgs change)
    {
        if (change.Current == SubscriptionState.Faulted)
        {
            _open.TryRemove(change.Name, out _);
            HostLog.Faulted(logger, change.Fault, change.Name);
        }
        else if (change is { Current: SubscriptionState.Paused, Fault: not null })
        {
            _open[change.Name] = true;
            HostLog.CircuitOpened(logger, change.Fault, change.Name);
        }
        else
        {
            if (_open.TryRemove(change.Name, out _) && change.Current is not SubscriptionState.Stopped) HostLog.CircuitClosed(logger, change.Name);
            HostLog.Changed(logger, change.Name, change.Previous, change.Current);
        }
    }

    private void OnParked(object? sender, EventParkedEventArgs parked)
    {
        var letter = parked.Letter;
        if (parked.Error is { } error)
            HostLog.Parked(logger, error, letter.Subscription, parked.Partition, letter.EventName, letter.EventId, letter.Version, letter.Stream, letter.Position.Value, letter.Attempts, error.GetType().FullName ?? error.GetType().Name, letter.Key);
        else
            HostLog.ParkedBehind(logger, letter.Subscription, parked.Partition, letter.EventName, letter.EventId, letter.Version, letter.Stream, letter.Position.Value, letter.Key);
    }

    private void OnPartitionsChanged(object? sender, PartitionsChangedEventArgs change)
    {
        if (change.Gained.Count > 0) HostLog.PartitionsGained(logger, change.Name, change.Gained, change.Held.Count);
        if (change.Lost.Count > 0) HostLog.PartitionsLost(logger, change.Name, change.Lost, change.Held.Count);
    }
}
