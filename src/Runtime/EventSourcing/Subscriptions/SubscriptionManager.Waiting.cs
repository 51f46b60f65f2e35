using EventSourcing.Subscriptions;

namespace EventSourcing;

/// <content>Waiting for what subscriptions do.</content>
public sealed partial class SubscriptionManager
{
    // Where another process handles the events, its checkpoint is looked at so often.
    private static readonly TimeSpan CheckpointPoll = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until a subscription has come to a place: whatever concerns it up to there is handled, or parked. So a program reads its own writes.</summary>
    /// <param name="name">The subscription's name; for a projection <see cref="ProjectionDescriptor.SubscriptionName"/>. It may run in another process.</param>
    /// <param name="position">The place.</param>
    /// <param name="atMost">How long to wait at most; zero only asks, and <see cref="Timeout.InfiniteTimeSpan"/> waits without a limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came there in time.</returns>
    /// <exception cref="PositionMismatchException">The place belongs to another store.</exception>
    public async ValueTask<bool> WaitForAsync(string name, GlobalPosition position, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (atMost != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(atMost, TimeSpan.Zero);
        Subscription? here;
        lock (_gate) here = _subscriptions.GetValueOrDefault(name);
        for (var since = _options.TimeProvider.GetTimestamp(); ;)
        {
            if (here?.HasReached(position) == true) return true;
            var checkpoints = await _store.Checkpoints.ListAsync(name, cancellationToken).ConfigureAwait(false);
            if (checkpoints.Count > 0 && checkpoints.All(c => c.Position is { } reached && reached >= position)) return true;
            var left = atMost == Timeout.InfiniteTimeSpan ? CheckpointPoll : atMost - _options.TimeProvider.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) return false;
            var wait = left < CheckpointPoll ? left : CheckpointPoll;
            if (here is null) await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            else if (await here.WaitAsync(s => s.HasReached(position), wait, cancellationToken).ConfigureAwait(false)) return true;
        }
    }

    /// <summary>Waits until a subscription has handled what was appended.</summary>
    /// <param name="name">The subscription's name; for a projection <see cref="ProjectionDescriptor.SubscriptionName"/>. It may run in another process.</param>
    /// <param name="appended">What the append returned.</param>
    /// <param name="atMost">How long to wait at most; zero only asks, and <see cref="Timeout.InfiniteTimeSpan"/> waits without a limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came there in time.</returns>
    public ValueTask<bool> WaitForAsync(string name, AppendResult appended, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        WaitForAsync(name, appended.LastPosition, atMost, cancellationToken);

    /// <summary>Waits until a subscription of this process is in a state.</summary>
    /// <param name="name">The subscription's name.</param>
    /// <param name="state">The state.</param>
    /// <param name="atMost">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> waits without a limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came to be in that state in time.</returns>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    public ValueTask<bool> WaitForStateAsync(string name, SubscriptionState state, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        Find(name).WaitAsync(s => s.State == state, atMost, cancellationToken);
}
