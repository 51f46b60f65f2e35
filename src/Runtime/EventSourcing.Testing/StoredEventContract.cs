using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>
/// The meaning of <see cref="Storage.IStoredEventSource"/>, for stores that implement it beside <see cref="IEventStore"/>: an event is found as it is stored, also by a program that cannot read it.
/// To be used as <see cref="EventUpcastContract"/> is.
/// </summary>
public static class StoredEventContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">As of <see cref="EventUpcastContract.Cases"/>; the stores implement <see cref="Storage.IStoredEventSource"/>.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<ValueTask<Func<EventCatalog, ValueTask<IEventStore>>>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new UpcastCaseList(create);
        StoredEventRules.AddTo(cases);
        return cases.Cases;
    }
}
