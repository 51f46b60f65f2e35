namespace EventSourcing.Subscriptions;

/// <summary>The dead letters of a store, as its subscriptions write them.</summary>
internal sealed class DeadLetterJournal(ITransactionalEventStore store) : IDeadLetterJournal
{
    private static readonly ReadModelMapping<DeadLetter> Mapping = DeadLetterMapping.Instance;
    private volatile bool _isPrepared;

    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared) return;
        await store.ReadModelSchema.ApplyAsync([Mapping], cancellationToken).ConfigureAwait(false);
        _isPrepared = true;
    }

    public async ValueTask<IReadOnlyCollection<string>> ParkedKeysAsync(string subscription, CancellationToken cancellationToken) =>
        await KeysAsync(DeadLetterMapping.Subscription.EqualTo(subscription).And(DeadLetterMapping.IsOpen), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyCollection<string>> KeysToReplayAsync(string subscription, CancellationToken cancellationToken) =>
        await KeysAsync(DeadLetterMapping.Subscription.EqualTo(subscription).And(DeadLetterMapping.State.EqualTo(DeadLetterState.Replaying)), cancellationToken).ConfigureAwait(false);

    public async ValueTask<DeadLetter?> FirstOpenAsync(IStoreTransaction transaction, string subscription, string key, CancellationToken cancellationToken)
    {
        var query = new ReadModelQuery<DeadLetter>().Where(OfKey(subscription, key).And(DeadLetterMapping.IsOpen)).OrderBy(DeadLetterMapping.Position).Take(1);
        await foreach (var letter in transaction.ReadModel(Mapping).QueryAsync(query, cancellationToken).ConfigureAwait(false)) return letter;
        return null;
    }

    // An event that comes again, after its subscription has begun anew, has its letter written over.
    public ValueTask ParkAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken) => transaction.ReadModel(Mapping).UpsertAsync(letter, cancellationToken);

    public async ValueTask ChangeAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken) =>
        await transaction.ReadModel(Mapping).UpdateAsync(letter, cancellationToken).ConfigureAwait(false);

    public async ValueTask PutBackAsync(IStoreTransaction transaction, string subscription, string key, CancellationToken cancellationToken)
    {
        var letters = transaction.ReadModel(Mapping);
        var replaying = new ReadModelQuery<DeadLetter>().Where(OfKey(subscription, key).And(DeadLetterMapping.State.EqualTo(DeadLetterState.Replaying)));
        foreach (var letter in await letters.QueryAsync(replaying, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            await letters.UpdateAsync(letter with { State = DeadLetterState.Parked }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The letters of one key.</summary>
    internal static ReadModelCondition<DeadLetter> OfKey(string subscription, string key) => DeadLetterMapping.Subscription.EqualTo(subscription).And(DeadLetterMapping.Key.EqualTo(key));

    private async ValueTask<HashSet<string>> KeysAsync(ReadModelCondition<DeadLetter> condition, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var query = new ReadModelQuery<DeadLetter>().Where(condition);
        await foreach (var letter in store.ReadModel(Mapping).QueryAsync(query, cancellationToken).ConfigureAwait(false)) keys.Add(letter.Key);
        return keys;
    }
}
