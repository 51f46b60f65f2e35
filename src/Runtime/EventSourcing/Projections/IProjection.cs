namespace EventSourcing;

/// <summary>An instance of a projection: made for one transaction, and let go with it.</summary>
public interface IProjection
{
    /// <summary>Hands an event to the handler that takes it. An event that no handler takes is passed over: the projection's subscription does not ask for it.</summary>
    /// <param name="context">The event and its envelope.</param>
    /// <param name="cancellationToken">Cancels the handling; the transaction is then undone.</param>
    /// <returns>A task that ends when the handler has.</returns>
    ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken);

    /// <summary>Hands over events that are delivered together, in order; consecutive ones that one handler takes as a run come to it in one call.</summary>
    /// <param name="events">The events with their envelopes.</param>
    /// <param name="cancellationToken">Cancels the handling; the transaction is then undone.</param>
    /// <returns>A task that ends when all handlers have.</returns>
    /// <remarks>
    /// Worth calling where <see cref="ProjectionDescriptor.HandlesRuns"/> says so; elsewhere it hands over one event after the other. When it fails, nobody knows at which event: undo the
    /// transaction, and hand the events over one by one.
    /// </remarks>
    async ValueTask HandleAsync(IReadOnlyList<EventContext> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var context in events) await HandleAsync(context, cancellationToken).ConfigureAwait(false);
    }
}
