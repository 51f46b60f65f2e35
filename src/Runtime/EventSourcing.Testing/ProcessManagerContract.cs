using EventSourcing.Testing.Processes;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>That process managers keep what they promise on a store; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class ProcessManagerContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">As of <see cref="EventStoreContract.Cases"/>; the stores offer what every store of this framework does, <see cref="ITransactionalEventStore"/> among it.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        ProcessRules.AddTo(cases);
        ProcessAggregateRules.AddTo(cases);
        ProcessTimeoutRules.AddTo(cases);
        ProcessRaceRules.AddTo(cases);
        ProcessModelRules.AddTo(cases);
        return cases.Cases;
    }
}
