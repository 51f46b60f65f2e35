using System.Collections.Immutable;

namespace EventSourcing.Tests.Domain;

[DomainEvent]
public sealed record CartOpened(string Customer);

[DomainEvent]
public sealed record ItemAdded(string Sku, int Quantity);

[DomainEvent]
public sealed record CartCheckedOut(decimal Total);

/// <summary>A state without an initial value: it begins with the first event.</summary>
public sealed record CartState(string Customer, ImmutableDictionary<string, int> Items, bool CheckedOut);

public sealed record OpenCart(string Customer);

public sealed record AddItem(string Sku, int Quantity);

/// <summary>Two events, of which the second cannot be applied when the quantity is 13.</summary>
public sealed record AddItemTwice(string Sku, int Quantity);

/// <summary>The decider: commands in, events out, state that follows.</summary>
[Aggregate("cart")]
public sealed partial class Cart : AggregateRoot<string, CartState>
{
    public static CartOpened Decide(OpenCart command, CartState? state) =>
        state is null ? new CartOpened(command.Customer) : throw new DomainException("the cart is already open");

    public static IEnumerable<object> Decide(AddItem command, CartState state)
    {
        if (state.CheckedOut) throw new DomainException("the cart is checked out");
        yield return new ItemAdded(command.Sku, command.Quantity);
        if (command.Quantity < 0) throw new DomainException("decided half, then refused");
    }

    public static object[] Decide(AddItemTwice command, CartState state) =>
        [new ItemAdded(command.Sku, 1), new ItemAdded(command.Sku, command.Quantity)];

    [Handles]
    private static CartState On(CartOpened e) => new(e.Customer, ImmutableDictionary<string, int>.Empty, false);

#pragma warning disable ESG0303 // What becomes of an aggregate whose handler throws is what the tests are about.
    [Handles]
    private static CartState On(CartState state, ItemAdded e) => e.Quantity == 13
        ? throw new InvalidOperationException("unlucky")
        : state with { Items = state.Items.SetItem(e.Sku, state.Items.GetValueOrDefault(e.Sku) + e.Quantity) };
#pragma warning restore ESG0303

    [Handles]
    private static CartState On(CartState state, CartCheckedOut e, EventMetadata metadata) =>
        metadata.EventId == Guid.Empty ? state : state with { CheckedOut = true };
}
