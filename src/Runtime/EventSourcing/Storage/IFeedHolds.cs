namespace EventSourcing;

/// <summary>Implemented by stores in which an append that is under way keeps later events from readers of the feed, and that can tell whose append it is.</summary>
public interface IFeedHolds
{
    /// <summary>Tells who holds the feed back now. An append that is under way is nothing unusual; one that has been so for long is a transaction that somebody has left open.</summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The holds, the oldest first; empty where nobody holds the feed back.</returns>
    /// <exception cref="EventStoreException">The store cannot be asked.</exception>
    ValueTask<IReadOnlyList<FeedHold>> GetFeedHoldsAsync(CancellationToken cancellationToken = default);
}
