using EventSourcing.Storage;

namespace EventSourcing.Subscriptions;

/// <summary>The dead letters of a store, for those who look after them.</summary>
internal sealed class DeadLetters(ITransactionalEventStore store, IDeadLetterJournal journal, TimeProvider clock, Action<string> onChange) : IDeadLetterStore
{
    private const int RemovedAtATime = 1_000;

    private static readonly ReadModelMapping<DeadLetter> Mapping = DeadLetterMapping.Instance;

    public async IAsyncEnumerable<DeadLetter> ListAsync(DeadLetterQuery? query = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await journal.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var ordered = new ReadModelQuery<DeadLetter>().Where(ConditionOf(query)).OrderBy(DeadLetterMapping.Subscription).OrderBy(DeadLetterMapping.Position);
        await foreach (var letter in store.ReadModel(Mapping).QueryAsync(ordered, cancellationToken).ConfigureAwait(false)) yield return letter;
    }

    public async ValueTask<long> CountAsync(DeadLetterQuery? query = null, CancellationToken cancellationToken = default)
    {
        await journal.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await store.ReadModel(Mapping).CountAsync(ConditionOf(query), cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<DeadLetter?> FindAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        await journal.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await store.ReadModel(Mapping).FindAsync((subscription, position.Value), cancellationToken).ConfigureAwait(false) is { } letter && letter.Position == position ? letter : null;
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadEventAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var parts = new List<RecordedEvent>();
        var options = new StreamReadOptions { FromVersion = letter.Version, ToVersion = letter.Version };
        await foreach (var part in store.ReadStreamAsync(letter.Stream, options, cancellationToken).ConfigureAwait(false)) parts.Add(part);
        return parts;
    }

    public ValueTask<StoredEvent?> FindStoredAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return store is IStoredEventSource source
            ? source.FindStoredAsync(letter.Stream, letter.Version, cancellationToken)
            : throw new NotSupportedException($"The store {store.GetType()} does not offer its events as they are stored. Let it implement {nameof(IStoredEventSource)}, or look into the database.");
    }

    public async ValueTask<int> ReplayAsync(string subscription, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(key);
        var open = await ChangeAsync(OfKey(subscription, key), static letter => letter.State == DeadLetterState.Replaying ? null : letter with { State = DeadLetterState.Replaying }, cancellationToken).ConfigureAwait(false);
        onChange(subscription);
        return open;
    }

    public async ValueTask<bool> ResolveAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var condition = DeadLetterMapping.Subscription.EqualTo(subscription).And(DeadLetterMapping.Position.EqualTo(position.Value)).And(DeadLetterMapping.IsOpen);
        return await ResolveAsync(subscription, condition, cancellationToken).ConfigureAwait(false) > 0;
    }

    public ValueTask<int> ResolveKeyAsync(string subscription, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(key);
        return ResolveAsync(subscription, OfKey(subscription, key), cancellationToken);
    }

    public async ValueTask<int> PurgeAsync(string? subscription = null, DateTimeOffset? endedBefore = null, CancellationToken cancellationToken = default)
    {
        var ended = DeadLetterMapping.State.In(DeadLetterState.Replayed, DeadLetterState.Resolved);
        if (subscription is not null) ended = ended.And(DeadLetterMapping.Subscription.EqualTo(subscription));
        if (endedBefore is { } instant) ended = ended.And(DeadLetterMapping.EndedAt.LessThan(instant));
        await journal.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var (letters, removed) = (store.ReadModel(Mapping), 0);
        var found = letters.QueryAsync(new ReadModelQuery<DeadLetter>().Where(ended), cancellationToken);
        await foreach (var some in found.Select(l => (l.Subscription, l.Position.Value)).Chunk(RemovedAtATime).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            removed += await letters.DeleteManyAsync(some, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private static ReadModelCondition<DeadLetter> OfKey(string subscription, string key) => DeadLetterJournal.OfKey(subscription, key).And(DeadLetterMapping.IsOpen);

    private static ReadModelCondition<DeadLetter> ConditionOf(DeadLetterQuery? query)
    {
        var condition = query?.States is { } states ? DeadLetterMapping.State.In(states) : DeadLetterMapping.IsOpen;
        if (query?.Subscription is { } subscription) condition = condition.And(DeadLetterMapping.Subscription.EqualTo(subscription));
        if (query?.Key is { } key) condition = condition.And(DeadLetterMapping.Key.EqualTo(key));
        return condition;
    }

    private async ValueTask<int> ResolveAsync(string subscription, ReadModelCondition<DeadLetter> condition, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var changed = await ChangeAsync(condition, letter => letter with { State = DeadLetterState.Resolved, EndedAt = now }, cancellationToken).ConfigureAwait(false);
        if (changed > 0) onChange(subscription);
        return changed;
    }

    /// <summary>Changes letters in one transaction; where the subscription is faster with one of them, it looks anew.</summary>
    /// <returns>How many were found, those included that need no change.</returns>
    private async ValueTask<int> ChangeAsync(ReadModelCondition<DeadLetter> condition, Func<DeadLetter, DeadLetter?> change, CancellationToken cancellationToken)
    {
        await journal.PrepareAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var transaction = await store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                try
                {
                    var (letters, found) = (transaction.ReadModel(Mapping), 0);
                    await foreach (var letter in letters.QueryAsync(new ReadModelQuery<DeadLetter>().Where(condition), cancellationToken).ConfigureAwait(false))
                    {
                        found++;
                        if (change(letter) is { } changed) await letters.UpdateAsync(changed, cancellationToken).ConfigureAwait(false);
                    }

                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return found;
                }
                catch (Exception e) when (e is RowVersionException or RowNotFoundException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
    }
}
