namespace EventSourcing.Subscriptions;

/// <summary>A lease of this node.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="AskedAt">The timestamp before the store was asked for it, or for its extension: it lasts no longer than its duration from then.</param>
internal sealed record HeldLease(Lease Lease, long AskedAt);
