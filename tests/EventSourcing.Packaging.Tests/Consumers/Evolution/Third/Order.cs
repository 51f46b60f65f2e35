using EventSourcing;

namespace Shop;

// Another name of the type, and a member that the first version did not have.
[DomainEvent("order-placed")] public sealed record OrderOpened(string Customer, string Channel = "web");
[DomainEvent("item-added", Version = 3)] public sealed record ItemAdded(string Sku, decimal Amount, string Unit);
[DomainEvent("address-changed", Version = 3)] public sealed record AddressChanged(string Street, string City);
[DomainEvent("note-taken", Aliases = ["remark-made"])] public sealed record NoteTaken(string Text);
[DomainEvent] public sealed record OrderPaid(decimal Amount);
[DomainEvent] public sealed record OrderShipped(DateTimeOffset At);

[Aggregate("order")]
public sealed partial class Order : AggregateRoot<string>
{
    private readonly List<string> _log = [];

    public IReadOnlyList<string> Log => _log.AsReadOnly();

    public void Add(string sku, decimal amount, string unit) => Raise(new ItemAdded(sku, amount, unit));

    [Handles] private void On(OrderOpened e) => _log.Add($"opened by {e.Customer} on the {e.Channel}");
    [Handles] private void On(ItemAdded e) => _log.Add($"{e.Amount} {e.Unit} of {e.Sku}");
    [Handles] private void On(AddressChanged e) => _log.Add($"to {e.Street}, {e.City}");
    [Handles] private void On(NoteTaken e) => _log.Add($"note: {e.Text}");
    [Handles] private void On(OrderPaid e) => _log.Add($"paid {e.Amount}");
    [Handles] private void On(OrderShipped e, EventMetadata metadata) => _log.Add($"shipped {(e.At == metadata.OccurredAt ? "then" : "at another time")}");
}
