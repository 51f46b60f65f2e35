namespace EventSourcing.Tests.Domain;

[DomainEvent]
public sealed record AccountOpened(string Owner, decimal InitialBalance);

[DomainEvent("money-deposited")]
public sealed record MoneyDeposited(decimal Amount, DateTimeOffset ValueDate);

[DomainEvent("money-withdrawn", Version = 2, Aliases = ["cash-withdrawn"])]
public sealed record MoneyWithdrawn(decimal Amount);

/// <summary>Handled by nothing: an aggregate that raises it is told so.</summary>
[DomainEvent]
public sealed record StatementPrinted(int Pages);

/// <summary>Its handler raises another event, which no handler may.</summary>
[DomainEvent]
public sealed record InterestCredited(decimal Amount);

/// <summary>Its handler throws when told to, after it has changed the state.</summary>
[DomainEvent]
public sealed record AccountCorrupted(bool Throws);

[Aggregate("account")]
public sealed partial class BankAccount : AggregateRoot<Guid>
{
    public decimal Balance { get; private set; }

    public EventMetadata? LastDeposit { get; private set; }

    public void Open(string owner, decimal initial)
    {
        if (Version > 0) throw new DomainException("the account is already open");
        Raise(new AccountOpened(owner, initial));
    }

    public void Deposit(decimal amount) => Raise(new MoneyDeposited(amount, DateTimeOffset.UnixEpoch));

    public void DepositWith(decimal amount, EventMetadata metadata) => Raise(new MoneyDeposited(amount, DateTimeOffset.UnixEpoch), metadata);

    public void Withdraw(decimal amount)
    {
        if (amount > Balance) throw new DomainException("insufficient funds");
        Raise(new MoneyWithdrawn(amount));
    }

#pragma warning disable ESG0007, ESG0303, ESG0304 // What becomes of an aggregate with such handlers is what the tests are about.
    public void Print() => Raise(new StatementPrinted(1));

    public void CreditInterest() => Raise(new InterestCredited(1m));

    public void Corrupt(bool throws) => Raise(new AccountCorrupted(throws));

    public void RaiseNothing() => Raise(null!);

    [Handles]
    private void On(AccountOpened e) => Balance = e.InitialBalance;

    [Handles]
    private void On(MoneyDeposited e, EventMetadata metadata)
    {
        Balance += e.Amount;
        LastDeposit = metadata;
    }

    [Handles]
    private void On(MoneyWithdrawn e) => Balance -= e.Amount;

    [Handles]
    private void On(InterestCredited e) => Raise(new MoneyDeposited(e.Amount, DateTimeOffset.UnixEpoch));

    [Handles]
    private void On(AccountCorrupted e)
    {
        Balance = -1m;
        if (e.Throws) throw new InvalidOperationException("the handler is broken");
    }
#pragma warning restore ESG0007, ESG0303, ESG0304
}
