using EventSourcing;

namespace Shop;

[DomainEvent("order-placed")] public sealed record OrderPlaced(string Customer);
[DomainEvent("item-added")] public sealed record ItemAdded(string Sku, int Quantity);
[DomainEvent("address-changed")] public sealed record AddressChanged(string Street);
[DomainEvent("remark-made")] public sealed record RemarkMade(string Text);
[DomainEvent("order-paid-and-shipped")] public sealed record OrderPaidAndShipped(decimal Amount);
[DomainEvent("order-viewed")] public sealed record OrderViewed(string By);

[Aggregate("order")]
public sealed partial class Order : AggregateRoot<string>
{
    public int Items { get; private set; }

    public void Place(string customer) => Raise(new OrderPlaced(customer));

    public void Add(string sku, int quantity) => Raise(new ItemAdded(sku, quantity));

    public void Move(string street) => Raise(new AddressChanged(street));

    public void Remark(string text) => Raise(new RemarkMade(text));

    public void View(string by) => Raise(new OrderViewed(by));

    public void PayAndShip(decimal amount) => Raise(new OrderPaidAndShipped(amount));

    [Handles] private void On(OrderPlaced e) => Items = 0;
    [Handles] private void On(ItemAdded e) => Items += e.Quantity;
    [Handles] private void On(AddressChanged e) { }
    [Handles] private void On(RemarkMade e) { }
    [Handles] private void On(OrderViewed e) { }
    [Handles] private void On(OrderPaidAndShipped e) { }
}
