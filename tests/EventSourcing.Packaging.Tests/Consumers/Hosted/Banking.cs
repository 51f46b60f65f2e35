using EventSourcing;

namespace Hosted;

[DomainEvent] public sealed record AccountOpened(string Owner, decimal InitialBalance);
[DomainEvent] public sealed record MoneyWithdrawn(decimal Amount);

[Aggregate("account")]
public sealed partial class BankAccount : AggregateRoot<Guid>
{
    public decimal Balance { get; private set; }

    public void Open(string owner, decimal initial) => Raise(new AccountOpened(owner, initial));

    public void Withdraw(decimal amount) => Raise(new MoneyWithdrawn(amount));

    [Handles] private void On(AccountOpened e) => Balance = e.InitialBalance;
    [Handles] private void On(MoneyWithdrawn e) => Balance -= e.Amount;
}

public sealed record AccountBalance([property: ReadModelKey] string Account, string Owner, decimal Balance);

[Projection("account-balances")]
public sealed partial class AccountBalances(IReadModel<AccountBalance> rows)
{
    [Handles] private ValueTask On(AccountOpened e, EventContext c, CancellationToken ct) => rows.UpsertAsync(new AccountBalance(c.Stream.Key, e.Owner, e.InitialBalance), ct);

    [Handles]
    private async ValueTask On(MoneyWithdrawn e, EventContext c, CancellationToken ct)
    {
        var row = await rows.GetAsync(c.Stream.Key, ct);
        await rows.UpsertAsync(row with { Balance = row.Balance - e.Amount }, ct);
    }
}

public sealed class Count
{
    public int Value;
}

public sealed class Counter(Count count) : ISubscriptionHandler
{
    public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref count.Value);
        return ValueTask.CompletedTask;
    }
}
