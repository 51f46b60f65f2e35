using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Events;

public sealed class EventCatalogTests
{
    private static EventCatalog Catalog => DomainEvents.Catalog;

    [Test]
    public void An_event_is_found_by_its_name_its_alias_and_its_type()
    {
        Assert.That(Catalog.TryGet("money-withdrawn", out var byName), Is.True);
        Assert.That(Catalog.TryGet("cash-withdrawn", out var byAlias), Is.True);
        Assert.That(Catalog.TryGet(typeof(MoneyWithdrawn), out var byType), Is.True);

        Assert.That(byName, Is.SameAs(byType).And.SameAs(byAlias));
        Assert.That(byName!.SchemaVersion, Is.EqualTo(2));
        Assert.That(byName.Aliases, Is.EqualTo(new[] { "cash-withdrawn" }));
        Assert.That(byName.ToString(), Does.Contain("money-withdrawn v2"));
    }

    [Test]
    public void The_default_name_is_the_type_in_kebab_case()
    {
        Assert.That(Catalog.NameOf<AccountOpened>(), Is.EqualTo("account-opened"));
    }

    [Test]
    public void An_unlisted_type_has_no_name_and_the_error_says_what_to_do()
    {
        Assert.That(Catalog.NameOf<Version>, Throws.ArgumentException.With.Message.Contains("System.Version").And.Message.Contains("[DomainEvent]"));
    }

    [Test]
    public void Events_are_listed_by_aggregate_with_interfaces_resolved()
    {
        Assert.That(Catalog.EventsOf(typeof(Counter)).Select(e => e.Name), Is.EqualTo(new[] { "counter-decremented", "counter-incremented" }));
        Assert.That(Catalog.EventsOf(typeof(string)), Is.Empty);
        Assert.That(Catalog.Aggregates.Select(a => a.Category), Does.Contain("account").And.Contain("cart").And.Contain("counter"));
    }

    [Test]
    public void Catalogs_compose_and_count_what_several_hold_once()
    {
        var composed = EventCatalog.Compose(Catalog, Catalog);

        Assert.That(composed.Events, Is.EqualTo(Catalog.Events));
        Assert.That(composed.Aggregates, Is.EqualTo(Catalog.Aggregates));
    }

    [Test]
    public void Two_events_with_one_name_are_refused_with_both_types_in_the_message()
    {
        var opened = Described<AccountOpened>("opened");
        var cart = Described<CartOpened>("cart", "opened");

        Assert.That(
            () => new EventCatalog([opened, cart], []),
            Throws.ArgumentException.With.Message.Contains("AccountOpened").And.Message.Contains("CartOpened").And.Message.Contains("'opened'"));
    }

    [Test]
    public void One_type_under_two_names_is_refused()
    {
        Assert.That(
            () => new EventCatalog([Described<CartOpened>("a"), Described<CartOpened>("b")], []),
            Throws.ArgumentException.With.Message.Contains("'a'").And.Message.Contains("'b'"));
    }

    [TestCase("acount-opened", "account-opened")]
    [TestCase("money-withdraw", "money-withdrawn")]
    [TestCase("xyz", null)]
    public void The_nearest_names_of_an_unknown_one_are_those_that_were_meant(string unknown, string? meant)
    {
        Assert.That(Catalog.Nearest(unknown).FirstOrDefault(), Is.EqualTo(meant));
    }

    private static EventDescriptor<TEvent> Described<TEvent>(string name, params string[] aliases)
        where TEvent : notnull => new(name, 1, new NoCodec<TEvent>(), aliases);

    private sealed class NoCodec<TEvent> : Serialization.EventCodec<TEvent>
        where TEvent : notnull
    {
        public override void Write(System.Text.Json.Utf8JsonWriter writer, TEvent value) => throw new InvalidOperationException();

        public override TEvent Read(ref System.Text.Json.Utf8JsonReader reader) => throw new InvalidOperationException();
    }
}
