using EventSourcing.Diagnostics;

namespace EventSourcing;

/// <summary>Saves what several aggregates have raised in one transaction: all of it, or nothing. They may be of different types and come from different repositories on one store.</summary>
/// <remarks>
/// <code>
/// var work = new UnitOfWork(store);
/// var from = await accounts.LoadAsync(source);
/// var to = await accounts.LoadAsync(target);
/// work.Track(from);
/// work.Track(to);
/// from.Withdraw(30m);
/// to.Deposit(30m);
/// await work.SaveAsync();
/// </code>
/// An aggregate is the boundary of what must be consistent at once. Where several must be saved together all the time, look first whether they are one; a unit of work conflicts wherever one of
/// its aggregates does. It is not thread-safe; it belongs to one operation.
/// </remarks>
public sealed class UnitOfWork
{
    private readonly IAtomicEventStore _store;
    private readonly Dictionary<StreamId, IUncommittedEvents> _aggregates = [];
    private readonly List<IUncommittedEvents> _order = [];

    /// <summary>Makes a unit of work without aggregates.</summary>
    /// <param name="store">The store of the aggregates' repositories; it stays the caller's to dispose.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The store cannot append to several streams at once.</exception>
    public UnitOfWork(IEventStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store as IAtomicEventStore ?? throw new ArgumentException(
            $"{store.GetType().Name} does not implement {nameof(IAtomicEventStore)}, so it cannot save several aggregates in one transaction. Use a store that does, as every store of this framework, or let a decorator pass it on.",
            nameof(store));
    }

    /// <summary>Whether a tracked aggregate has events that are not saved.</summary>
    public bool HasChanges => _order.Exists(a => a.UncommittedCount > 0);

    /// <summary>Takes an aggregate in: what it has raised, and what it will raise, is saved with the others. Order of first tracking is the order of the feed.</summary>
    /// <typeparam name="TId">The type of the aggregate's id.</typeparam>
    /// <param name="aggregate">The aggregate; made or loaded by a repository. One that is tracked already stays so.</param>
    /// <exception cref="ArgumentNullException"><paramref name="aggregate"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">It was made by its constructor and has no id, or another instance of it is tracked.</exception>
    public void Track<TId>(AggregateRoot<TId> aggregate)
        where TId : notnull, IParsable<TId>
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        IUncommittedEvents tracked = aggregate;
        if (tracked.Stream is not { } stream)
            throw new ArgumentException($"This {aggregate.GetType().Name} was made by its constructor and has no id. Make it with AggregateRepository.Create(id).", nameof(aggregate));
        if (_aggregates.TryAdd(stream, tracked))
        {
            _order.Add(tracked);
            return;
        }

        if (!ReferenceEquals(_aggregates[stream], tracked))
            throw new ArgumentException($"Another instance of the aggregate '{stream}' is tracked already: two of them would conflict with each other. Load it once, and pass that on.", nameof(aggregate));
    }

    /// <summary>
    /// Appends what the tracked aggregates have raised since they were loaded or saved, in one transaction, provided that nobody else appended to one of them meanwhile. Without new events
    /// nothing happens. The aggregates stay tracked, and can be changed and saved again.
    /// </summary>
    /// <param name="condition">What must not have happened beside; <see langword="null"/> for the versions of the aggregates alone.</param>
    /// <param name="cancellationToken">Cancels the append; it is then stored whole or not at all.</param>
    /// <returns>What was stored, for each aggregate with new events in the order of tracking; empty where there was nothing to store.</returns>
    /// <remarks>After an error the new events are still there. Saving again sends the same events with the same ids, and so never stores them twice.</remarks>
    /// <exception cref="ConcurrencyException">Somebody else appended to one of the streams: load the aggregates again, and decide again.</exception>
    /// <exception cref="AppendConditionException">An event that the condition excludes is stored.</exception>
    /// <exception cref="StreamClosedException">One of the streams is archived or tombstoned.</exception>
    /// <exception cref="AggregateFaultedException">A handler of one of them threw before: its state cannot be trusted any more.</exception>
    /// <exception cref="EventStoreException">The store failed; the error says whether the outcome is unknown.</exception>
    public async ValueTask<IReadOnlyList<AppendResult>> SaveAsync(AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        var (changed, appends) = (new List<IUncommittedEvents>(), new List<StreamAppend>());
        foreach (var aggregate in _order)
        {
            var events = aggregate.TakeUncommitted();
            if (events.Length == 0) continue;
            changed.Add(aggregate);
            appends.Add(new StreamAppend(aggregate.Stream!.Value, ExpectedVersion.Exactly(aggregate.Version - events.Length), events));
        }

        if (appends.Count == 0) return [];
        using var span = AggregateSpan.Save(appends.Count, appends.Sum(a => a.Events.Count));
        try
        {
            var results = await _store.AppendAsync(appends, condition, cancellationToken).ConfigureAwait(false);

            // By the counts that were sent: somebody may have raised more meanwhile.
            for (var i = 0; i < changed.Count; i++) changed[i].Committed(appends[i].Events.Count);
            return results;
        }
        catch (Exception e)
        {
            span.Failed(e);
            throw;
        }
    }
}
