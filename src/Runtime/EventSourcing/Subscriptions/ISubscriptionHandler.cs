namespace EventSourcing;

/// <summary>Handles the events of a subscription, one after the other.</summary>
public interface ISubscriptionHandler
{
    /// <summary>Handles an event. With several partitions it is called for several of them at once, and for the events of one key one after the other.</summary>
    /// <param name="context">The event, its envelope, and the transaction.</param>
    /// <param name="cancellationToken">Ends the handling: its time is up, or the subscription is stopped by force. What it wrote in the transaction is undone.</param>
    /// <returns>A task that ends when the event is handled. An exception is a failed attempt.</returns>
    ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken);
}
