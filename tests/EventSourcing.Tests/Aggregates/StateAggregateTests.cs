using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Aggregates;

public sealed class StateAggregateTests
{
    private static readonly InMemoryEventStore Store = new(DomainEvents.Catalog);
    private readonly AggregateRepository<Counter, CounterId> _counters = new(Store);
    private readonly AggregateRepository<Cart, string> _carts = new(Store);

    [Test]
    public void A_state_with_an_initial_value_has_it_before_the_first_event()
    {
        Assert.That(_counters.Create(new CounterId(1)).State, Is.EqualTo(CounterState.Initial));
    }

    [Test]
    public void A_state_without_an_initial_value_says_clearly_that_it_has_not_begun()
    {
        var cart = _carts.Create("c1");

        Assert.That(cart.IsCreated, Is.False);
        Assert.That(
            () => cart.State,
            Throws.TypeOf<AggregateNotCreatedException>().With.Message.Contains("cart/c1").And.Message.Contains("CartState").And.Message.Contains("IsCreated"));
    }

    [Test]
    public void The_most_derived_handler_wins_and_an_interface_takes_the_rest()
    {
        var counter = _counters.Create(new CounterId(2));
        counter.Increment(5);
        counter.Decrement(2);

        Assert.That(counter.State, Is.EqualTo(new CounterState(3, 2)));
    }

    [Test]
    public async Task Ignored_events_count_for_the_version_and_are_counted()
    {
        var id = new CounterId(3);
        var counter = _counters.Create(id);
        counter.Increment(1);
        counter.LookAt("me");
        await _counters.SaveAsync(counter);

        var loaded = await _counters.LoadAsync(id);

        Assert.That(loaded.Version, Is.EqualTo(2));
        Assert.That(loaded.IgnoredEvents, Is.EqualTo(1));
        Assert.That(loaded.State.Events, Is.EqualTo(1));
    }

    [Test]
    public void A_decision_runs_completely_before_anything_is_applied()
    {
        var cart = Open("c2");

        Assert.That(() => cart.Execute(new AddItem("apple", -1)), Throws.TypeOf<DomainException>().With.Message.Contains("half"));

        Assert.That(cart.State.Items, Is.Empty);
        Assert.That(cart.Version, Is.EqualTo(1));
        Assert.That(cart.UncommittedEvents, Has.Count.EqualTo(1));
    }

    [Test]
    public void When_a_later_event_cannot_be_applied_the_earlier_ones_are_taken_back()
    {
        var cart = Open("c3");
        cart.Execute(new AddItem("apple", 1));

        Assert.That(() => cart.Execute(new AddItemTwice("apple", 13)), Throws.InvalidOperationException.With.Message.Contains("unlucky"));

        Assert.That(cart.State.Items["apple"], Is.EqualTo(1));
        Assert.That(cart.Version, Is.EqualTo(2));
        Assert.That(cart.UncommittedEvents, Has.Count.EqualTo(2));
        Assert.That(() => cart.Execute(new AddItem("pear", 1)), Throws.Nothing);
    }

    [Test]
    public async Task The_repository_executes_commands_and_creates_what_is_absent()
    {
        await _carts.ExecuteAsync("c4", new OpenCart("Alice"));
        var cart = await _carts.ExecuteAsync("c4", new AddItem("apple", 2));

        Assert.That(cart.State.Items["apple"], Is.EqualTo(2));
        Assert.That((await _carts.LoadAsync("c4")).State.Customer, Is.EqualTo("Alice"));
        Assert.That(async () => await _carts.ExecuteAsync("c4", new OpenCart("Bob")), Throws.TypeOf<DomainException>());
    }

    [Test]
    public async Task Events_of_a_command_inherit_what_it_carries()
    {
        var command = new CommandMetadata { CommandId = Guid.NewGuid(), CorrelationId = Guid.NewGuid(), Actor = "alice", Tenant = "north" };

        await _carts.ExecuteAsync("c5", new OpenCart("Alice"), command);

        var stored = await Store.ReadStreamAsync(_carts.StreamOf("c5")).SingleAsync();
        Assert.That(stored.Metadata.CausationId, Is.EqualTo(command.CommandId));
        Assert.That(stored.Metadata.CorrelationId, Is.EqualTo(command.CorrelationId));
        Assert.That(stored.Metadata.Actor, Is.EqualTo("alice"));
        Assert.That(stored.Metadata.Tenant, Is.EqualTo("north"));
    }

    [Test]
    public void Ignored_events_that_are_taken_back_are_not_counted()
    {
        var counter = _counters.Create(new CounterId(4));

        Assert.That(() => counter.LookThenFail(), Throws.InvalidOperationException);

        Assert.That(counter.IgnoredEvents, Is.Zero);
        Assert.That(counter.Version, Is.Zero);
    }

    private Cart Open(string id)
    {
        var cart = _carts.Create(id);
        cart.Execute(new OpenCart("Alice"));
        return cart;
    }
}
