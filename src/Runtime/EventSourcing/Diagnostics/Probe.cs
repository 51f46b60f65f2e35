namespace EventSourcing.Diagnostics;

/// <summary>Asks a store on behalf of who collects metrics, and cannot wait for it: each collection is given what the last one asked for.</summary>
internal sealed class Probe<TAnswer>(Func<ValueTask<IReadOnlyList<TAnswer>>> ask, TimeProvider clock)
{
    // The gauges of one collection ask once.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private IReadOnlyList<TAnswer> _last = [];
    private long? _askedAt;
    private bool _asking;

    /// <summary>What is known, while the store is asked for the next time.</summary>
    public IReadOnlyList<TAnswer> Last()
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
        IReadOnlyList<TAnswer> answer = [];
        try
        {
            answer = await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is EventSourcingException or ObjectDisposedException or OperationCanceledException)
        {
            // A store that cannot be asked has nothing to tell.
        }

        lock (_gate) (_last, _asking) = (answer, false);
    }
}
