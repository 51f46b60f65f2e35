namespace EventSourcing.Subscriptions;

/// <summary>What the store's clock has said, and when its answer was here: leases run out by that clock, which may tell another time than the node's.</summary>
/// <param name="Time">What it said.</param>
/// <param name="At">The node's timestamp then, or a little later.</param>
internal sealed record StoreMoment(DateTimeOffset Time, long At);
