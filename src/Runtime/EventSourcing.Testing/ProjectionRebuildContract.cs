using EventSourcing.Testing.Projections;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>That <see cref="ProjectionRebuilder"/> keeps what it promises on a store, and that projections find their rows as they are, however these are read; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class ProjectionRebuildContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">As of <see cref="EventStoreContract.Cases"/>; the stores offer what every store of this framework does, <see cref="ITransactionalEventStore"/> among it.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        RebuildRules.AddTo(cases);
        RebuildResumeRules.AddTo(cases);
        RebuildTakeOverRules.AddTo(cases);
        RebuildParkRules.AddTo(cases);
        VerifyRules.AddTo(cases);
        ReadAheadRules.AddTo(cases);
        return cases.Cases;
    }
}
