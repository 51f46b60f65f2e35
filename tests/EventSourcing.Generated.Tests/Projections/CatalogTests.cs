using EventSourcing;

namespace Banking.Projections;

/// <summary>A catalog lists projections and read models once, and refuses what cannot live beside each other.</summary>
public class CatalogTests
{
    [Test]
    public void What_several_catalogs_hold_counts_once()
    {
        var composed = EventCatalog.Compose(DomainEvents.Catalog, DomainEvents.Catalog);
        Assert.That(composed.Projections, Is.EqualTo(DomainEvents.Catalog.Projections));
        Assert.That(composed.ReadModels, Is.EqualTo(DomainEvents.Catalog.ReadModels));
    }

    [Test]
    public void Two_classes_are_not_one_projection()
    {
        var other = new ProjectionDescriptor<NoteLog>("account-balances", 1, [], [], static _ => throw new NotSupportedException());
        Assert.That(
            () => new EventCatalog([], [], [], [other], [], [DomainEvents.Catalog]),
            Throws.ArgumentException.With.Message.Contains("Banking.NoteLog").And.Message.Contains("Banking.AccountBalances").And.Message.Contains("'account-balances' version 1"));
        var next = new ProjectionDescriptor<NoteLog>("account-balances", 2, [], [], static _ => throw new NotSupportedException());
        Assert.That(new EventCatalog([], [], [], [next], [], [DomainEvents.Catalog]).Projections.Select(p => p.SubscriptionName), Is.EqualTo(new[] { "account-balances@1", "account-balances@2", "note-log@2" }));
    }

    [Test]
    public void Two_types_of_rows_are_not_in_one_table()
    {
        var other = AccountBalanceMapping.Instance.WithTable("all_kinds");
        Assert.That(
            () => new EventCatalog([], [], [], [], [other], [DomainEvents.Catalog]),
            Throws.ArgumentException.With.Message.Contains("Banking.AccountBalance").And.Message.Contains("Banking.Kinds").And.Message.Contains("'all_kinds'"));
    }

    [Test]
    public void A_run_is_a_part_of_a_delivery()
    {
        Assert.That(() => HandledEvents.Run<Noted>([], 0, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => HandledEvents.Run<Noted>([], 1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => HandledEvents.Run<Noted>([], -1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(HandledEvents.Run<Noted>([], 0, 0), Is.Empty);
    }
}
