namespace EventSourcing;

/// <summary>An instance of a projection: made for one transaction, and let go with it.</summary>
public interface IProjection
{
    /// <summary>Hands an event to the handler that takes it. An event that no handler takes is passed over: the projection's subscription does not ask for it.</summary>
    /// <param name="context">The event and its envelope.</param>
    /// <param name="cancellationToken">Cancels the handling; the transaction is then undone.</param>
    /// <returns>A task that ends when the handler has.</returns>
    ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken);
}
