using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>The meaning of <see cref="IStreamMaintenance"/>, for stores that implement it beside <see cref="IEventStore"/>; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class StreamMaintenanceContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">
    /// As of <see cref="EventStoreContract.Cases"/>; the stores implement <see cref="IStreamMaintenance"/>, <see cref="IEventDirectory"/> and <see cref="IAtomicEventStore"/>.
    /// </param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        ArchiveRules.AddTo(cases);
        TruncateRules.AddTo(cases);
        TombstoneRules.AddTo(cases);
        RemovalRules.AddTo(cases);
        return cases.Cases;
    }
}
