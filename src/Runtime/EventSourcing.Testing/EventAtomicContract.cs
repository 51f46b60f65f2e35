using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>
/// The meaning of <see cref="IAtomicEventStore"/>, of tags and of conditions, for stores that implement it beside <see cref="IEventStore"/>; to be used as
/// <see cref="EventStoreContract"/> is.
/// </summary>
public static class EventAtomicContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">As of <see cref="EventStoreContract.Cases"/>; the stores implement <see cref="IAtomicEventStore"/>.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        AtomicRules.AddTo(cases);
        AtomicRefusalRules.AddTo(cases);
        AtomicRepetitionRules.AddTo(cases);
        TagRules.AddTo(cases);
        ConditionRules.AddTo(cases);
        ConditionRaceRules.AddTo(cases);
        return cases.Cases;
    }
}
