using EventSourcing;
using EventSourcing.Hosting.Tests;

namespace Banking;

[DomainEvent]
public sealed record DormancyReached(string Owner);

[DomainEvent]
public sealed record AccountReported(string Owner, int Withdrawals);

/// <summary>What the process remembers of an account.</summary>
[ReadModel("account_dormancy")]
public sealed record Dormancy([property: ReadModelKey] string Account, string Owner, int Withdrawals);

/// <summary>Reports accounts from which nothing is withdrawn for some time, which a service of the program says.</summary>
[ProcessManager("dormancy")]
public sealed partial class DormancyWatch(IReadModel<Dormancy> states, IDormancyRule rule) : ProcessManager<Dormancy>(states)
{
    protected internal override bool Starts(object @event) => @event is AccountOpened;

    [Handles]
    private void On(AccountOpened e)
    {
        State = new Dormancy(Key, e.Owner, 0);
        SetTimeout("dormancy", rule.Wait, new DormancyReached(e.Owner));
    }

    [Handles]
    private void On(MoneyWithdrawn e) => State = State with { Withdrawals = State.Withdrawals + 1 };

    [Handles]
    private async ValueTask On(DormancyReached e, CancellationToken cancellationToken)
    {
        await AppendAsync(new StreamId("report", Key), ExpectedVersion.Any, [new AccountReported(e.Owner, State.Withdrawals)], cancellationToken);
        Complete();
    }
}
