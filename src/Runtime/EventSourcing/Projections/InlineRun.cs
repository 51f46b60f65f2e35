namespace EventSourcing.Projections;

/// <summary>Hands events to a projection within a transaction.</summary>
internal static class InlineRun
{
    /// <summary>Hands events over, in order, to an instance that is made for them.</summary>
    /// <exception cref="InlineProjectionException">A handler threw. What the store itself throws comes through as it is: it is no fault of the projection.</exception>
    public static async ValueTask HandleAsync(ProjectionDescriptor projection, IReadOnlyList<RecordedEvent> events, IStoreTransaction transaction, Func<Type, object?>? services, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return;
        var delivery = new Delivery(projection.SubscriptionName, transaction);
        var at = 0;
        try
        {
            var instance = projection.CreateProjection(new ProjectionDependencies(projection, transaction, services));
            if (projection.HandlesRuns && events.Count > 1)
            {
                await instance.HandleAsync([.. events.Select(e => new EventContext(e, delivery))], cancellationToken).ConfigureAwait(false);
                return;
            }

            for (; at < events.Count; at++)
            {
                using var handling = EventSourcingContext.Handling(events[at].Metadata);
                await instance.HandleAsync(new EventContext(events[at], delivery), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not EventStoreException and not InlineProjectionException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new InlineProjectionException(projection, events[Math.Min(at, events.Count - 1)], e);
        }
    }
}
