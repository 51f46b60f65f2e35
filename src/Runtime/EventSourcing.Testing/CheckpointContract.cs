using EventSourcing.Testing.Checkpoints;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing;

/// <summary>
/// The meaning of checkpoints: of <see cref="ICheckpointStore"/>, of <see cref="IStoreTransaction.MoveCheckpointAsync"/>, and of the commit that moves one; for stores that implement <see cref="ITransactionalEventStore"/>, to be used
/// as <see cref="EventStoreContract"/> is.
/// </summary>
public static class CheckpointContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">As of <see cref="EventStoreContract.Cases"/>; the stores implement <see cref="ITransactionalEventStore"/>.</param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<EventCatalog, ValueTask<IEventStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new CaseList(create);
        CheckpointRules.AddTo(cases);
        CheckpointCommitRules.AddTo(cases);
        CheckpointRemovalRules.AddTo(cases);
        CheckpointGuardRules.AddTo(cases);
        CheckpointRaceRules.AddTo(cases);
        return cases.Cases;
    }
}
