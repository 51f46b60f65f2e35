using EventSourcing;

namespace Banking;

public enum Kind { Small, Large }

public sealed record Booking(decimal Amount, long Version);

public sealed record AccountBalance(string Id, [Indexed] string Owner, decimal Balance, Kind Kind, IReadOnlyList<Booking> Bookings)
{
    [RowVersion] public long Changes { get; init; }

    public DateTimeOffset? LastAt { get; init; }
}

[Projection("account-balances", Version = 1)]
public sealed partial class AccountBalances(IReadModel<AccountBalance> rows, TimeProvider? clock = null)
{
    [Handles]
    ValueTask On(AccountOpened e, EventContext c, CancellationToken ct) =>
        rows.UpsertAsync(new AccountBalance(c.Stream.Key, e.Owner, e.InitialBalance, KindOf(e.InitialBalance), [new Booking(e.InitialBalance, c.Version)]), ct);

    [Handles]
    async ValueTask On(MoneyWithdrawn e, EventContext c, CancellationToken ct)
    {
        var row = await rows.GetAsync(c.Stream.Key, ct);
        var balance = row.Balance - e.Amount;
        await rows.UpsertAsync(row with { Balance = balance, Kind = KindOf(balance), Bookings = [.. row.Bookings, new Booking(-e.Amount, c.Version)], LastAt = clock is null ? c.Metadata.OccurredAt : null }, ct);
    }

    private static Kind KindOf(decimal balance) => balance >= 100 ? Kind.Large : Kind.Small;
}

public sealed record Total(string Id, decimal Withdrawn, int Runs);

[Projection]
public sealed partial class Totals(IReadModel<Total> rows)
{
    [Handles]
    async Task On(IReadOnlyList<HandledEvent<MoneyWithdrawn>> run, CancellationToken ct)
    {
        var row = await rows.FindAsync("all", ct) ?? new Total("all", 0, 0);
        await rows.UpsertAsync(row with { Withdrawn = row.Withdrawn + run.Sum(e => e.Data.Amount), Runs = row.Runs + 1 }, ct);
    }

    [PartitionKey] static string KeyOf(MoneyWithdrawn e) => "all";
}
