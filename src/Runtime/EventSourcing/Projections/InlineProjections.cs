using EventSourcing.Projections;
using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>
/// A store whose appends are handled by projections in the very transaction that stores them: once an append returns, the rows that it leads to are there, and where a handler throws nothing is
/// stored at all. Repositories, units of work and transactions work on it as on the store within.
/// </summary>
/// <remarks>
/// <para>
/// Rows that must be true at every moment, such as one that enforces that a name is used once, are worth it; it makes appends slower, and an event that cannot be handled cannot be stored. Everything
/// else is better off in an asynchronous projection. The same class does for both, under the same checkpoint: it can be changed over from one to the other.
/// </para>
/// <para>
/// A projection's checkpoint is locked before an append that concerns it and moved with it, so such appends take turns, on PostgreSQL across all processes; what concerns no projection is appended as
/// before, together with others. <see cref="OpenAsync"/> lets projections catch up with history. From then on every program that appends what they handle must do so through such a store: an event that
/// goes around it is not handled by the projection once a later one has moved its checkpoint.
/// </para>
/// <para>The store within stays the caller's to dispose.</para>
/// </remarks>
public sealed partial class InlineProjections : ITransactionalEventStore, IAtomicEventStore
{
    private readonly ITransactionalEventStore _store;
    private readonly InlineProjectionSet _projections;
    private volatile bool _isOpen;
    private volatile bool _disposed;

    private InlineProjections(ITransactionalEventStore store, InlineProjectionSet projections)
    {
        (_store, _projections) = (store, projections);
        (_directory, _replay, _stored) = (Port<IEventDirectory>(), Port<IEventReplaySource>(), Port<IStoredEventSource>());
        (_signal, _maintenance) = (Port<IFeedSignal>(), Port<IStreamMaintenance>());
    }

    /// <inheritdoc/>
    public ICheckpointStore Checkpoints => _store.Checkpoints;

    /// <inheritdoc/>
    public ILeaseStore Leases => _store.Leases;

    /// <inheritdoc/>
    public IReadModelSchema ReadModelSchema => _store.ReadModelSchema;

    /// <inheritdoc/>
    public EventCatalog Catalog => _store.Catalog;

    /// <summary>Makes the tables of projections' read models, lets projections catch up with history, and opens a store on which they run inline.</summary>
    /// <param name="store">The store; any of this framework. It stays the caller's to dispose.</param>
    /// <param name="projections">The projections.</param>
    /// <param name="options">How they work; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the catching up, which goes on where it was the next time.</param>
    /// <returns>The store. All projections have handled everything that was appended before.</returns>
    /// <remarks>
    /// A projection without a checkpoint handles all history first, in transactions of <see cref="InlineProjectionOptions.CatchUpBatchSize"/> events; one with a checkpoint what came after it. Several
    /// processes may do so at once: each event is handled by one of them. Where history is long, run the projection asynchronously until it has caught up, and open it inline then.
    /// </remarks>
    /// <exception cref="ArgumentException">A projection is given twice, or the store lacks what every store of this framework offers.</exception>
    /// <exception cref="InlineProjectionException">A projection could not handle an event of history.</exception>
    /// <exception cref="ProjectionVersionException">The tables of a projection hold the rows of another version: rebuild it first.</exception>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public static async ValueTask<InlineProjections> OpenAsync(
        ITransactionalEventStore store, IReadOnlyList<ProjectionDescriptor> projections, InlineProjectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var inline = Prepare(store, projections, options);
        await inline.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return inline;
    }

    /// <summary>Makes a store that refuses appends until it is opened, for who must have it before anything can be awaited.</summary>
    internal static InlineProjections Prepare(ITransactionalEventStore store, IReadOnlyList<ProjectionDescriptor> projections, InlineProjectionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new InlineProjections(store, new InlineProjectionSet(projections, options ?? new InlineProjectionOptions()));
    }

    /// <summary>Opens a store that was prepared.</summary>
    internal async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        // Whose tenant's request opens the store does not matter: projections see the events of all.
        using var everyone = EventSourcingContext.Use(EventSourcingContext.Current.OfNobody());
        foreach (var projection in _projections.All) await ProjectionVersions.RequireServingAsync(_store, projection, cancellationToken).ConfigureAwait(false);
        await _store.ReadModelSchema.ApplyAsync([.. _projections.All.SelectMany(p => p.ReadModels).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var projection in _projections.All) await new InlineCatchUp(_store, projection, _projections.Options).RunAsync(cancellationToken).ConfigureAwait(false);
        _isOpen = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InlineProjectionException">An inline projection could not handle an event; nothing is stored.</exception>
    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ThrowIfNotOpen();
        return _projections.Concern(events)
            ? CommitAsync((stream, expected, events), static (transaction, q, token) => transaction.AppendAsync(q.stream, q.expected, q.events, token), cancellationToken)
            : _store.AppendAsync(stream, expected, events, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="InlineProjectionException">An inline projection could not handle an event; nothing is stored.</exception>
    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNotOpen();
        return _store is IAtomicEventStore atomic && appends?.Any(a => _projections.Concern(a?.Events)) != true
            ? atomic.AppendAsync(appends!, condition, cancellationToken)
            : CommitAsync((appends, condition), static (transaction, q, token) => transaction.AppendAsync(q.appends!, q.condition, token), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>What is appended in the transaction is handled by the inline projections before the append returns. Where one of them fails, the transaction can only be undone.</remarks>
    public async ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNotOpen();
        return new InlineTransaction(await _store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false), _projections);
    }

    /// <inheritdoc/>
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => _store.ReadModel(mapping);

    /// <summary>Ends the use of this object. The store within stays open.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }

    private async ValueTask<TResult> CommitAsync<TAppend, TResult>(TAppend append, Func<IStoreTransaction, TAppend, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellationToken)
    {
        var transaction = await BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var result = await write(transaction, append, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private void ThrowIfNotOpen()
    {
        ThrowIfDisposed();

        // What is appended before a projection has caught up would move its checkpoint over events that it has not seen.
        if (!_isOpen) throw new InvalidOperationException("The store has projections that run inline, and is not open yet: nothing can be appended before they have caught up. In a host they do so at its start; append after that.");
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private TPort Port<TPort>()
        where TPort : class => _store as TPort ?? throw new ArgumentException(
            $"{_store.GetType().Name} does not implement {typeof(TPort).Name}, which inline projections pass on. Use a store of this framework, or let a decorator pass it on.", "store");
}
