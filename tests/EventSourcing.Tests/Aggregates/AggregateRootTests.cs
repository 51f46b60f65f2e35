using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Aggregates;

public sealed class AggregateRootTests
{
    private static readonly InMemoryEventStore Store = new(DomainEvents.Catalog);
    private static readonly AggregateRepository<BankAccount, Guid> Accounts = new(Store);

    private BankAccount _account = null!;

    [SetUp]
    public void Create() => _account = Accounts.Create(Guid.NewGuid());

    [Test]
    public void Before_the_first_event_the_version_is_zero()
    {
        Assert.That(_account.Version, Is.Zero);
        Assert.That(_account.IsCreated, Is.False);
        Assert.That(_account.UncommittedEvents, Is.Empty);
    }

    [Test]
    public void Raise_applies_stamps_and_collects()
    {
        _account.Open("Alice", 100m);
        _account.Deposit(20m);

        Assert.That(_account.Balance, Is.EqualTo(120m));
        Assert.That(_account.Version, Is.EqualTo(2));
        Assert.That(_account.UncommittedEvents.Select(e => e.Data), Is.EqualTo(new object[]
        {
            new AccountOpened("Alice", 100m),
            new MoneyDeposited(20m, DateTimeOffset.UnixEpoch),
        }));
        Assert.That(_account.LastDeposit, Is.EqualTo(_account.UncommittedEvents[1].Metadata));
        Assert.That(_account.LastDeposit!.EventId, Is.Not.EqualTo(Guid.Empty));
    }

    [Test]
    public void Metadata_that_the_caller_brings_is_kept()
    {
        var metadata = new EventMetadata { Actor = "importer", OccurredAt = new DateTimeOffset(1999, 12, 31, 0, 0, 0, TimeSpan.Zero) };

        _account.DepositWith(1m, metadata);

        Assert.That(_account.LastDeposit!.Actor, Is.EqualTo("importer"));
        Assert.That(_account.LastDeposit.OccurredAt, Is.EqualTo(metadata.OccurredAt));
    }

    [Test]
    public void A_refused_command_leaves_the_aggregate_as_it_was()
    {
        _account.Open("Alice", 100m);

        Assert.That(() => _account.Withdraw(101m), Throws.TypeOf<DomainException>());

        Assert.That(_account.Balance, Is.EqualTo(100m));
        Assert.That(_account.Version, Is.EqualTo(1));
    }

    [Test]
    public void An_event_without_a_handler_is_refused_and_changes_nothing()
    {
        _account.Open("Alice", 100m);

        Assert.That(
            _account.Print,
            Throws.TypeOf<UnhandledEventException>()
                .With.Property(nameof(UnhandledEventException.Version)).EqualTo(2)
                .And.Message.Contains("StatementPrinted").And.Message.Contains("[Handles]"));
        Assert.That(_account.Version, Is.EqualTo(1));
        Assert.That(() => _account.Deposit(1m), Throws.Nothing);
    }

    [Test]
    public void A_handler_must_not_raise()
    {
        Assert.That(_account.CreditInterest, Throws.TypeOf<RaiseNotAllowedException>().With.Message.Contains("MoneyDeposited"));
    }

    [Test]
    public async Task An_aggregate_whose_handler_threw_can_be_neither_changed_nor_saved()
    {
        _account.Open("Alice", 100m);
        Assert.That(() => _account.Corrupt(throws: true), Throws.InvalidOperationException.With.Message.Contains("broken"));

        Assert.That(() => _account.Deposit(1m), Throws.TypeOf<AggregateFaultedException>().With.InnerException.Message.Contains("broken"));
        Assert.That(async () => await Accounts.SaveAsync(_account), Throws.TypeOf<AggregateFaultedException>());
        Assert.That(await Accounts.ExistsAsync(_account.Id), Is.False);
    }

    [Test]
    public void Nothing_cannot_be_raised()
    {
        Assert.That(_account.RaiseNothing, Throws.ArgumentNullException);
    }

    [Test]
    public async Task An_aggregate_that_no_repository_made_has_no_id_and_cannot_be_saved()
    {
        var orphan = new BankAccount();
        orphan.Open("Nobody", 0m);

        Assert.That(() => orphan.Id, Throws.InvalidOperationException.With.Message.Contains("Create(id)"));
        Assert.That(async () => await Accounts.SaveAsync(orphan), Throws.ArgumentException.With.Message.Contains("Create(id)"));
        Assert.That(await Store.GetVersionAsync(new StreamId("account", "Nobody")), Is.Zero);
    }
}
