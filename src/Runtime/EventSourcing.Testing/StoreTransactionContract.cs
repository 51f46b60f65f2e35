using EventSourcing.Testing.Stores;
using EventSourcing.Testing.Transactions;

namespace EventSourcing.Testing;

/// <summary>The meaning of <see cref="IStoreTransaction"/> without its checkpoints, for stores that implement <see cref="ITransactionalEventStore"/>; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class StoreTransactionContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">
    /// As of <see cref="EventStoreContract.Cases"/>; the stores implement <see cref="ITransactionalEventStore"/>. Where their transactions have a connection, the rules make small tables of their own on it.
    /// </param>
    /// <param name="readsBeside">Whether the store can be read while a transaction of it is open; not so where both share one connection.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create, bool readsBeside = true)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        TransactionRules.AddTo(cases);
        TransactionAppendRules.AddTo(cases);
        TransactionEndRules.AddTo(cases);
        OwnSqlRules.AddTo(cases);
        TransactionRaceRules.AddTo(cases);
        if (readsBeside) TransactionIsolationRules.AddTo(cases);
        return cases.Cases;
    }
}
