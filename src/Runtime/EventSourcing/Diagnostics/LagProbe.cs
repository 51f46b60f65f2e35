namespace EventSourcing.Diagnostics;

/// <summary>How far the subscriptions of a manager lag behind. Who collects metrics cannot wait for the store: each collection is given what the last one asked for.</summary>
internal sealed class LagProbe(Func<ValueTask<IReadOnlyList<SubscriptionStatus>>> ask, TimeProvider clock)
{
    // The gauges of one collection ask once.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private IReadOnlyList<SubscriptionStatus> _last = [];
    private long? _askedAt;
    private bool _asking;

    /// <summary>What is known, while the store is asked for the next time.</summary>
    public IReadOnlyList<SubscriptionStatus> Last()
    {
        lock (_gate)
        {
            if (_asking || (_askedAt is { } at && clock.GetElapsedTime(at) < Shortest)) return _last;
            (_asking, _askedAt) = (true, clock.GetTimestamp());
            _ = Task.Run(AskAsync);
            return _last;
        }
    }

    private async Task AskAsync()
    {
        IReadOnlyList<SubscriptionStatus> answer = [];
        try
        {
            answer = await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is EventSourcingException or ObjectDisposedException or OperationCanceledException)
        {
            // A store that cannot be asked has no lag that could be told.
        }

        lock (_gate) (_last, _asking) = (answer, false);
    }
}
