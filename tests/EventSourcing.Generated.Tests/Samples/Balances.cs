using System.Text.Json.Serialization;
using EventSourcing;

namespace Banking;

public enum BalanceState { Open, Blocked }

[Flags]
public enum BalanceMarks { None = 0, Large = 1, Foreign = 2 }

[EventValue]
public readonly record struct OwnerName(string Value);

public sealed record Movement(decimal Amount, DateOnly Day);

/// <summary>The row of the design's contract.</summary>
public sealed record AccountBalance(string Id, string Owner, decimal Balance);

/// <summary>A row with a member of each kind.</summary>
[ReadModel("all_kinds")]
public sealed record Kinds(
    [ReadModelKey(Order = 1)] Guid Number,
    [ReadModelKey] OwnerName Owner,
    BalanceState State,
    BalanceMarks Marks,
    BalanceState? Before,
    string? Note,
    IReadOnlyList<Movement> Movements,
    IReadOnlyDictionary<OwnerName, int> Counts,
    Movement? Last,
    int[]? Numbers,
    byte[] Hash,
    TimeSpan Age,
    Half Share)
{
    [RowVersion]
    public long Changes { get; init; }

    [SoftDeleted]
    public DateTimeOffset? GoneAt { get; init; }

    public decimal Rest { get; set; } = 1;

    public int Length => Movements.Count;

    [JsonIgnore]
    public object? Cache { get; set; }
}

[Projection("account-balances", Version = 1)]
public sealed partial class AccountBalances(IReadModel<AccountBalance> rows)
{
    [Handles] ValueTask On(AccountOpened e, EventContext c, CancellationToken ct) => rows.UpsertAsync(new AccountBalance(c.Stream.Key, e.Owner, e.InitialBalance), ct);

    [Handles]
    async ValueTask On(MoneyDeposited e, EventContext c, CancellationToken ct)
    {
        var row = await rows.FindAsync(c.Stream.Key, ct).ConfigureAwait(false);
        await rows.UpsertAsync(row! with { Balance = row.Balance + e.Amount }, ct).ConfigureAwait(false);
    }
}

public abstract record Noted(string Text);

[DomainEvent] public sealed record NoteTaken(string Text) : Noted(Text);

public sealed record NoteStruck(string Text) : Noted(Text);

/// <summary>Keeps what it is given, so that tests see which handler was called with what.</summary>
[Projection(Version = 2)]
public sealed partial class NoteLog(IList<string> log, IFormatProvider? culture = null, int most = 7)
{
    [Handles]
    private Task On(IReadOnlyList<HandledEvent<Noted>> run)
    {
        log.Add("run " + string.Join(",", run.Select(e => e.Data.Text + "@" + e.Context.Version)));
        return Task.CompletedTask;
    }

    [Handles] private void On(NoteStruck e) => log.Add("struck " + e.Text);

    [Handles] private ValueTask On(MoneyWithdrawn e, CancellationToken ct) => ct.IsCancellationRequested ? throw new OperationCanceledException(ct) : default;

    [PartitionKey] private static string? KeyOf(Noted e) => e.Text.Length == 0 ? null : e.Text;

    [PartitionKey] private static decimal KeyOf(MoneyWithdrawn e) => e.Amount;

    public string Settings => $"{culture is null} {most}";
}
