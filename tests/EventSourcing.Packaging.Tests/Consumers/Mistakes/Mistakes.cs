using EventSourcing;

namespace Shop;

[DomainEvent]
public sealed record PlaceOrder(string Customer);

[DomainEvent]
public sealed record OrderPacked(int[] Boxes);

public sealed class Order : AggregateRoot<Guid>
{
    [Handles] private void On(PlaceOrder e) => _ = e;
    [Handles] private void On(OrderPacked e) => _ = e;
}
