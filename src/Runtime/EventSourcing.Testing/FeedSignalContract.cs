using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>The meaning of <see cref="IFeedSignal"/>, for stores that implement it beside <see cref="IEventStore"/>; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class FeedSignalContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">As of <see cref="EventStoreContract.Cases"/>; the stores implement <see cref="IFeedSignal"/>, and their clocks run.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        SignalRules.AddTo(cases);
        return cases.Cases;
    }
}
