using EventSourcing;

namespace Shop;

[DomainEvent]
public sealed record OrderPlaced(string Customer);

public sealed partial class Order : AggregateRoot<Guid>
{
    public string? Customer { get; private set; }

    public void Place(string customer) => Raise(new OrderPlaced(customer));

    [Handles] private void On(OrderPlaced e) => Customer = e.Customer;
}
