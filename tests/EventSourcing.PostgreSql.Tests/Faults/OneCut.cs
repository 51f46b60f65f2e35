namespace EventSourcing.PostgreSql.Tests;

/// <summary>Cuts the first connection on which a message of that number goes in that direction, and no other.</summary>
/// <param name="place">Number and direction.</param>
/// <param name="cut">How.</param>
/// <param name="newest">The newest connection that may be cut: later ones pass.</param>
internal sealed class OneCut(ProxyMessage place, ProxyAction cut, int newest = int.MaxValue)
{
    private int _done;

    /// <summary>Called before the cut.</summary>
    public Action? OnCut { get; init; }

    public bool HasCut => Volatile.Read(ref _done) != 0;

    public ProxyAction Decide(ProxyMessage message)
    {
        if (message.Connection > newest || message.ToServer != place.ToServer || message.Number != place.Number || Interlocked.Exchange(ref _done, 1) != 0) return ProxyAction.Forward;
        OnCut?.Invoke();
        return cut;
    }
}
