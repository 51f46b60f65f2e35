namespace EventSourcing;

/// <summary>A lease on a name: until it expires, nobody else has one.</summary>
/// <param name="Name">What is leased.</param>
/// <param name="Owner">Who has it.</param>
/// <param name="Token">
/// The fencing token: greater than that of every earlier lease on the name. What the lease protects can refuse a lower token than it has seen, and so a holder that does not know yet that
/// its lease has expired.
/// </param>
/// <param name="ExpiresAt">When it expires unless it is extended, by the store's clock.</param>
public sealed record Lease(string Name, string Owner, long Token, DateTimeOffset ExpiresAt);
