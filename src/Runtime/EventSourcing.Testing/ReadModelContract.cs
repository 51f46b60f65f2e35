using EventSourcing.Testing.ReadModels;

namespace EventSourcing.Testing;

/// <summary>The meaning of <see cref="IReadModel{TRow}"/>, as tests that the read models of every store pass; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class ReadModelContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">Makes an empty store. It is called once for each rule, and the store is disposed of.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<ValueTask<ITransactionalEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new RowCaseList(create);
        RowRules.AddTo(cases);
        RowVersionRules.AddTo(cases);
        RowQueryRules.AddTo(cases);
        RowValueRules.AddTo(cases);
        RowBufferRules.AddTo(cases);
        RowTransactionRules.AddTo(cases);
        RowSchemaRules.AddTo(cases);
        return cases.Cases;
    }
}
