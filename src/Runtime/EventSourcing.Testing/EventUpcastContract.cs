using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>How a store gives what upcasters make of its events: as tests that every store passes whose events outlive one build of a program.</summary>
/// <remarks>
/// <code>
/// public static IEnumerable&lt;ContractCase&gt; Cases() => EventUpcastContract.Cases(async () =>
/// {
///     var database = await MyDatabase.CreateAsync();
///     return async catalog => new MyStore(database, catalog);
/// });
/// </code>
/// </remarks>
public static class EventUpcastContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">
    /// Makes new, empty storage, and gives what opens a store over it: several times at once, with one catalog or another. The suite disposes the stores.
    /// </param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<ValueTask<Func<EventCatalog, ValueTask<IEventStore>>>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new UpcastCaseList(create);
        UpcastStreamRules.AddTo(cases);
        UpcastFeedRules.AddTo(cases);
        UpcastErrorRules.AddTo(cases);
        return cases.Cases;
    }
}
