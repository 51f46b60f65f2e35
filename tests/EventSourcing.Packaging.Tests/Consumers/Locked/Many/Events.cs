using EventSourcing;

namespace Shop;

[DomainEvent]
public sealed record OrderPlaced(decimal Amount);
