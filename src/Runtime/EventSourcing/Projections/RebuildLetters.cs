using EventSourcing.ReadModels;
using EventSourcing.Storage;
using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <summary>
/// The dead letters of a rebuild: those of its own, which are kept under the name of its checkpoints until its tables take over, and those of the versions that it relieves.
/// </summary>
internal sealed class RebuildLetters(ITransactionalEventStore store, ProjectionDescriptor projection, TimeProvider clock)
{
    private static readonly ReadModelMapping<DeadLetter> Mapping = DeadLetterMapping.Instance;

    private readonly DeadLetterJournal _journal = new(store);
    private readonly string _name = ProjectionVersions.RebuildName(projection);

    /// <summary>The clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Makes the place where dead letters are kept, if need be.</summary>
    public ValueTask PrepareAsync(CancellationToken cancellationToken) => _journal.PrepareAsync(cancellationToken);

    /// <summary>The keys of which the rebuild has parked events.</summary>
    public ValueTask<IReadOnlyCollection<string>> ParkedKeysAsync(CancellationToken cancellationToken) => _journal.ParkedKeysAsync(_name, cancellationToken);

    /// <summary>Whether the store has ever kept dead letters.</summary>
    public static async ValueTask<bool> AreKeptAsync(IReadModelTables tables, CancellationToken cancellationToken) =>
        (await tables.ListTablesAsync(cancellationToken).ConfigureAwait(false)).Contains(DeadLetterMapping.Table);

    /// <summary>Parks an event.</summary>
    public ValueTask ParkAsync(IStoreTransaction transaction, DeadLetter letter, CancellationToken cancellationToken) => _journal.ParkAsync(transaction, letter, cancellationToken);

    /// <summary>The letter of an event that comes behind others of its key.</summary>
    public DeadLetter LetterOf(RecordedEvent first) => new()
    {
        Subscription = _name,
        Position = first.Position,
        Key = projection.KeyOf(first),
        Stream = first.Stream,
        Version = first.Version,
        EventId = first.Metadata.EventId,
        EventName = first.Name,
        SchemaVersion = first.SchemaVersion,
        ParkedAt = clock.GetUtcNow(),
    };

    /// <summary>The letter of an event that cannot be read, and comes behind others of its key.</summary>
    public async ValueTask<DeadLetter> LetterOfAsync(RebuildPoison poison, CancellationToken cancellationToken)
    {
        var stored = await FindStoredAsync(poison, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Subscription = _name,
            Position = poison.Position,
            Key = poison.Key,
            Stream = poison.Stream,
            Version = poison.Version,
            EventId = stored?.Metadata.EventId,
            EventName = stored?.Name ?? poison.EventName,
            SchemaVersion = (stored?.SchemaVersion ?? poison.SchemaVersion) is var version and > 0 ? version : null,
            ParkedAt = clock.GetUtcNow(),
        };
    }

    /// <summary>Where the events of a subscription stand in the feed that wait as dead letters.</summary>
    public static async ValueTask<HashSet<long>> WaitingAsync(IStoreTransaction transaction, IReadModelTables tables, string subscription, CancellationToken cancellationToken) =>
        await AreKeptAsync(tables, cancellationToken).ConfigureAwait(false)
            ? [.. (await ListAsync(transaction.ReadModel(Mapping), DeadLetterMapping.Subscription.EqualTo(subscription).And(DeadLetterMapping.IsOpen), cancellationToken).ConfigureAwait(false)).Select(l => l.Position.Value)]
            : [];

    /// <summary>Removes the dead letters of rebuilds.</summary>
    public static async ValueTask RemoveAsync(IStoreTransaction transaction, IReadModelTables tables, IReadOnlyList<string> rebuilds, CancellationToken cancellationToken)
    {
        if (rebuilds.Count == 0 || !await AreKeptAsync(tables, cancellationToken).ConfigureAwait(false)) return;
        var letters = transaction.ReadModel(Mapping);
        var found = await ListAsync(letters, DeadLetterMapping.Subscription.In(rebuilds), cancellationToken).ConfigureAwait(false);
        await letters.DeleteManyAsync(found.Select(l => (l.Subscription, l.Position.Value)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the dead letters of a subscription that still wait: its rows are others now.</summary>
    public async ValueTask EndAsync(IStoreTransaction transaction, IReadModelTables tables, IReadOnlyList<string> subscriptions, DeadLetterState state, CancellationToken cancellationToken)
    {
        if (subscriptions.Count == 0 || !await AreKeptAsync(tables, cancellationToken).ConfigureAwait(false)) return;
        var (letters, now) = (transaction.ReadModel(Mapping), clock.GetUtcNow());
        var found = await ListAsync(letters, DeadLetterMapping.Subscription.In(subscriptions).And(DeadLetterMapping.IsOpen), cancellationToken).ConfigureAwait(false);
        await letters.UpsertManyAsync(found.Select(l => l with { State = state, EndedAt = now }), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the dead letters of the rebuild in the place of those of the projection. The events of the latter are in the rows now, unless they were parked again; those of other versions concern nobody any more.</summary>
    public async ValueTask TakeOverAsync(IStoreTransaction transaction, IReadModelTables tables, IReadOnlyList<string> retired, CancellationToken cancellationToken)
    {
        if (!await AreKeptAsync(tables, cancellationToken).ConfigureAwait(false)) return;
        await EndAsync(transaction, tables, [projection.SubscriptionName], DeadLetterState.Replayed, cancellationToken).ConfigureAwait(false);
        await EndAsync(transaction, tables, retired, DeadLetterState.Resolved, cancellationToken).ConfigureAwait(false);
        var letters = transaction.ReadModel(Mapping);
        var own = await ListAsync(letters, DeadLetterMapping.Subscription.EqualTo(_name), cancellationToken).ConfigureAwait(false);
        await letters.UpsertManyAsync(own.Select(l => l with { Subscription = projection.SubscriptionName }), cancellationToken).ConfigureAwait(false);
        await letters.DeleteManyAsync(own.Select(l => (l.Subscription, l.Position.Value)), cancellationToken).ConfigureAwait(false);
    }

    private static ValueTask<List<DeadLetter>> ListAsync(IReadModel<DeadLetter> letters, ReadModelCondition<DeadLetter> condition, CancellationToken cancellationToken) =>
        letters.QueryAsync(new ReadModelQuery<DeadLetter>().Where(condition), cancellationToken).ToListAsync(cancellationToken);

    private async ValueTask<StoredEvent?> FindStoredAsync(RebuildPoison poison, CancellationToken cancellationToken)
    {
        try
        {
            return store is IStoredEventSource source ? await source.FindStoredAsync(poison.Stream, poison.Version, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (SerializationException)
        {
            // Not even what is beside the payload can be read: the error that is parked says so.
            return null;
        }
    }
}
