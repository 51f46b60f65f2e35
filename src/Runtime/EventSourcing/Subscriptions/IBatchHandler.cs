namespace EventSourcing;

/// <summary>Handles the events of a subscription in batches.</summary>
public interface IBatchHandler
{
    /// <summary>Handles a batch. With several partitions it is called for several of them at once.</summary>
    /// <param name="events">The events in the order of the feed; at least one, and no more than <see cref="SubscriptionOptions.BatchSize"/>, parts of one stored event counting once.</param>
    /// <param name="cancellationToken">Ends the handling: its time is up, or the subscription is stopped by force. What it wrote in the transaction is undone.</param>
    /// <returns>A task that ends when all are handled. An exception is a failure of the batch: its events are then handed over one by one, so that the one that fails is found.</returns>
    ValueTask HandleAsync(IReadOnlyList<EventContext> events, CancellationToken cancellationToken);
}
