using EventSourcing;

namespace Banking;

[DomainEvent] public sealed record GoalMissed(decimal Goal);

[DomainEvent] public sealed record GoalReached(decimal Balance);

[DomainEvent] public sealed record TrophyPolished;

/// <summary>What the process has an aggregate do.</summary>
[Aggregate("trophy")]
public sealed partial class Trophy : AggregateRoot<string>
{
    public decimal Balance { get; private set; }

    public void Award(decimal balance) => Raise(new GoalReached(balance));

    public void Polish()
    {
        if (Balance == 0) throw new InvalidOperationException("There is no trophy yet.");
        Raise(new TrophyPolished());
    }

    [Handles] void On(GoalReached e) => Balance = e.Balance;
    [Handles] void On(TrophyPolished e) { }
}

/// <summary>What the process remembers of an account.</summary>
public sealed record Saving([property: ReadModelKey] string Account, decimal Balance, decimal Goal);

/// <summary>Waits until an account has reached a goal, or the time for that is over.</summary>
[ProcessManager("savings-goal")]
public sealed partial class SavingsGoal(IReadModel<Saving> savings, IList<string>? log = null) : ProcessManager<Saving>(savings)
{
    private const decimal Goal = 100;

    protected override bool Starts(object @event) => @event is AccountOpened;

    [Handles]
    void On(AccountOpened e)
    {
        State = new Saving(Key, e.InitialBalance, Goal);
        SetTimeout("missed", TimeSpan.FromDays(30), new GoalMissed(Goal));
    }

    [Handles]
    async ValueTask On(MoneyDeposited e, EventContext context, CancellationToken cancellationToken)
    {
        State = State with { Balance = State.Balance + e.Amount };
        if (State.Balance < State.Goal) return;
        await ExecuteOrCreateAsync<Trophy, string>(Key, trophy => trophy.Award(State.Balance), cancellationToken).ConfigureAwait(false);
        await ExecuteAsync<Trophy, string>(Key, trophy => trophy.Polish(), cancellationToken).ConfigureAwait(false);
        Complete();
    }

    [Handles]
    void On(GoalMissed e)
    {
        log?.Add($"{Key} missed {e.Goal} by {State.Goal - State.Balance}");
        Complete();
    }
}
