namespace EventSourcing.Subscriptions;

/// <summary>What a subscription gives events to: a handler, a batch handler, or a projection.</summary>
internal abstract class EventSink
{
    /// <summary>Handles units in their order.</summary>
    /// <param name="units">The units; none of them is poison.</param>
    /// <param name="delivery">What they share.</param>
    /// <param name="attempt">Which attempt it is, from 1.</param>
    /// <param name="guard">Gives handlers their time.</param>
    /// <param name="progress">Learns which unit is at hand, where the sink knows.</param>
    public abstract ValueTask HandleAsync(IReadOnlyList<FeedUnit> units, Delivery delivery, int attempt, HandlerGuard guard, HandlingProgress progress);
}
