using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>The meaning of <see cref="IEventStore"/>, as tests that every store passes: those of this framework, and yours.</summary>
/// <remarks>
/// <code>
/// public static IEnumerable&lt;ContractCase&gt; Cases() => EventStoreContract.Cases(async catalog => new MyStore(catalog));
///
/// [TestCaseSource(nameof(Cases))]            // NUnit; MemberData of xUnit, DynamicData of MSTest
/// public Task Keeps_the_contract(ContractCase rule) => rule.RunAsync();
/// </code>
/// </remarks>
public static class EventStoreContract
{
    /// <summary>The events that the suite appends. It is the catalog that <c>create</c> is given.</summary>
    public static EventCatalog Catalog => ContractCodecs.Catalog;

    /// <summary>The rules.</summary>
    /// <param name="create">
    /// Makes a new, empty store that knows the events of the given catalog. It is called at least once for each rule; the suite disposes what it gets.
    /// </param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        AppendRules.AddTo(cases);
        RefusalRules.AddTo(cases);
        RepetitionRules.AddTo(cases);
        StreamReadingRules.AddTo(cases);
        FeedRules.AddTo(cases);
        FeedFilterRules.AddTo(cases);
        CategoryRules.AddTo(cases);
        MetadataRules.AddTo(cases);
        ConcurrencyRules.AddTo(cases);
        LifetimeRules.AddTo(cases);
        return cases.Cases;
    }
}
