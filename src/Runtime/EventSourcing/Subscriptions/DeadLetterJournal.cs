namespace EventSourcing.Subscriptions;

/// <summary>The dead letters of a store, as its subscriptions write them.</summary>
internal sealed class DeadLetterJournal(ITransactionalEventStore store) : IDeadLetterJournal
{
    private const int KeysAtATime = 100;

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

    public async ValueTask<DeadLetter?> FirstOpenAsync(IStoreTransaction transaction, string subscription, string key, GlobalPosition? from, CancellationToken cancellationToken)
    {
        var open = OfKey(subscription, key).And(DeadLetterMapping.IsOpen);
        if (from is { } place) open = open.And(DeadLetterMapping.Position.AtLeast(place.Value));
        var query = new ReadModelQuery<DeadLetter>().Where(open).OrderBy(DeadLetterMapping.Position).Take(1);
        await foreach (var letter in transaction.ReadModel(Mapping).QueryAsync(query, cancellationToken).ConfigureAwait(false)) return letter;
        return null;
    }

    public async ValueTask<IReadOnlyList<DeadLetter>> OpenAsync(string subscription, string key, GlobalPosition? after, int most, CancellationToken cancellationToken)
    {
        var open = OfKey(subscription, key).And(DeadLetterMapping.IsOpen);
        if (after is { } place) open = open.And(DeadLetterMapping.Position.GreaterThan(place.Value));
        var query = new ReadModelQuery<DeadLetter>().Where(open).OrderBy(DeadLetterMapping.Position).Take(most);
        return await store.ReadModel(Mapping).QueryAsync(query, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<DeadLetter?> FindAsync(IStoreTransaction transaction, string subscription, GlobalPosition position, CancellationToken cancellationToken) =>
        transaction.ReadModel(Mapping).FindAsync((subscription, position.Value), cancellationToken);

    // An event that comes again, after its subscription has begun anew, has its letter written over.
    public ValueTask ParkAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken) => transaction.ReadModel(Mapping).UpsertAsync(letter, cancellationToken);

    public async ValueTask ChangeAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken) =>
        await transaction.ReadModel(Mapping).UpdateAsync(letter, cancellationToken).ConfigureAwait(false);

    public async ValueTask PutBackAsync(IStoreTransaction transaction, string subscription, string key, CancellationToken cancellationToken)
    {
        var letters = transaction.ReadModel(Mapping);
        var replaying = new ReadModelQuery<DeadLetter>().Where(OfKey(subscription, key).And(DeadLetterMapping.State.EqualTo(DeadLetterState.Replaying)));
        await foreach (var letter in letters.QueryAsync(replaying, cancellationToken).ConfigureAwait(false))
        {
            await letters.UpdateAsync(letter with { State = DeadLetterState.Parked }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The letters of one key.</summary>
    internal static ReadModelCondition<DeadLetter> OfKey(string subscription, string key) => DeadLetterMapping.Subscription.EqualTo(subscription).And(DeadLetterMapping.Key.EqualTo(key));

    // A key may have very many letters: once it is known, the rest of them is left out.
    private async ValueTask<HashSet<string>> KeysAsync(ReadModelCondition<DeadLetter> condition, CancellationToken cancellationToken)
    {
        var (keys, letters) = (new HashSet<string>(StringComparer.Ordinal), store.ReadModel(Mapping));
        for (string? last = null; ;)
        {
            var (query, count) = (new ReadModelQuery<DeadLetter>().Where(last is null ? condition : condition.And(DeadLetterMapping.Key.GreaterThan(last))).OrderBy(DeadLetterMapping.Key).Take(KeysAtATime), 0);
            await foreach (var letter in letters.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            {
                keys.Add(last = letter.Key);
                count++;
            }

            if (count < KeysAtATime) return keys;
        }
    }
}
