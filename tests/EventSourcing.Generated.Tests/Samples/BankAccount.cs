using EventSourcing;

namespace Banking;

[DomainEvent] public sealed record AccountOpened(string Owner, decimal InitialBalance);
[DomainEvent("money-deposited")] public sealed record MoneyDeposited(decimal Amount, DateTimeOffset ValueDate);
[DomainEvent("money-withdrawn", Version = 2, Aliases = ["cash-withdrawn"])]
public sealed record MoneyWithdrawn(decimal Amount);

[Aggregate("account")]
public sealed partial class BankAccount : AggregateRoot<Guid>
{
    public decimal Balance { get; private set; }

    public void Open(string owner, decimal initial)
    {
        if (Version > 0) throw new DomainException("the account is already open");
        Raise(new AccountOpened(owner, initial));
    }

    public void Withdraw(decimal amount)
    {
        if (amount > Balance) throw new DomainException("insufficient funds");
        Raise(new MoneyWithdrawn(amount));
    }

    [Handles] private void On(AccountOpened e) => Balance = e.InitialBalance;
    [Handles] private void On(MoneyDeposited e) => Balance += e.Amount;
    [Handles] private void On(MoneyWithdrawn e) => Balance -= e.Amount;
}
